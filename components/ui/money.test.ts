import { describe, expect, it } from "vitest";
import { writePercent } from "./money";

describe("writePercent", () => {
  it.each([
    ["0.0378", "3.78%"],
    ["0.03785", "3.79%"],
    ["0.037849", "3.78%"],
    ["0", "0.00%"],
    ["1", "100.00%"],
    ["-0.0012", "−0.12%"],
    ["0.00004", "0.00%"],
    ["12.3", "1230.00%"],
  ])("writes %s as %s", (fraction, written) => {
    expect(writePercent(fraction)).toBe(written);
  });
});
