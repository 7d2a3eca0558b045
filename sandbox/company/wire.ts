import { createHash } from "node:crypto";
import { cents, formatCents } from "@/lib/treasury/money";
import type { Amount, CompanyState } from "./types";

/** An amount as Jiko sends it, from US cents. */
export const amountOf = (value: number): Amount => ({ value, currency: "USD", formatted: formatCents(cents(value)) });

/** A UUID that is always the same for the same text (version 5 in form). */
export function idFrom(text: string): string {
  const hex = createHash("sha1").update(text).digest("hex");
  const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A fresh id, the same in every run. */
export const mintId = (state: CompanyState): string => idFrom(`${state.seed}:${state.books.serial++}`);

export function emit(state: CompanyState, event_type: string, payload: Record<string, string | null>, now: Date) {
  const event = {
    event_id: mintId(state),
    event_type,
    // Events carry microseconds.
    timestamp: now.toISOString().replace("Z", "000Z"),
    customer_id: state.customer_id,
    payload,
  };
  state.events.push(event);
  return event;
}
