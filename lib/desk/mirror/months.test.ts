import { describe, expect, it, vi } from "vitest";
import { boundsOf, daysOf, monthOf, monthsBetween } from "./months";

vi.mock("@/lib/env", () => ({ env: () => ({ COMPANY_TIME_ZONE: "America/New_York" }) }));

describe("months of the company's calendar", () => {
  it("begin and end at midnight there, on days on which clocks change too", () => {
    expect(boundsOf("2026-03")).toEqual({ from: new Date("2026-03-01T05:00:00Z"), until: new Date("2026-04-01T04:00:00Z") });
    expect(boundsOf("2026-12").until).toEqual(boundsOf("2027-01").from);
    expect(monthOf(new Date("2026-08-01T03:59:59.999Z"))).toBe("2026-07");
    expect(monthOf(new Date("2026-08-01T04:00:00Z"))).toBe("2026-08");
  });

  it("follow each other without a gap, and know their days", () => {
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthsBetween("2026-03", "2026-02")).toEqual([]);
    expect(daysOf("2024-02")).toEqual({ first: "2024-02-01", last: "2024-02-29" });
  });
});
