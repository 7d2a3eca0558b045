/**
 * How many calls may be sent, told from what was sent and what Jiko's answers say. Pure: time comes in as milliseconds
 * of any steady clock. Limits are Jiko's (rate-limits.ts); whether its windows slide is not published, so a window here
 * slides, which holds under either reading.
 */

/** Who wants to send: a command may use the whole limit, people's reads leave a fifth of it, background work two fifths. */
export type Share = "command" | "person" | "background";

/** A call counts a little longer than Jiko's window, because it arrives later than it leaves, and not always equally late. */
const slackMs = { minute: 1_000, second: 100 };
/** When to ask again while a call under way holds its place in the second. */
const underWayMs = 100;

interface Window {
  lengthMs: number;
  limit: number;
  /** When the calls that still count were let go, oldest first; in a second, which is no longer than a call may be on its way, when they were answered. */
  sent: number[];
}

export interface Budget {
  /** The minute, and the second where there is such a limit. */
  windows: [Window, ...Window[]];
  inFlight: number;
  /** What Jiko last said of its minute: it also knows of calls by other processes of ours. */
  told: { remaining: number; until: number; sentAt: number } | null;
  /** After a 429. */
  closedUntil: number;
}

/** What an answer said. `resetInMs` counts from the answer. */
export interface Observation {
  sentAt: number;
  limit: number | null;
  remaining: number | null;
  resetInMs: number | null;
  /** Set by a 429: how long nothing may be sent. */
  closedForMs: number | null;
}

export function createBudget(limits: { perMinute: number; perSecond?: number }): Budget {
  const minute: Window = { lengthMs: 60_000 + slackMs.minute, limit: limits.perMinute, sent: [] };
  const second: Window[] = limits.perSecond ? [{ lengthMs: 1_000 + slackMs.second, limit: limits.perSecond, sent: [] }] : [];
  return { windows: [minute, ...second], inFlight: 0, told: null, closedUntil: 0 };
}

/** How much of a limit may be used up before a share has to wait. */
export function allowance(limit: number, share: Share): number {
  if (share === "command") return limit;
  return Math.max(1, Math.floor(limit * (share === "person" ? 0.8 : 0.6)));
}

/**
 * Lets one call go and answers 0, or answers the milliseconds (more than 0) after which it is worth asking again.
 * Every call that was let go is handed back with `settle`.
 */
export function take(budget: Budget, share: Share, now: number): number {
  let wait = Math.max(0, budget.closedUntil - now);
  const [minute, second] = budget.windows;
  for (const window of budget.windows) {
    forget(window, now);
    const over = window.sent.length + (window === second ? budget.inFlight : 0) - allowance(window.limit, share);
    if (over < 0) continue;
    const at = window.sent[over];
    wait = Math.max(wait, at === undefined ? underWayMs : at + window.lengthMs - now);
  }
  const { told } = budget;
  if (told && told.until > now) {
    const { limit } = minute;
    if (told.remaining <= limit - allowance(limit, share)) wait = Math.max(wait, told.until - now);
  }
  if (wait > 0) return wait;
  minute.sent.push(now);
  budget.inFlight += 1;
  if (told) told.remaining -= 1;
  return 0;
}

/** Hands a call back, with what its answer said of the limits, where there was one. */
export function settle(budget: Budget, now: number, seen: Observation | null): void {
  budget.inFlight -= 1;
  budget.windows[1]?.sent.push(now);
  if (!seen) return;
  if (seen.closedForMs !== null) budget.closedUntil = Math.max(budget.closedUntil, now + seen.closedForMs);
  const [minute, second] = budget.windows;
  // Where two limits hold, an answer does not say which one it speaks of; the small one is kept by our own count.
  if (seen.limit !== null && seen.limit > 0 && !(second && seen.limit <= second.limit)) minute.limit = seen.limit;
  else if (second) return;
  if (seen.remaining === null || seen.resetInMs === null) return;
  // Answers overtake each other. The call that left last knows most, and Jiko may not have counted those still under way.
  if (budget.told && budget.told.until > now && budget.told.sentAt > seen.sentAt) return;
  budget.told = {
    remaining: seen.remaining - budget.inFlight,
    until: now + Math.min(Math.max(seen.resetInMs, 0), minute.lengthMs),
    sentAt: seen.sentAt,
  };
}

/** What is left of the minute for a command, and what it allows: by our own count or by what Jiko said, whichever is less. */
export function leftOf({ windows: [minute], told, closedUntil }: Budget, now: number): { left: number; limit: number } {
  forget(minute, now);
  const own = minute.limit - minute.sent.length;
  const left = closedUntil > now ? 0 : told && told.until > now ? Math.min(own, told.remaining) : own;
  return { left: Math.max(0, left), limit: minute.limit };
}

/** Whether a fresh budget would behave the same, so that this one need not be kept. */
export function isIdle(budget: Budget, now: number): boolean {
  for (const window of budget.windows) forget(window, now);
  const open = budget.closedUntil <= now && (budget.told === null || budget.told.until <= now);
  return open && budget.inFlight === 0 && budget.windows.every(({ sent }) => sent.length === 0);
}

function forget(window: Window, now: number): void {
  const still = window.sent.findIndex((at) => at + window.lengthMs > now);
  if (still !== 0) window.sent.splice(0, still === -1 ? window.sent.length : still);
}
