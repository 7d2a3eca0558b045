import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { and, eq } from "drizzle-orm";
import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import yauzl from "yauzl";
import { scopes } from "@/lib/auth/scopes";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { mirrorKind } from "@/lib/db/schema/mirror";
import type { ListName } from "@/lib/lists/types";
import { log } from "@/lib/log";
import { plainCents, type Cents } from "@/lib/treasury/money";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import type { MirrorKind } from "../mirror/types";
import { downloadList } from "./export";
import { listBlock, listTotals } from "./read";
import { keep, random, things } from "./testing";

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openDesk(await testDatabase());
});
afterAll(() => close());

/** Somebody whom Jiko has just let read these lists, so that nobody has to ask it. */
function reader(kinds: readonly MirrorKind[] = ["transactions"]): Session {
  const [id, memberId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
  const gate = globalThis as typeof globalThis & { countersignMirrorGate?: Map<string, number> };
  gate.countersignMirrorGate ??= new Map();
  for (const kind of kinds) gate.countersignMirrorGate.set(`${id} ${kind}`, performance.now() + 60_000);
  const who = { id, memberId, customerId, customerName: "Example Robotics Inc.", name: "Viewer One", role: "VIEWER", scopes: [...scopes] };
  return who as unknown as Session;
}

let session: Session;
let rows: ReturnType<typeof things>;
beforeEach(async () => {
  session = reader();
  rows = things("transactions", 60, random(3));
  await keep(session.customerId, "transactions", rows);
});

const fetched = (search: string, who = session, name: ListName = "transactions") =>
  downloadList({ request: new Request("http://localhost/x"), session: who, log }, name, new URLSearchParams(search));
const refusal = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => error);

async function unzipped(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const files: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files[entry.fileName] = Buffer.concat(chunks).toString("utf8");
  }
  return files;
}

describe("a list as a file", () => {
  it("is CSV with exactly the filtered rows, columns and order, and no formula", async () => {
    const answer = await fetched("format=csv&columns=title,amount,type,booked&sort=-amount&direction=DEBIT");
    expect(answer.headers.get("content-disposition")).toMatch(/filename="example-robotics_transactions_as-of-\d{4}-\d{2}-\d{2}\.csv"/);
    const text = await answer.text();
    expect(text.endsWith("\r\n")).toBe(true);
    const [head, ...lines] = parse(text, { bom: true }) as string[][];
    expect(head).toEqual(["Description", "Amount", "Type", "Booked (UTC)"]);
    const debits = rows.filter(({ direction }) => direction === "DEBIT");
    expect(lines.map(([, amount]) => amount)).toEqual(debits.map(({ amount }) => amount!).toSorted((a, b) => b - a).map((one) => plainCents(one as Cents)));
    expect(new Set(lines.map(([, , type]) => type))).toEqual(new Set(["ACH", "Wire", "Fee", "Other", "NEWLY_MADE"]));
    for (const cell of lines.flat().filter((one) => one.includes("HYPERLINK"))) expect(cell.startsWith("'=")).toBe(true);
  });

  it("is a workbook of the same rows, with numbers, days and times as such", async () => {
    const search = "columns=title,amount,booked,pocket&sort=booked";
    const [, ...lines] = parse(await (await fetched(`format=csv&${search}`)).text(), { bom: true }) as string[][];
    const files = await unzipped(Buffer.from(await (await fetched(`format=xlsx&${search}`)).arrayBuffer()));
    expect(Object.keys(files).toSorted()).toEqual(
      ["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"].toSorted(),
    );
    const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: false, isArray: (name) => name === "row" || name === "c" });
    for (const text of Object.values(files)) parser.parse(text, true);
    const sheet = files["xl/worksheets/sheet1.xml"]!;
    expect(sheet).not.toContain("<f>");
    type CellXml = { "@_r": string; v?: string; is?: { t: { "#text": string } } };
    const [head, ...body] = (parser.parse(sheet) as { worksheet: { sheetData: { row: { c: CellXml[] }[] } } }).worksheet.sheetData.row;
    expect(head!.c.map(({ is }) => is!.t["#text"])).toEqual(["Description", "Amount", "Booked (America/New_York)", "Pocket"]);
    const read = body.map(({ c }, i) => {
      const at = (letter: string) => c.find((one) => one["@_r"] === `${letter}${i + 2}`);
      return [at("A")?.is!.t["#text"], at("B")?.v ?? "", at("C")!.v!] as const;
    });
    expect(read.map(([title, amount]) => [title, amount])).toEqual(lines.map(([title, amount]) => [title!.replace(/^'=/, "="), amount]));
    read.forEach(([, , serial], i) => {
      const wall = new Date(Date.UTC(1899, 11, 30) + Number(serial) * 86_400_000);
      const told = new Intl.DateTimeFormat("sv-SE", { timeZone: "America/New_York", dateStyle: "short", timeStyle: "medium" }).format(new Date(lines[i]![2]!));
      expect(new Date(Math.round(wall.getTime() / 1000) * 1000).toISOString().slice(0, 19).replace("T", " ")).toBe(told);
    });
  });

  it("is on record with what was asked and how many rows it had", async () => {
    await (await fetched("format=csv&title=rent&booked=2026-01-01..2026-02-01")).text();
    const ours = and(eq(auditEntry.customerId, session.customerId), eq(auditEntry.action, "list.download"));
    const entries = (await db().select().from(auditEntry).where(ours)).map(({ kind, canonical }) => [kind, JSON.parse(canonical).details] as const);
    expect(entries).toMatchObject([
      ["intent", { list: "transactions", format: "csv", title: "rent", booked: "2026-01-01..2026-02-01" }],
      ["outcome", { rows: expect.any(Number) as number }],
    ]);
  });

  it("ends with whoever asked for it", async () => {
    const gone = new AbortController();
    const request = new Request("http://localhost/x", { signal: gone.signal });
    const answer = await downloadList({ request, session, log }, "transactions", new URLSearchParams("format=xlsx"));
    const reader = answer.body!.getReader();
    await reader.read();
    gone.abort();
    await expect((async () => { while (!(await reader.read()).done); })()).rejects.toThrow();
  });
});

describe("who may read a list", () => {
  const search = new URLSearchParams();

  it("is whoever may read it at Jiko, or has the permission", async () => {
    const without = { ...session, scopes: ["profile"] } as unknown as Session;
    for (const name of ["transactions", "events", "audit", "counterparties"]) {
      expect(await refusal(listBlock(without, name, search))).toMatchObject({ code: "forbidden" });
      expect(await refusal(listTotals(without, name, search))).toMatchObject({ code: "forbidden" });
      expect(await refusal(fetched("format=csv", without, name as ListName))).toMatchObject({ code: "forbidden" });
    }
    expect(await refusal(listBlock(session, "audit", search))).toMatchObject({ code: "forbidden", message: expect.stringContaining("approver") as string });
    expect(await refusal(listBlock(session, "constructor", search))).toMatchObject({ code: "not_found" });
  });

  it("sees their own company alone", async () => {
    const other = reader();
    await keep(other.customerId, "transactions", []);
    expect((await listBlock(other, "transactions", search)).rows).toEqual([]);
    expect(await listTotals(other, "transactions", search)).toMatchObject({ count: 0 });
    expect((await listBlock(session, "transactions", search)).rows).toHaveLength(60);
  });

  it("reads no place that is none, and no filter that cannot be used", async () => {
    for (const wrong of ["offset=7", "offset=-100", "offset=100000", "offset=x", "booked=2026-02-30", "format=xls"]) {
      const work = wrong.startsWith("format") ? fetched(wrong) : listBlock(session, "transactions", new URLSearchParams(wrong));
      expect(await refusal(work)).toMatchObject({ code: "invalid_input" });
    }
  });

  it("is told that there is no copy yet, in place of rows that no filter has seen", async () => {
    await db().update(mirrorKind).set({ filledAt: null }).where(eq(mirrorKind.customerId, session.customerId));
    expect(await listTotals(session, "transactions", search)).toBeNull();
    expect(await refusal(listBlock(session, "transactions", new URLSearchParams("title=rent")))).toMatchObject({ code: "conflict" });
    expect(await refusal(fetched("format=csv"))).toMatchObject({ code: "conflict" });
  });
});
