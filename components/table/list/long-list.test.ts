import fc from "fast-check";
import { expect, it } from "vitest";
import { firstAt, followed, type Stretch } from "./long-list";

const lengths = fc.tuple(fc.integer({ min: 5_000, max: 120_000 }), fc.integer({ min: 0, max: 3_000_000 })).map(([shown, more]) => ({ shown, count: shown + more }));
const screens = fc.integer({ min: 2, max: 60 });

/** Scrolls from one place to another as a wheel does, and answers the rows that were at the top of the screen. */
function wheel(start: Stretch & { at: number }, step: number, steps: number, screen: number) {
  const seen: number[] = [];
  let { first, at } = start;
  for (let turn = 0; turn < steps; turn++) {
    const to = Math.max(0, Math.min(start.shown - screen, at + step));
    const next = followed({ ...start, first }, { from: at, to, screen });
    at = to + (first - next.first);
    first = next.first;
    seen.push(first + at);
  }
  return seen;
}

it("is the whole list where that can be laid out", () => {
  expect(firstAt(700, 1000, { shown: 1000, count: 1000 })).toBe(0);
  expect(followed({ first: 0, shown: 1000, count: 1000 }, { from: 0, to: 900, screen: 20 })).toEqual({ first: 0, same: false });
});

it("stays in the list, wherever in the list or on the bar somebody is", () => {
  fc.assert(
    fc.property(lengths, fc.double({ min: 0, max: 1, noNaN: true }), ({ shown, count }, share) => {
      const [byRow, byPlace] = [firstAt(share * count, count, { shown, count }), firstAt(share * shown, shown, { shown, count })];
      for (const first of [byRow, byPlace]) expect(first >= 0 && first + shown <= count).toBe(true);
      // Where a row stands on the bar, the bar leads to that row.
      const place = share * count - byRow;
      expect(Math.abs(firstAt(place, shown, { shown, count }) - byRow)).toBeLessThanOrEqual(2 + count / shown);
    }),
  );
});

it("leads to the first and to the last row by the bar", () => {
  fc.assert(
    fc.property(lengths, screens, ({ shown, count }, screen) => {
      const half = Math.round((count - shown) / 2);
      const from = shown / 2;
      expect(followed({ first: half, shown, count }, { from, to: 0, screen }).first).toBe(0);
      expect(followed({ first: half, shown, count }, { from, to: shown - screen, screen }).first).toBe(count - shown);
    }),
  );
});

it("passes no row over in small movements, and comes to both ends", () => {
  fc.assert(
    fc.property(lengths, screens, fc.boolean(), ({ shown, count }, screen, up) => {
      const row = up ? Math.min(3_000, count / 2) : Math.max(count - 3_000, count / 2);
      const first = firstAt(row, count, { shown, count });
      const step = (up ? -1 : 1) * screen;
      const start = { shown, count, first, at: row - first };
      const seen = wheel(start, step, 3_100 / screen + 2, screen);
      expect(Math.max(...seen.map((now, turn) => Math.abs(now - (seen[turn - 1] ?? row))))).toBeLessThanOrEqual(screen);
      if (count > 6_000) expect(seen.at(-1)).toBe(up ? 0 : count - screen);
    }),
  );
});

it("goes on from an end of what is laid out with the same rows, with room before and after", () => {
  fc.assert(
    fc.property(lengths, screens, fc.double({ min: 0, max: 1, noNaN: true }), ({ shown, count }, screen, share) => {
      const first = Math.round((count - shown) * share);
      const next = followed({ first, shown, count }, { from: shown - screen, to: shown - screen, screen });
      const place = first + shown - screen - next.first;
      expect(next.same).toBe(true);
      expect(place + screen).toBeLessThanOrEqual(shown);
      expect(next.first === count - shown || place < shown - 2 * screen).toBe(true);
    }),
  );
});
