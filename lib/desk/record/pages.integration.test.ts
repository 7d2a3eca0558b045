import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { desc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { record } from "@/lib/audit/append";
import { verifyLinks, type StoredLink } from "@/lib/audit/verify";
import type { Person } from "./testing/story";
import type { Session } from "@/lib/auth/session";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditEntry } from "@/lib/db/schema/audit";
import { mirrorItem } from "@/lib/db/schema/mirror";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import type { Reader } from "../sources";
import { accessReport } from "./access";
import { downloadRecord } from "./export";
import { entriesOf, type RecordFilters } from "./filters";
import { historyOf, lineOf } from "./list";
import { recordState } from "./state";
import { keptStory } from "./testing/kept-story";

const customerId = randomUUID();
vi.mock("@/lib/env", () => ({ env: () => ({ COMPANY_TIME_ZONE: "America/New_York", JIKO_CUSTOMER_IDS: [customerId] }) }));
vi.stubEnv("LOG_LEVEL", "silent");

const session = { customerId, customerName: "Example Robotics Inc.", memberId: randomUUID(), id: randomUUID(), name: "Admin One" } as Session;
let test: TestDatabase;
let told: Awaited<ReturnType<typeof keptStory>>;
let [initiator, approver]: Person[] = [];
let transferId: string;

beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
  vi.stubEnv("VAULT_KEYS", `k1:${Buffer.alloc(32).toString("base64")}`);
  told = await keptStory(customerId);
  [initiator, approver] = [await told.enrol("Initiator One"), await told.enrol("Approver One")];
  const request = await told.file(initiator);
  transferId = request.subject.id;
  await told.approve(approver, request);
  const start = (who: Person, role: string, at: string) =>
    record({
      customerId, at: new Date(at), kind: "event", action: "session.started", correlationId: randomUUID(), subjectId: randomUUID(),
      actor: { memberId: who.memberId, name: who.name }, details: { role, scopes: ["transfers.read", "transfers.write"], address: "192.0.2.1" },
    });
  await start(initiator, "INITIATOR", "2026-06-16T03:59:59.999Z");
  await start(approver, "APPROVER", "2026-06-16T04:00:00.000Z");
  for (let i = 0; i < 120; i++) await told.note(initiator);
  await told.policy(2, initiator, approver);
  await told.revoke(initiator, approver);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

/** What the filters leave, the newest first. */
const kept = async (filters: RecordFilters) =>
  (await db().select().from(auditEntry).where(entriesOf(customerId, filters)).orderBy(desc(auditEntry.position))).map(lineOf);

describe("the record", () => {
  it("is filtered by member, kind, subject, outcome and days of the company", async () => {
    const positions = async (filters: RecordFilters) => (await kept(filters)).map(({ position }) => position);
    expect(await positions({ group: "signing" })).toEqual([130, 129, 128, 2, 1]);
    expect(await positions({ member: approver!.memberId, group: "decisions" })).toEqual([5, 4]);
    expect(await positions({ subject: transferId, outcome: "done" })).toEqual([5]);
    expect(await positions({ from: "2026-06-16" })).toEqual([7]);
    expect((await positions({ to: "2026-06-15" })).slice(0, 1)).toEqual([130]);
    expect(await positions({ from: "2026-06-17" })).toEqual([]);
  });

  it("says in words what was done", async () => {
    const [filed, intent, outcome] = await historyOf(session, transferId);
    expect(filed).toMatchObject({ who: "Initiator One", sentence: "Set out to file the request", details: [["Amount", "$2,500,000.00"]] });
    expect(intent!.details).toContainEqual(["Signed by", "passkey"]);
    expect(outcome!.sentence).toBe("Approved the request");
    expect(await historyOf(session, randomUUID())).toEqual([]);
  });

  it("says how the chain stands", async () => {
    expect(await recordState(customerId)).toMatchObject({
      last: { position: 130 },
      head: null,
      signs: false,
      outside: { configured: false, waiting: 0 },
      unsigned: { count: 130 },
      members: [{ name: "Approver One" }, { name: "Initiator One" }],
    });
  });
});

describe("the export", () => {
  const asked = { session, log, request: new Request("http://localhost/") };

  it("is exactly what is filtered, as CSV, and on record itself", async () => {
    const answer = await downloadRecord(asked, { format: "csv", group: "decisions" });
    const rows = parse(await answer.text(), { bom: true, columns: true }) as { Position: string; What: string }[];
    expect(rows.map(({ Position, What }) => [Position, What])).toEqual([
      ["3", "Set out to file the request"],
      ["4", "Set out to approve the request"],
      ["5", "Approved the request"],
    ]);
    expect((await kept({ group: "downloads" })).map(({ sentence }) => sentence)).toEqual(["Downloaded the audit record", "Set out to download the audit record"]);
  });

  it("is as JSON lines the chain itself", async () => {
    const answer = await downloadRecord(asked, { format: "jsonl" });
    const links = (await answer.text()).trim().split("\n").map((line) => JSON.parse(line) as StoredLink);
    expect(verifyLinks(customerId, links)).toMatchObject({ ok: true, length: 133 });
  });
});

describe("the access report", () => {
  const listed = (id: string, name: string, role: string, status = "ACTIVE") => ({ id, name, email: `${name}@example.com`, role, status });
  const team = () => [listed(approver!.memberId, "Approver One", "APPROVER"), listed(randomUUID(), "Approver New", "APPROVER"), listed(randomUUID(), "Viewer New", "VIEWER", "INVITED")];
  const read = (async () => ({ items: team(), next_page: null })) as unknown as Reader;
  const neverRead = (async () => expect.unreachable("Jiko was asked")) as unknown as Reader;
  const refused = (async () => Promise.reject(new AppError("forbidden"))) as unknown as Reader;
  const report = (date?: string, reader = neverRead) => accessReport({ customerId }, { date }, reader);

  it("knows today whom Jiko's list names, and says so where that cannot be read", async () => {
    const { members, team } = await report(undefined, read);
    expect(team).toBe("read");
    expect(members.map(({ name, from, maySign, atJiko }) => [name, from, maySign, atJiko])).toEqual([
      ["Admin One", "here", false, null],
      ["Approver New", "list", true, "APPROVER"],
      ["Approver One", "here", true, "APPROVER"],
      ["Initiator One", "here", false, null],
      ["Viewer New", "list", false, "VIEWER, INVITED"],
    ]);
    const without = await report(undefined, refused);
    expect(without.team).toBe("unreadable");
    expect(without.members.map(({ name, maySign, atJiko }) => [name, maySign, atJiko])).toContainEqual(["Approver One", true, null]);
    expect(without.members).toHaveLength(3);
  });

  it("knows on a past day who was invited here by then, and who had acted at Jiko, and takes nobody from today's list", async () => {
    const [invited, correlationId, other] = [randomUUID(), randomUUID(), randomUUID()];
    const said = { customerId, at: new Date("2026-06-20T12:00:00Z"), action: "team.invite", actor: { memberId: approver!.memberId, name: "Approver One" }, correlationId, subjectId: null };
    await record({ ...said, kind: "intent", details: { memberName: "Approver Ten", role: "APPROVER" } });
    await record({ ...said, kind: "outcome", outcome: "done", details: { result: { memberId: invited, name: "Approver Ten" } } });
    const [id, at] = [randomUUID(), new Date("2026-06-18T12:00:00Z")];
    const by = (name: string, decided_at: string | null) => ({ member_id: name === "Approver Nine" ? other : randomUUID(), name, decided_at });
    const data = { created_by: by("Initiator Nine", null), reviewers: [by("Approver Nine", "2026-06-19T12:00:00Z"), by("Approver Eight", null)] };
    const row = { customerId, kind: "transferRequests", id, at, status: "APPROVED", open: false, search: "", data, digest: "", readAt: at, firstSeenAt: at };
    await db().insert(mirrorItem).values(row);
    const names = async (date: string) => (await report(date)).members.map(({ name, from, role }) => [name, from, role]);
    const here = [["Approver One", "here", "APPROVER"], ["Initiator One", "here", expect.any(String)]];
    expect(await names("2026-06-17")).toEqual(here);
    expect(await names("2026-06-18")).toEqual([here[0], ["Initiator Nine", "copy", null], here[1]]);
    expect(await names("2026-06-19")).toEqual([["Approver Nine", "copy", null], here[0], ["Initiator Nine", "copy", null], here[1]]);
    expect((await names("2026-06-20")).slice(0, 3)).toEqual([["Approver Nine", "copy", null], here[0], ["Approver Ten", "desk", "APPROVER"]]);
    expect(await report("2026-06-20")).toMatchObject({ team: "past" });
  });

  it("tells roles, passkeys and policy as they were at the end of a day", async () => {
    const first = await report("2026-06-15");
    expect(first.members).toMatchObject([
      { name: "Approver One", role: null, mayFile: false, maySign: false, passkeys: [] },
      { name: "Initiator One", role: "APPROVER", mayFile: false, maySign: false, passkeys: [{ state: "active" }] },
    ]);
    expect(first.policy).toMatchObject({ number: 2, signedBy: "Approver One" });
    const second = await report("2026-06-16");
    expect(second.members[0]).toMatchObject({ role: "APPROVER", maySign: true });
    const before = await report("2026-06-14");
    expect(before).toMatchObject({ members: [], policy: null, frozen: null });
    await expect(report("2999-01-01")).rejects.toMatchObject({ code: "invalid_input" });
  });
});
