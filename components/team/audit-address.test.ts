import { describe, expect, it } from "vitest";
import { auditDownloadHref, auditHref, readAuditAddress } from "./audit-address";

const today = "2026-07-15";
const member = "a56d1b1c-08f0-46c5-b53e-e81e3dc261b0";

describe("the address of the audit log", () => {
  it("begins a month ago, and takes member, days and page", () => {
    expect(readAuditAddress({}, today).query).toEqual({ from: "2026-06-15" });
    expect(readAuditAddress({ member, from: "2026-07-01", to: "2026-07-02", before: "51" }, today).query).toEqual({ member, from: "2026-07-01", to: "2026-07-02", before: "51" });
  });

  it("asks for nothing while a filter makes no sense, and says what is wrong", () => {
    expect(readAuditAddress({ member: "me", from: "2026-02-30" }, today)).toMatchObject({ query: null, faults: { member: expect.any(String), from: expect.any(String) } });
    expect(readAuditAddress({ from: "2026-07-02", to: "2026-07-01" }, today).faults).toEqual({ to: "The last day lies before the first." });
    expect(readAuditAddress({ before: "-1", from: ["2026-07-02", "x"] }, today).query).toEqual({ from: "2026-06-15" });
  });

  it("leads back to itself, and to a file with the same filters", () => {
    const filters = { member, from: "2026-07-01", to: "" };
    expect(auditHref(filters, 51)).toBe(`/team/audit-log?member=${member}&from=2026-07-01&before=51`);
    expect(auditDownloadHref(filters)).toBe(`/api/downloads/team-audit-log?member=${member}&from=2026-07-01`);
    expect(auditHref({})).toBe("/team/audit-log");
  });
});
