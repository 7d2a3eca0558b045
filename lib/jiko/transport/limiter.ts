import "server-only";
import { rateLimits, type RateGroup } from "../rate-limits";
import { createBudget, isIdle, leftOf, settle, take, type Budget, type Observation, type Share } from "./budget";
import type { Clock, Deadline } from "./deadline";

/** Thrown where a call would have to wait for longer than it may. Nothing was sent. */
export class OverBudget extends Error {
  constructor(readonly waitMs: number) {
    super("The budget of calls is used up");
    this.name = "OverBudget";
  }
}

export interface Permit {
  sentAt: number;
  /** 0 where it went at once. */
  waitedMs: number;
  /** Must be called once, with what the answer said of the limits. */
  release(seen: Omit<Observation, "sentAt"> | null): void;
}

export interface Limiter {
  /** Waits for the budget as far as `patience` and the deadline allow, else throws OverBudget. */
  acquire(key: string, group: RateGroup, share: Share, deadline: Deadline, patience: "read" | "write"): Promise<Permit>;
  /** Calls of the minute that count against a caller, in all groups together. */
  used(key: string): number;
  /** What is left in each group to whoever has used most of it. */
  left(): BudgetLeft[];
  /** Budgets that are held in memory. */
  size(): number;
}

/** Calls of the minute. */
export interface BudgetLeft {
  group: RateGroup;
  left: number;
  limit: number;
}

const rateGroups = Object.keys(rateLimits) as RateGroup[];
const sweepEveryMs = 60_000;
/** A write is only paced (one create per second, one after the other), never parked. */
const writePatienceMs = 5_000;

/** The budgets of a process, one per caller and rate group. What other processes use shows in Jiko's answers. */
export function createLimiter(clock: Clock): Limiter {
  const budgets = new Map<string, Budget>();
  let sweptAt = clock.now();

  function sweep(now: number) {
    if (now - sweptAt < sweepEveryMs) return;
    sweptAt = now;
    for (const [key, budget] of budgets) if (isIdle(budget, now)) budgets.delete(key);
  }

  function budgetOf(key: string, group: RateGroup): Budget {
    const name = `${group} ${key}`;
    const known = budgets.get(name);
    if (known) return known;
    const fresh = createBudget(rateLimits[group]);
    budgets.set(name, fresh);
    return fresh;
  }

  return {
    size: () => budgets.size,
    used(key) {
      const known = rateGroups.flatMap((group) => budgets.get(`${group} ${key}`) ?? []);
      return known.map((budget) => leftOf(budget, clock.now())).reduce((sum, { limit, left }) => sum + limit - left, 0);
    },
    left() {
      const known = [...budgets].map(([name, budget]) => ({ name, ...leftOf(budget, clock.now()) }));
      return rateGroups.map((group) => {
        const used = known.filter(({ name }) => name.startsWith(`${group} `)).sort((a, b) => a.left - b.left)[0];
        const { perMinute } = rateLimits[group];
        return { group, left: used?.left ?? perMinute, limit: used?.limit ?? perMinute };
      });
    },
    async acquire(key, group, share, deadline, patience) {
      let waitedMs = 0;
      for (;;) {
        const now = clock.now();
        sweep(now);
        const budget = budgetOf(key, group);
        const waitMs = take(budget, share, now);
        if (waitMs === 0) {
          return { sentAt: now, waitedMs, release: (seen) => settle(budget, clock.now(), seen && { ...seen, sentAt: now }) };
        }
        // A quarter of what is left must remain for the call itself.
        const affordable = deadline.remainingMs() * 0.75;
        if (waitMs > (patience === "write" ? Math.min(writePatienceMs, affordable) : affordable)) throw new OverBudget(waitMs);
        await clock.pause(waitMs, deadline.signal);
        waitedMs += clock.now() - now;
      }
    },
  };
}
