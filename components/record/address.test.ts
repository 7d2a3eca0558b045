import { describe, expect, it } from "vitest";
import { actionGroups } from "@/lib/audit/words";
import { groupLabels, readRecordAddress, recordDownloadHref, recordHref } from "./address";

describe("the address of the audit record", () => {
  it("takes filters and a page, and leads back to itself", () => {
    const { filters, query } = readRecordAddress({ member: "m1", group: "decisions", from: "2026-07-01", to: "2026-07-02", before: "51", other: "x" });
    expect(query).toEqual({ member: "m1", group: "decisions", from: "2026-07-01", to: "2026-07-02", before: "51" });
    expect(recordHref(filters, 51)).toBe("/audit?member=m1&group=decisions&from=2026-07-01&to=2026-07-02&before=51");
    expect(recordDownloadHref(filters, "csv")).toBe("/api/downloads/record?member=m1&group=decisions&from=2026-07-01&to=2026-07-02&format=csv");
    expect(recordHref({})).toBe("/audit");
  });

  it("asks for nothing while a filter makes no sense, and says what is wrong", () => {
    const wrong = { group: "x", outcome: "y", from: "2026-02-30" };
    expect(readRecordAddress(wrong)).toMatchObject({ query: null, faults: { group: expect.any(String), outcome: expect.any(String), from: expect.any(String) } });
    expect(readRecordAddress({ from: "2026-07-02", to: "2026-07-01" }).faults).toEqual({ to: "The last day lies before the first." });
    expect(readRecordAddress({ before: "-1", from: ["2026-07-02"] }).query).toEqual({});
  });

  it("names the groups as the server does", () => {
    expect(groupLabels).toEqual(Object.fromEntries(Object.entries(actionGroups).map(([name, [label]]) => [name, label])));
  });
});
