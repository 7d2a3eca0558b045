import { describe, expect, it } from "vitest";
import { untilNextCheck } from "./rounds";

const [minute, hour, day] = [60_000, 3_600_000, 24 * 3_600_000];
const startedBank = new Date("2026-07-15T14:00:00Z");
const ago = (days: number) => ({ startedBank, until: new Date(startedBank.getTime() - days * day) });

describe("when a stretch that agreed is compared again", () => {
  it("is hourly while its month may still get rows, and a page a minute where that is slower", () => {
    expect(untilNextCheck(ago(-16), 300)).toBe(hour);
    expect(untilNextCheck(ago(1), 0)).toBe(hour);
    expect(untilNextCheck(ago(-16), 42_000)).toBe(420 * minute);
  });

  it("is daily for an older one, and a page an hour, at the latest after a week or a tenth of its age", () => {
    expect(untilNextCheck(ago(15), 2_400)).toBe(day);
    expect(untilNextCheck(ago(300), 4_800)).toBe(48 * hour);
    expect(untilNextCheck(ago(15), 42_000)).toBe(1.5 * day);
    expect(untilNextCheck(ago(300), 42_000)).toBe(7 * day);
  });

  it("is daily for a list that cannot be asked for a month, unless it is long", () => {
    expect(untilNextCheck({ startedBank, until: null }, 1_000)).toBe(day);
    expect(untilNextCheck({ startedBank, until: null }, 100_000)).toBe(7 * day);
  });
});
