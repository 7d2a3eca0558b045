import { describe, expect, it } from "vitest";
import { standing } from "./limits";

const at = (seconds: number) => new Date(Date.UTC(2026, 6, 15, 9) + seconds * 1000);
const times = { lastActiveAt: at(0), expiresAt: at(1000) };

describe("standing", () => {
  it("counts whole seconds to either end", () => {
    expect(standing(times, at(0), 900)).toEqual({ alive: true, idleSeconds: 900, absoluteSeconds: 1000 });
    expect(standing(times, at(899.5), 900)).toEqual({ alive: true, idleSeconds: 0, absoluteSeconds: 100 });
  });

  it("ends at the very second", () => {
    expect(standing(times, at(900), 900)).toEqual({ alive: false, reason: "idle" });
    expect(standing({ ...times, lastActiveAt: at(999) }, at(1000), 900)).toEqual({ alive: false, reason: "expired" });
  });

  it("says expired where both have passed: input would not have helped", () => {
    expect(standing(times, at(5000), 900)).toEqual({ alive: false, reason: "expired" });
  });
});
