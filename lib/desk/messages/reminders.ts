import { expiryOf } from "@/lib/approvals/expiry";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { expired, expiring, reminder } from "./request-words";
import type { Telling } from "./types";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;

interface Rules {
  /** The bank's time. */
  at: Date;
  remindAfterHours: number;
  /** What the policy in force requires of this request; null: it never expires. */
  expiresAfterHours: number | null;
  /** Members who have signed it here. */
  signed: readonly string[];
  /** How an instant is written for people. */
  write: (instant: Date) => string;
}

/**
 * What is told at this moment about a request that waits: that it has expired, that it will within a day, or (else) that it is
 * still there, once when it has waited for long enough and then once a day. Turns that nobody was there for are not made up for.
 */
export function remindersOf(request: TransferRequest, { at, remindAfterHours, expiresAfterHours, signed, write }: Rules): Telling[] {
  if (request.status !== "PENDING_APPROVAL") return [];
  const ageMs = at.getTime() - new Date(request.created_at).getTime();
  const expiry = expiryOf(request, expiresAfterHours);
  if (expiry && expiry <= at) return expired(request);
  if (expiry && expiry.getTime() - at.getTime() < dayMs) return [expiring(request, signed, write(expiry))];
  const turn = Math.floor((ageMs - remindAfterHours * hourMs) / dayMs);
  return turn < 0 ? [] : [reminder(request, signed, Math.max(1, Math.floor(ageMs / dayMs)), turn)];
}
