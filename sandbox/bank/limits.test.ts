import { describe, expect, it } from "vitest";
import { Limits } from "./limits";

describe("rate limits", () => {
  it("refuses the call past the minute's limit, with the seconds to wait, and starts anew after it", () => {
    let now = 1_000_000;
    const limits = new Limits(0.05, () => now);
    const spend = () => limits.spend("client member", "pockets");
    expect(Array.from({ length: 6 }, () => spend().allowed)).toEqual([true, true, true, true, true, true]);
    now += 20_500;
    expect(spend()).toEqual({
      allowed: false,
      headers: { "x-ratelimit-limit": "6", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1060", "retry-after": "40" },
    });
    now += 39_500;
    expect(spend()).toMatchObject({ allowed: true, headers: { "x-ratelimit-remaining": "5" } });
  });

  it("counts each caller and each group alone", () => {
    const limits = new Limits(1 / 120, () => 0);
    expect(limits.spend("a", "pockets").allowed).toBe(true);
    expect(limits.spend("a", "pockets").allowed).toBe(false);
    expect(limits.spend("a", "trades").allowed).toBe(true);
    expect(limits.spend("b", "pockets").allowed).toBe(true);
  });

  it("takes one create a second, and a refused one costs nothing of the minute", () => {
    let now = 0;
    const limits = new Limits(1, () => now);
    expect(limits.spend("a", "transfer-requests-create").allowed).toBe(true);
    expect(limits.spend("a", "transfer-requests-create")).toMatchObject({ allowed: false, headers: { "retry-after": "1", "x-ratelimit-remaining": "59" } });
    now = 1000;
    expect(limits.spend("a", "transfer-requests-create")).toMatchObject({ allowed: true, headers: { "x-ratelimit-remaining": "58" } });
  });
});
