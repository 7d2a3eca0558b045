import { describe, expect, it } from "vitest";
import { BankingClock, durationMs } from "./clock";

describe("the banking clock", () => {
  it("starts where it is told and ticks with real time", () => {
    let real = 1000;
    const clock = new BankingClock(new Date("2026-07-15T14:00:00Z"), () => real);
    real += 2500;
    expect(clock.now().toISOString()).toBe("2026-07-15T14:00:02.500Z");
  });

  it("moves ahead and never back", () => {
    const clock = new BankingClock(new Date("2026-07-15T14:00:00Z"), () => 0);
    clock.moveTo(new Date("2026-07-16T14:00:00Z"));
    expect(clock.now().toISOString()).toBe("2026-07-16T14:00:00.000Z");
    expect(() => clock.moveTo(new Date("2026-07-16T13:59:59Z"))).toThrow(RangeError);
    expect(() => clock.moveTo(new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe("durations", () => {
  it.each([
    ["PT1H", 3_600_000],
    ["P1DT2M3.5S", 86_523_500],
    ["P2W", 1_209_600_000],
  ])("reads %s", (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each(["", "P", "PT", "P1DT", "-PT1H", "1h", "P1M"])("refuses %j", (text) => expect(durationMs(text)).toBeNull());
});
