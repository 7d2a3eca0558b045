import { describe, expect, it } from "vitest";
import { endsOf, reasonAt, warningAt } from "./watch";

const view = { memberId: "m", idleSeconds: 900, absoluteSeconds: 28_800, warnSeconds: 120 };
const ends = endsOf(view, 0);

describe("the warning", () => {
  it("comes two minutes before the end that is nearer, and counts down", () => {
    expect(warningAt(ends, 779_999)).toBeNull();
    expect(warningAt(ends, 780_000)).toEqual({ kind: "idle", seconds: 120 });
    expect(warningAt(ends, 899_001)).toEqual({ kind: "idle", seconds: 1 });
    expect(warningAt(ends, 2_000_000)).toEqual({ kind: "idle", seconds: 0 });
    expect(warningAt(endsOf({ ...view, absoluteSeconds: 60 }, 0), 0)).toEqual({ kind: "absolute", seconds: 60 });
  });

  it("knows why a session is gone", () => {
    expect(reasonAt(ends, 10)).toBe("ended");
    expect(reasonAt(ends, 900_000)).toBe("idle");
    expect(reasonAt(ends, 28_800_000)).toBe("expired");
  });
});
