import { ApiError } from "@/components/api/error";
import { request } from "@/components/api/request";
import type { SessionView } from "@/lib/auth/session-view";

/** What this tab knows of its session: when it ends, by this browser's clock, in milliseconds. */
export interface Ends {
  idleAt: number;
  absoluteAt: number;
  warnMs: number;
}

export const endsOf = (view: SessionView, at: number): Ends => ({
  idleAt: at + view.idleSeconds * 1000,
  absoluteAt: at + view.absoluteSeconds * 1000,
  warnMs: view.warnSeconds * 1000,
});

export type Warning = { kind: "idle" | "absolute"; seconds: number } | null;

/** Whether it is time to warn, and of what: the end that comes first. */
export function warningAt({ idleAt, absoluteAt, warnMs }: Ends, at: number): Warning {
  const kind = absoluteAt <= idleAt ? "absolute" : "idle";
  const left = Math.min(idleAt, absoluteAt) - at;
  return left > warnMs ? null : { kind, seconds: Math.max(0, Math.ceil(left / 1000)) };
}

/** Why a session that is gone ended, as far as this tab can tell. */
export const reasonAt = ({ idleAt, absoluteAt }: Ends, at: number): "expired" | "idle" | "ended" =>
  at >= absoluteAt ? "expired" : at >= idleAt ? "idle" : "ended";

export type Found = { view: SessionView } | { gone: string | null };

/** Asks the server; `report` says that a person gave input. `gone` is why, where the server can tell. Null: no answer now. */
export async function askSession(report = false): Promise<Found | null> {
  try {
    const answer = report ? request<SessionView>("/api/session/activity", { method: "POST" }) : request<SessionView>("/api/session");
    return { view: await answer };
  } catch (error) {
    return error instanceof ApiError && error.status === 401 ? { gone: toldReason(error.data) } : null;
  }
}

const toldReason = (data: unknown): string | null => {
  const { reason } = (data ?? {}) as { reason?: unknown };
  // "ended" only says that it is gone; this tab may know more.
  return typeof reason === "string" && reason !== "ended" ? reason : null;
};

/** Opens a page of ours as a whole: nothing of this session stays in memory. */
export const openPage = (path: string): void => window.location.assign(path);

type Message = "signed-out" | "look";

/** Tells the other tabs of this browser: someone signed out, or look who is signed in. Carries nothing else. */
export function openChannel(hear: (message: Message) => void): { say(message: Message): void; close(): void } {
  const channel = new BroadcastChannel("countersign-session");
  channel.onmessage = ({ data }) => hear(data as Message);
  return { say: (message) => channel.postMessage(message), close: () => channel.close() };
}
