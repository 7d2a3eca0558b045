import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";

const { readWhole, recordStart, recordEnd } = vi.hoisted(() => ({ readWhole: vi.fn(), recordStart: vi.fn(), recordEnd: vi.fn() }));
vi.mock("./read", () => ({ readWhole }));
vi.mock("./download-record", () => ({ recordStart, recordEnd }));
vi.mock("@/lib/env", () => ({ env: () => ({ COMPANY_TIME_ZONE: "America/New_York", LOG_LEVEL: "silent" }) }));
const { auditLogPage, auditLogPageWanted, auditLogWanted, downloadAuditLog } = await import("./team-audit");
const { log } = await import("@/lib/log");

const session = { id: "s", memberId: "m", customerId: "c", name: "Admin One", customerName: "Example Robotics Inc." } as Session;
const header = "timestamp,member_id,member_email,action,target,ip_address";
const line = (i: number) => `2026-07-${String(1 + (i % 28)).padStart(2, "0")}T14:00:00Z,m${i},viewer@example.com,session.create,t${i},198.51.100.7`;

beforeEach(() => {
  readWhole.mockReset();
  recordStart.mockReset().mockResolvedValue(undefined);
  recordEnd.mockReset().mockResolvedValue(undefined);
});

describe("a page of Jiko's audit log", () => {
  it("asks for whole days of the company, in its zone", async () => {
    readWhole.mockResolvedValue(`${header}\n`);
    await auditLogPage(session, auditLogPageWanted.parse({ from: "2026-03-08", to: "2026-03-08" }));
    // The day on which clocks go forward has 23 hours.
    expect(readWhole.mock.calls[0]![2]).toEqual({ query: { timestamp_from: "2026-03-08T05:00:00Z", timestamp_to: "2026-03-09T03:59:59.999999Z" } });
  });

  it("gives every line once, newest first, whatever order Jiko sends, and stays where it is when lines are added", async () => {
    const lines = Array.from({ length: 123 }, (_, i) => line(i));
    readWhole.mockResolvedValue([header, ...lines].join("\n"));
    const first = await auditLogPage(session, {});
    expect(first).toMatchObject({ total: 123, older: 74, newer: null });
    const times = first.lines.map(({ cells }) => cells[0]!);
    expect(times).toEqual(times.toSorted().reverse());
    readWhole.mockResolvedValue([header, ...lines, "2026-07-29T00:00:00Z,m999,a@b.c,x,y,z"].join("\n"));
    const second = await auditLogPage(session, { before: first.older! });
    const third = await auditLogPage(session, { before: second.older! });
    const numbers = [...first.lines, ...second.lines, ...third.lines].map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 123 }, (_, i) => 123 - i));
    expect([second.newer, third.newer, third.older]).toEqual([124, 74, null]);
    expect((await auditLogPage(session, { before: 124 })).newer).toBe(0);
  });

  it("takes columns by name: others are kept, missing ones are missing", async () => {
    readWhole.mockResolvedValue("device,Timestamp\nphone,2026-07-15T14:00:00Z,too many\n\nlaptop\n");
    expect(await auditLogPage(session, {})).toMatchObject({
      columns: ["device", "Timestamp"],
      lines: [{ cells: ["phone", "2026-07-15T14:00:00Z"] }, { cells: ["laptop", ""] }],
    });
  });

  it("shows nothing of what is no CSV, and takes no filter that makes no sense", async () => {
    readWhole.mockResolvedValue(`${header}\n"open`);
    await expect(auditLogPage(session, {})).rejects.toMatchObject({ code: "upstream_contract" });
    const wrong = [{ from: "2026-02-30" }, { from: "2026-07-02", to: "2026-07-01" }, { before: "0" }, { before: "x" }, { member: "me" }, { colour: "red" }];
    for (const query of wrong) expect(auditLogPageWanted.safeParse(query).success, JSON.stringify(query)).toBe(false);
    expect(auditLogWanted.safeParse({ before: "1" }).success).toBe(false);
  });
});

describe("the download", () => {
  const ask = () => downloadAuditLog({ request: new Request("http://localhost/"), session, log }, { from: "2026-07-01" });

  it("has every line and column, disarmed, under a name that says what it is, and is on record", async () => {
    readWhole.mockResolvedValue(`${header},note\n2026-07-15T14:00:00Z,m1,+one@example.com,a.b,"=HYPERLINK(""x"")",198.51.100.7,kept\n`);
    const answer = await ask();
    expect(answer.headers.get("content-disposition")).toContain("example-robotics_jiko-audit-log_2026-07-01_now.csv");
    expect(await answer.text()).toBe(
      `${header},note\r\n2026-07-15T14:00:00Z,m1,'+one@example.com,a.b,"'=HYPERLINK(""x"")",198.51.100.7,kept\r\n`,
    );
    expect(recordStart.mock.calls[0]![0]).toMatchObject({ action: "teamAuditLog.download", details: { from: "2026-07-01", to: null } });
    expect(recordEnd.mock.calls[0]!.slice(1)).toMatchObject(["done", { bytes: expect.any(Number) }]);
  });

  it("breaks off, and says so on record, where the log breaks off", async () => {
    readWhole.mockResolvedValue(`${header}\n${line(1)}\n"open`);
    const read = async () => (await ask()).text();
    await expect(read()).rejects.toThrow();
    expect(recordEnd.mock.calls[0]!.slice(1)).toMatchObject(["failed", { code: "upstream_contract" }]);
  });
});
