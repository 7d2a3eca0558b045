import { steps, type Part } from "@/lib/forms/application";

/** What of an application is open: the whole, one part of it, or one person (`new` for one to be added). */
export interface ApplicationAddress {
  part: Part | null;
  person: string | null;
}

export const parts: readonly Part[] = [...steps, "people"];

export function readApplicationAddress(search: Record<string, string | string[] | undefined>): ApplicationAddress {
  const part = parts.find((one) => one === search.part) ?? null;
  const person = typeof search.person === "string" && /^(new|[0-9a-f-]{36})$/i.test(search.person) ? search.person : null;
  return { part, person: part === "people" ? person : null };
}

export function applicationHref(id: string, part: Part | null = null, person: string | null = null): string {
  const search = new URLSearchParams({ ...(part ? { part } : {}), ...(person ? { person } : {}) });
  return search.size > 0 ? `/applications/${id}?${search}` : `/applications/${id}`;
}
