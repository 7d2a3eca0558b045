import { beforeEach, describe, expect, it } from "vitest";
import { limits, spend } from "./rate";

beforeEach(() => void Object.assign(globalThis, { countersignBuckets: undefined }));

const many = (count: number, one: (i: number) => void) => Array.from({ length: count }, (_, i) => one(i));

describe("spend", () => {
  it("refuses a session that sends too much, says how long to wait, and leaves the others alone", () => {
    many(limits.change.burst, () => spend("change", "one", 0));
    const tooMuch = expect.objectContaining({ code: "rate_limited", retryAfterSeconds: 1, message: expect.stringContaining("Countersign") });
    expect(() => spend("change", "one", 0)).toThrow(tooMuch);
    spend("change", "two", 0);
    spend("read", "one", 0);
    spend("change", "one", 1_000);
  });

  it("does not hold up a measurement of fifty reads a second", () => {
    many(50 * 60, (i) => spend("read", "one", i * 20));
  });

  it("remembers no more sessions than it must", () => {
    many(10_100, (i) => spend("read", `session-${i}`, 0));
    expect((globalThis as unknown as { countersignBuckets: Map<string, unknown> }).countersignBuckets.size).toBe(10_000);
  });
});
