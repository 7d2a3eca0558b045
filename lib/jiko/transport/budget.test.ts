import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowance, createBudget, isIdle, settle, take, type Budget, type Share } from "./budget";

const share = fc.constantFrom<Share>("command", "person", "background");
const steps = fc.array(fc.record({ share, afterMs: fc.integer({ min: 0, max: 4_000 }), answered: fc.boolean() }), { maxLength: 400 });
const limits = fc.record({
  perMinute: fc.integer({ min: 1, max: 40 }),
  perSecond: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});

/** The most that stands in any window of that length which slides over the moments. */
const densest = (moments: number[], lengthMs: number) =>
  moments.reduce((most, from) => Math.max(most, moments.filter((at) => at >= from && at < from + lengthMs).length), 0);

function play(budget: Budget, moves: { share: Share; afterMs: number; answered: boolean }[]) {
  const sent: { at: number; share: Share }[] = [];
  let now = 5_000;
  for (const move of moves) {
    now += move.afterMs;
    if (take(budget, move.share, now) > 0) continue;
    sent.push({ at: now, share: move.share });
    if (move.answered) settle(budget, now, null);
  }
  return { sent, now };
}

const fill = (budget: Budget, who: Share, now: number) => {
  let count = 0;
  while (take(budget, who, now) === 0) count += 1;
  return count;
};

describe("by our own count", () => {
  test("no window ever holds more than the limit, and each share keeps to its part", () => {
    fc.assert(
      fc.property(limits, steps, (limit, moves) => {
        const { sent } = play(createBudget(limit), moves);
        const times = (who: Share[]) => sent.filter((one) => who.includes(one.share)).map(({ at }) => at);
        expect(densest(times(["command", "person", "background"]), 60_000)).toBeLessThanOrEqual(limit.perMinute);
        expect(densest(times(["person", "background"]), 60_000)).toBeLessThanOrEqual(allowance(limit.perMinute, "person"));
        expect(densest(times(["background"]), 60_000)).toBeLessThanOrEqual(allowance(limit.perMinute, "background"));
        if (limit.perSecond) expect(densest(times(["command", "person", "background"]), 1_000)).toBeLessThanOrEqual(limit.perSecond);
      }),
    );
  });

  test("commands find their fifth whatever was read, and people theirs whatever the background read", () => {
    const reads = fc.array(fc.constantFrom<Share>("person", "background"), { maxLength: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 300 }), reads, (perMinute, reads) => {
        const budget = createBudget({ perMinute });
        for (const who of reads) take(budget, who, 0);
        fill(budget, "background", 0);
        if (!reads.includes("person")) expect(fill(budget, "person", 0)).toBeGreaterThanOrEqual(Math.floor(perMinute * 0.2));
        fill(budget, "person", 0);
        expect(fill(budget, "command", 0)).toBeGreaterThanOrEqual(Math.floor(perMinute * 0.2));
      }),
    );
  });

  test("who waits as long as it was told is let go, if nobody else came", () => {
    fc.assert(
      fc.property(limits, steps, share, (limit, moves, who) => {
        const budget = createBudget(limit);
        const { now } = play(budget, moves.map((move) => ({ ...move, answered: true })));
        const wait = take(budget, who, now);
        if (wait > 0) expect(take(budget, who, now + wait)).toBe(0);
      }),
    );
  });

  test("each call that falls out of the window makes room for one", () => {
    const budget = createBudget({ perMinute: 2 });
    expect([0, 30_000].map((at) => take(budget, "command", at))).toEqual([0, 0]);
    expect(take(budget, "command", 40_000)).toBe(21_000);
    expect(take(budget, "command", 61_000)).toBe(0);
    expect(take(budget, "command", 61_000)).toBe(30_000);
  });

  test("shares of 120 are 120, 96 and 72", () => {
    const each = (["command", "person", "background"] as const).map((who) => fill(createBudget({ perMinute: 120 }), who, 0));
    expect(each).toEqual([120, 96, 72]);
  });
});

describe("by what Jiko says", () => {
  const seen = { sentAt: 0, limit: 10, remaining: 10, resetInMs: 30_000, closedForMs: null };

  test("calls that others made count until the reset", () => {
    const budget = createBudget({ perMinute: 10 });
    take(budget, "person", 0);
    settle(budget, 100, { ...seen, remaining: 3 });
    expect(fill(budget, "person", 100)).toBe(1);
    expect(fill(budget, "command", 100)).toBe(2);
    expect(take(budget, "command", 100)).toBe(30_000);
    expect(take(budget, "command", 30_100)).toBe(0);
  });

  test("calls under way are taken as not yet counted", () => {
    const budget = createBudget({ perMinute: 10 });
    for (let i = 0; i < 3; i += 1) take(budget, "command", i);
    settle(budget, 50, { ...seen, remaining: 5 });
    expect(fill(budget, "command", 60)).toBe(3);
  });

  test("an older answer that comes late changes nothing", () => {
    const budget = createBudget({ perMinute: 10 });
    take(budget, "command", 0);
    take(budget, "command", 10);
    settle(budget, 50, { ...seen, sentAt: 10, remaining: 2 });
    settle(budget, 60, { ...seen, sentAt: 0, remaining: 9 });
    expect(fill(budget, "command", 70)).toBe(1);
  });

  test("another limit takes the place of the published one", () => {
    const budget = createBudget({ perMinute: 120 });
    take(budget, "command", 0);
    settle(budget, 10, { ...seen, limit: 20, remaining: 19 });
    expect(fill(budget, "command", 20)).toBe(19);
  });

  test("the limit per second is not taken for that of the minute", () => {
    const budget = createBudget({ perMinute: 60, perSecond: 1 });
    take(budget, "command", 0);
    settle(budget, 10, { ...seen, limit: 1, remaining: 0, resetInMs: 990 });
    expect(take(budget, "command", 1_010)).toBeLessThanOrEqual(100);
    expect(take(budget, "command", 1_110)).toBe(0);
    settle(budget, 1_120, null);
    expect(take(budget, "command", 2_220)).toBe(0);
  });

  test("a call of which nobody knows when it arrived holds its place in the second until it is answered", () => {
    const budget = createBudget({ perMinute: 60, perSecond: 1 });
    take(budget, "command", 0);
    expect(take(budget, "command", 4_000)).toBe(100);
    settle(budget, 4_050, null);
    expect(take(budget, "command", 4_100)).toBe(1_050);
    expect(take(budget, "command", 5_150)).toBe(0);
  });

  test("a 429 closes for everyone as long as it says", () => {
    const budget = createBudget({ perMinute: 10 });
    take(budget, "person", 0);
    settle(budget, 10, { ...seen, limit: null, remaining: null, resetInMs: null, closedForMs: 7_000 });
    expect(take(budget, "command", 10)).toBe(7_000);
    expect(take(budget, "command", 7_010)).toBe(0);
  });

  test("nonsense does not lock us out for longer than a window", () => {
    const budget = createBudget({ perMinute: 10 });
    take(budget, "command", 0);
    settle(budget, 0, { ...seen, limit: 0, remaining: 0, resetInMs: 1e12 });
    expect(take(budget, "command", 61_000)).toBe(0);
  });
});

test("a budget is idle once nothing of it counts any more", () => {
  fc.assert(
    fc.property(limits, steps, (limit, moves) => {
      const budget = createBudget(limit);
      const { sent, now } = play(budget, moves.map((move) => ({ ...move, answered: true })));
      if (sent.length > 0) expect(isIdle(budget, sent.at(-1)!.at)).toBe(false);
      expect(isIdle(budget, now + 61_000)).toBe(true);
    }),
  );
});
