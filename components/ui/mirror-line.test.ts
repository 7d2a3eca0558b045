import { describe, expect, it } from "vitest";
import type { KindState } from "@/lib/desk/mirror/types";
import { summaryOf } from "./mirror-line";

const kind = (change: Partial<KindState> = {}): KindState => ({
  kind: "transactions",
  rows: 10,
  asOf: "2026-07-15T14:00:00.000Z",
  lagSeconds: 20,
  reachedBack: "2024-07-15T14:00:00.000Z",
  filled: true,
  checks: { agree: 25, differ: 0, open: 0 },
  waitingSince: null,
  problem: null,
  ...change,
});

describe("the line about the desk's copy", () => {
  it("calls it complete where all of it agrees, as of the oldest of its kinds", () => {
    const older = kind({ kind: "trades", asOf: "2026-07-15T13:00:00.000Z" });
    expect(summaryOf([kind(), older])).toEqual({ complete: true, asOf: older.asOf, since: null, remarks: [] });
  });

  it("says how far back all kinds reach while it is filled, and makes no promise about comparing yet", () => {
    const filling = kind({ kind: "trades", filled: false, reachedBack: "2026-02-01T00:00:00.000Z", asOf: null, checks: { agree: 0, differ: 0, open: 0 } });
    expect(summaryOf([kind(), filling])).toEqual({
      complete: false,
      asOf: null,
      since: "2026-02-01T00:00:00.000Z",
      remarks: ["Still being filled: trades."],
    });
  });

  it("says what differs, what was not compared, and what stands in the way", () => {
    const off = kind({ checks: { agree: 20, differ: 1, open: 4 }, waitingSince: "2026-07-15T10:00:00.000Z", problem: "upstream_timeout" });
    const { complete, remarks } = summaryOf([off]);
    expect(complete).toBe(false);
    expect(remarks).toEqual([
      "1 part differs from Jiko's list and is being read again.",
      "4 parts have not been compared with Jiko's list yet.",
      "Not brought up to date while nobody is signed in who may read transactions.",
      "The last attempt to read transactions failed and will be repeated.",
    ]);
  });

  it("is not complete where there is nothing", () => {
    expect(summaryOf([]).complete).toBe(false);
  });
});
