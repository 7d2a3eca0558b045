import { describe, expect, it } from "vitest";
import { dayIn, startOfDay, tableInstant, writeAge, writeDay, writeInstant, writeMonth } from "./dates";

const zone = "America/New_York";

describe("dates", () => {
  it("writes an instant in the company's zone, whatever the machine's is", () => {
    expect(writeInstant("2026-07-15T18:02:00Z", zone)).toBe("Jul 15, 2026, 14:02 EDT");
    expect(tableInstant("2026-01-15T00:30:00Z", zone)).toBe("2026-01-14 19:30 EST");
    expect(dayIn("2026-01-15T00:30:00Z", zone)).toBe("2026-01-14");
  });

  it("never shifts a calendar day", () => {
    expect(writeDay("2026-01-01")).toBe("Jan 1, 2026");
    expect(writeMonth("2026-06")).toBe("June 2026");
    expect(writeMonth("2026-12-01")).toBe("December 2026");
  });

  it("finds where a day begins, also when clocks change", () => {
    expect(startOfDay("2026-07-15", zone)).toBe("2026-07-15T04:00:00.000Z");
    expect(startOfDay("2026-03-08", zone)).toBe("2026-03-08T05:00:00.000Z");
    expect(startOfDay("2026-03-08", zone, 1)).toBe("2026-03-09T04:00:00.000Z");
    expect(startOfDay("2026-11-01", zone, 1)).toBe("2026-11-02T05:00:00.000Z");
    expect(startOfDay("2026-11-01", "Asia/Tokyo")).toBe("2026-10-31T15:00:00.000Z");
  });

  it("says an age in its largest unit", () => {
    const now = Date.parse("2026-07-15T12:00:00Z");
    expect(writeAge("2026-07-15T11:59:30Z", now)).toBe("less than a minute");
    expect(writeAge("2026-07-15T10:00:00Z", now)).toBe("2 hours");
    expect(writeAge("2026-07-14T12:00:00Z", now)).toBe("1 day");
  });
});
