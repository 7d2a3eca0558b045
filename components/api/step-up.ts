import type { Draft } from "@/lib/desk/drafts";
import { ApiError } from "./error";
import { request } from "./request";

/** A command that waits while its sender signs in at Jiko once more. It lies sealed on the server, not in the browser. */
export interface Parked {
  command: string;
  input: Record<string, unknown>;
}

/**
 * Leaves for a fresh sign-in at Jiko. What is parked comes back with `?parked=<id>&step=<id>` at `returnTo`; with `step_fault`
 * where the sign-in did not work.
 */
export async function leaveForStepUp(
  asked: { purpose: "enrol" | "decide"; nonce: string; response?: unknown },
  parked: Parked,
  returnTo: string,
): Promise<void> {
  const { id } = await request<Draft>("/api/drafts", { method: "POST", body: { kind: "parked", value: parked } });
  const back = new URL(returnTo, window.location.origin);
  back.searchParams.set("parked", id);
  const body = { ...asked, returnTo: back.pathname + back.search };
  const { url } = await request<{ url: string }>("/api/step-ups", { method: "POST", body });
  window.location.assign(url);
}

/** What was parked, taken off the server: it is sent now or never. Null where it was taken before. */
export async function takeParked(id: string): Promise<Parked | null> {
  try {
    const { value } = await request<Draft>(`/api/drafts/${id}`);
    await request(`/api/drafts/${id}`, { method: "DELETE" });
    return value as unknown as Parked;
  } catch (error) {
    if (error instanceof ApiError && error.code === "not_found") return null;
    throw error;
  }
}

const faults: Record<string, string> = {
  denied: "The sign-in at Jiko was cancelled. Nothing was done.",
  other_person: "Somebody else signed in at Jiko. Nothing was done. Sign in as yourself.",
  stale: "The sign-in at Jiko took too long, or was begun in another browser. Nothing was done; begin once more.",
};

/** What is said to whoever comes back from Jiko a second time, by the browser's Back or a reload: no fault, the first time counts. */
export const usedBefore = {
  title: "You came back from Jiko before this",
  message: "What you sent then counts, and what became of it is shown here. Nothing was sent again.",
};

export const stepUpFault = (code: string): string =>
  faults[code] ?? "The fresh sign-in at Jiko did not work. Nothing was done; begin once more.";
