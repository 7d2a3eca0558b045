import { randomBytes, randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditEntry } from "@/lib/db/schema/audit";
import { archive } from "@/lib/db/schema/archive";
import { job } from "@/lib/db/schema/job";
import type { Jiko } from "@/lib/jiko/transport";
import { startFaultServer, type Fault, type FaultServer, type Seen } from "@/lib/jiko/transport/testing/fault-server";
import { bearer, clientOf } from "@/lib/jiko/transport/testing/fixtures";
import { createLog } from "@/lib/log";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";

const outside = vi.hoisted(() => ({ jiko: null as unknown }));
vi.mock("../jiko", () => ({ jiko: () => outside.jiko, jikoFor: () => (outside.jiko as Jiko).as(bearer()) }));
vi.mock("@/lib/auth/access", () => ({ personCaller: () => bearer() }));
vi.stubEnv("LOG_LEVEL", "silent");
const { downloadArchive } = await import("./download");
const { archiveWanted, planArchive } = await import("./plan");
const { archiveOf, archivesOf, keepPlan } = await import("./store");
const { readManifest, sha256, unzip } = await import("./testing");

let test: TestDatabase;
let server: FaultServer;
let lines: string[];
let session: Session;
beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});
beforeEach(async () => {
  server = await startFaultServer();
  outside.jiko = clientOf(server, { downloadHosts: [server.host], deadlineMs: 3_000 }).jiko;
  lines = [];
  session = {
    id: "s",
    memberId: "m",
    name: "Viewer One",
    customerId: randomUUID(),
    customerName: "Example Robotics Inc.",
    scopes: ["pockets.read"],
  } as unknown as Session;
});
afterEach(() => server.close());

const pockets = [
  { id: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7", pocket_name: "Operating" },
  { id: "570ee97a-cb94-409e-9a0e-a91637abfc4b", pocket_name: "Reserve" },
].map((one) => ({ ...one, status: "OPEN", portfolio: null, deposit_strategy_id: "UST-4W", reinvestment_strategy_id: null }));
const idOf = (n: number) => `0a0a0a0a-0000-4000-8000-${String(n).padStart(12, "0")}`;
interface Row {
  id: string;
  account_id: string;
  type: string;
  key: string;
}
const months = ["2026-04-01", "2026-05-01", "2026-06-01"];
const rows: Row[] = months.flatMap((key, m) => pockets.flatMap(({ id }, p) => ["BANK", "BROKERAGE"].map((type, t) => ({ id: idOf(m * 4 + p * 2 + t), account_id: id, type, key }))));
const pdfOf = (id: string) => Buffer.concat([Buffer.from("%PDF-1.7 "), Buffer.from(id.repeat(200))]);

/** Jiko with these statements. `file` may say something else of the file with an id, each time that it is asked for. */
function serve(file: (id: string, time: number) => Fault | undefined = () => undefined, list: Row[] = rows): void {
  const times = new Map<string, number>();
  const answer = ({ url }: Seen): Fault => {
    const { pathname, searchParams } = new URL(url, server.url);
    if (pathname === "/api/v2/pockets/") return { body: { items: pockets, next_page: null, prev_page: null } };
    if (pathname === "/api/v1/statements/") {
      const [accounts, types, key] = [searchParams.getAll("account[]"), searchParams.getAll("type[]"), searchParams.get("key") ?? ""];
      const fits = (one: Row) => (!accounts.length || accounts.includes(one.account_id)) && (!types.length || types.includes(one.type)) && one.key.startsWith(key);
      const items = list.filter(fits).map((one) => ({ ...one, pdf_download_url: `${server.url}/files/${one.id}.pdf?sig=hush`, time_created: "2026-07-10T05:30:00Z" }));
      return { body: { items, next_page: null, prev_page: null } };
    }
    const id = pathname.slice("/files/".length, -".pdf".length);
    const time = (times.get(id) ?? 0) + 1;
    times.set(id, time);
    return file(id, time) ?? { headers: { "content-type": "application/pdf", "content-length": String(pdfOf(id).length) }, body: pdfOf(id) };
  };
  server.script(...Array.from({ length: 400 }, () => answer));
}

const plan = async (wish: object = {}) => keepPlan(session, await planArchive(session, archiveWanted.parse(wish)));
const ask = (id: string, signal?: AbortSignal) => {
  const log = createLog("debug", { write: (line) => void lines.push(line) });
  return downloadArchive({ request: new Request("http://localhost:3000/x", { signal: signal ?? null }), session, log }, id);
};
const open = async (answer: Response) => {
  const entries = await unzip(new Uint8Array(await answer.arrayBuffer()));
  return { entries, manifest: readManifest(entries.get("manifest.csv")!) };
};
const record = async () => {
  const found = await db().select({ canonical: auditEntry.canonical }).from(auditEntry).where(eq(auditEntry.customerId, session.customerId)).orderBy(asc(auditEntry.position));
  return found.map(({ canonical }) => JSON.parse(canonical) as { kind: string; outcome: string | null; subjectId: string; details: Record<string, unknown> });
};

describe("a ZIP of statements", () => {
  it("holds what was chosen, each file as Jiko sent it, and is on record with its ids and without a link", async () => {
    serve();
    const made = await plan({ from: "2026-05", to: "2026-06" });
    expect(made).toMatchObject({ state: "ready", files: 8, fileName: "example-robotics_statements_2026-05_to_2026-06.zip" });
    const answer = await ask(made.id);
    expect(answer.headers.get("content-type")).toBe("application/zip");
    const { entries, manifest } = await open(answer);
    expect([...entries.keys()].slice(0, 2)).toEqual([
      "2026-05/example-robotics_operating_bank-statement_2026-05.pdf",
      "2026-05/example-robotics_operating_brokerage-statement_2026-05.pdf",
    ]);
    expect(entries.size).toBe(9);
    for (const line of manifest) {
      const content = entries.get(line.file!)!;
      expect(content.equals(pdfOf(line.statement_id!))).toBe(true);
      expect(line).toMatchObject({ result: "complete", sha256: sha256(content), bytes: String(content.length) });
    }
    expect(await archiveOf(session, made.id)).toMatchObject({ state: "done", through: 8, faults: [] });
    const [intent, outcome] = await record();
    expect(intent).toMatchObject({ kind: "intent", subjectId: made.id, details: { files: 8, statements: { "2026-05": [4, 5, 6, 7].map(idOf) } } });
    expect(outcome).toMatchObject({ kind: "outcome", outcome: "done", details: { complete: 8, faults: 0 } });
    expect(JSON.stringify([await record(), lines, await db().select().from(archive), await db().select().from(job)])).not.toContain("hush");
    // One list to plan, one for each month's links.
    expect(server.seen.filter(({ url }) => url.startsWith("/api/v1/statements/"))).toHaveLength(3);
    expect(server.seen.filter(({ url, headers }) => url.startsWith("/files/") && headers.authorization)).toEqual([]);
  });

  it("names the file that breaks off in the middle, and the rest still arrives", async () => {
    const [broken, cut, expired, other] = [idOf(1), idOf(2), idOf(5), idOf(6)];
    serve((id, time): Fault | undefined => {
      if (id === broken) return "truncate";
      if (id === cut && time === 1) return { headers: { "content-type": "application/pdf", "content-length": "5000" }, body: "%PDF-1.7 and no more" };
      if (id === expired && time === 1) return { status: 403 };
      if (id === expired && time === 2) return { status: 403 };
      if (id === other) return { headers: { "content-type": "text/html" }, body: "<!doctype html>" };
      return undefined;
    });
    const made = await plan();
    const { entries, manifest } = await open(await ask(made.id));
    const failed = manifest.filter(({ result }) => result !== "complete");
    expect(failed.map(({ statement_id }) => statement_id)).toEqual([broken, expired, other]);
    for (const line of failed) {
      expect(line).toMatchObject({ result: "failed", bytes: "0", sha256: "" });
      expect(line.reason).not.toBe("");
      expect(entries.has(line.file!)).toBe(false);
    }
    expect(entries.size).toBe(12 - 3 + 1);
    expect(entries.get(manifest.find(({ statement_id }) => statement_id === cut)!.file!)!.equals(pdfOf(cut))).toBe(true);
    const view = await archiveOf(session, made.id);
    expect(view).toMatchObject({ state: "done", through: 12 });
    expect(view.faults.map(({ file }) => file)).toEqual(failed.map(({ file }) => file));
    expect((await record()).at(-1)).toMatchObject({ outcome: "done", details: { complete: 9, faults: 3 } });
  });

  it("is sent once", async () => {
    serve();
    const made = await plan({ from: "2026-06", to: "2026-06" });
    await (await ask(made.id)).arrayBuffer();
    await expect(ask(made.id)).rejects.toMatchObject({ code: "conflict" });
    expect((await record()).map(({ kind, outcome }) => outcome ?? kind)).toEqual(["intent", "done", "intent", "failed"]);
    expect(await archiveOf(session, made.id)).toMatchObject({ state: "done" });
  });

  it("stops with the client that goes away, on record", async () => {
    serve((id) => ({ headers: { "content-type": "application/pdf" }, body: Buffer.concat([Buffer.from("%PDF-"), randomBytes(700_000), Buffer.from(id)]) }));
    const made = await plan();
    const client = new AbortController();
    const reader = (await ask(made.id, client.signal)).body!.getReader();
    await reader.read();
    client.abort();
    await expect(reader.read()).rejects.toThrow();
    await vi.waitFor(async () => expect(await archiveOf(session, made.id)).toMatchObject({ state: "canceled" }));
    expect((await record()).at(-1)).toMatchObject({ outcome: "canceled" });
    const asked = server.seen.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.seen.length).toBe(asked);
  });

  it("says when its process no longer does", async () => {
    serve();
    const made = await plan();
    await db().update(archive).set({ state: "running", updatedAt: new Date(Date.now() - 60_000) }).where(eq(archive.id, made.id));
    expect((await archivesOf(session))[0]).toMatchObject({ id: made.id, state: "lost" });
  });

  it("belongs to the member who made it", async () => {
    serve();
    const made = await plan();
    session = { ...session, memberId: "other" };
    await expect(ask(made.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await archivesOf(session)).toEqual([]);
    expect(await record()).toEqual([]);
  });
});

describe("the plan", () => {
  it("takes tax forms by their year, and keeps two pockets of one name apart", async () => {
    const forms = [{ id: idOf(90), account_id: pockets[0]!.id, type: "1099INT", key: "2026-01-01" }];
    const twin = { ...rows.at(-4)!, id: idOf(91), account_id: idOf(77) };
    serve(undefined, [...rows, ...forms, twin, { ...twin, id: idOf(92), account_id: idOf(77) }, { ...twin, id: idOf(93), type: "LETTER" }]);
    const { files } = await planArchive(session, archiveWanted.parse({ from: "2026-06", to: "2026-06" }));
    expect(files.filter(({ type }) => type === "1099INT")).toMatchObject([{ period: "2026", name: "2026/example-robotics_operating_form-1099-int_2026.pdf" }]);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect(files.map(({ id }) => id)).not.toContain(idOf(93));
  });

  it.each([
    [{ from: "2026-06", to: "2026-05" }, "to"],
    [{ from: "2026-13" }, "from"],
    [{ types: ["LETTER"] }, "types.0"],
    [{ pockets: ["x"] }, "pockets.0"],
    [{ everything: true }, ""],
  ])("refuses %o", (wish, field) => {
    const parsed = archiveWanted.safeParse(wish);
    expect(parsed.success).toBe(false);
    expect(parsed.error!.issues[0]!.path.join(".")).toBe(field);
  });

  it("refuses nothing at all, and more than it may hold", async () => {
    serve(undefined, []);
    await expect(plan()).rejects.toMatchObject({ code: "invalid_input", fields: [{ field: "from", message: "There is no statement that fits." }] });
    await server.close();
    server = await startFaultServer();
    outside.jiko = clientOf(server).jiko;
    serve(undefined, Array.from({ length: 301 }, (_, i) => ({ ...rows[0]!, id: idOf(i) })));
    await expect(plan()).rejects.toMatchObject({ fields: [{ message: expect.stringMatching(/301 files; at most 300/) as string }] });
  });
});
