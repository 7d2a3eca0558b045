import { randomBytes, randomUUID } from "node:crypto";
import { Pool } from "pg";
import { migrate } from "../lib/db/migrate";
import { createDatabase, startCluster } from "../scripts/database";
import { seedTransactions, pocketAt } from "./list-rows";
import { residentMegabytes } from "./memory";
import { table } from "./table";

/** Prints what a list costs on the server as its copy grows: rows, filters, orders, totals and files. `1000 10000` are other sizes. */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000, 1_000_000];
const asked: readonly (readonly [what: string, search: string])[] = [
  ["first rows", ""],
  ["rows from 5,000 on", "offset=5000"],
  ["pocket, 1 of 3", `pocket=${pocketAt(0)}`],
  ["pocket, 1 of 60", `pocket=${pocketAt(19)}`],
  ["type, 1 of 50", "type=FEE"],
  ["words, 1 of 4", "q=payroll"],
  ["words, 1 of 13", "q=payroll+rent"],
  ["words, 1 of 500", "q=invoice+471"],
  ["words of no row", "q=nowhere"],
  ["words of a column", "title=rent"],
  ["amount, 1 of 60", "amount=800000..900000"],
  ["amount, 1 of 400", "amount=1234.00..1300.00"],
  ["pocket and words", `pocket=${pocketAt(19)}&q=payroll`],
  ["a week", "booked=2026-07-01..2026-07-07"],
  ["by amount", "sort=-amount"],
  ["by description", "sort=title"],
  ["by type", "sort=type"],
  ["type, by amount", "type=FEE&sort=-amount"],
];
const summed = [
  ["totals", ""],
  ["totals of a pocket", `pocket=${pocketAt(0)}`],
  ["totals of a type", "type=WIRE"],
  ["totals of a pocket and type", `pocket=${pocketAt(0)}&type=WIRE`],
  ["totals of a week", "booked=2026-07-01..2026-07-07"],
  ["totals of amounts, 4 of 5", "amount=1000.."],
  ["totals of words, 1 of 500", "q=invoice+471"],
  ["totals of words, 1 of 4", "q=payroll"],
] as const;

Object.assign(process.env, {
  APP_URL: "http://localhost:3000", JIKO_API_URL: "http://127.0.0.1:1", JIKO_ISSUER_URL: "http://127.0.0.1:1", JIKO_CLIENT_ID: "bench",
  JIKO_CLIENT_KEY_FILE: "/nowhere", JIKO_CUSTOMER_IDS: randomUUID(), SESSION_SECRET: "x".repeat(32), LOG_LEVEL: "silent",
  VAULT_KEYS: `bench:${randomBytes(32).toString("base64")}`,
});
const cluster = await startCluster({ durable: false });
const made = await createDatabase(cluster.adminUrl);
await migrate(made.ownerUrl);
process.env.DATABASE_URL = made.runtimeUrl;
// Read once the settings are there.
const { block, batches } = await import("../lib/desk/lists/query");
const { totals } = await import("../lib/desk/lists/totals");
const { queryOf } = await import("../lib/desk/lists/read");
const { downloadList } = await import("../lib/desk/lists/export");
const { transactionsList } = await import("../lib/desk/lists/transactions");
const { closeDatabase } = await import("../lib/db/connection");
const { log } = await import("../lib/log");
const list = transactionsList as never as Parameters<typeof block>[0];

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
async function timed(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs + 3; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times.slice(3));
}

/** Reads a file to its end and tells its speed, and how much more memory the process had on the way than before. */
async function exported(customerId: string, format: "csv" | "xlsx", rows: number): Promise<[perSecond: number, moved: number]> {
  const [id, memberId] = [randomUUID(), randomUUID()];
  const gate = globalThis as typeof globalThis & { countersignMirrorGate?: Map<string, number> };
  (gate.countersignMirrorGate ??= new Map()).set(`${id} transactions`, Infinity);
  const session = { id, memberId, customerId, customerName: "Example", name: "Bench", scopes: ["pockets.read"], role: "VIEWER" } as never;
  globalThis.gc?.();
  const before = residentMegabytes(process.pid);
  let highest = before;
  const watch = setInterval(() => (highest = Math.max(highest, residentMegabytes(process.pid))), 50);
  const begun = performance.now();
  const search = new URLSearchParams({ format, columns: "booked,title,type,status,direction,amount,settled,text,reference,id" });
  const answer = await downloadList({ request: new Request("http://localhost/"), session, log }, "transactions", search);
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) void chunk;
  clearInterval(watch);
  return [(rows / (performance.now() - begun)) * 1000, highest - before];
}

try {
  const owner = new Pool({ connectionString: made.ownerUrl, max: 1 });
  // The server is stopped while connections are still being closed.
  owner.on("error", () => undefined);
  const columns: string[][] = [];
  for (const size of sizes) {
    const customerId = randomUUID();
    const perSecond = await seedTransactions(owner, customerId, size);
    await owner.query("vacuum analyze mirror_item");
    const { rows } = await owner.query<{ rows: string; indexes: string }>(
      "select pg_table_size('mirror_item') / 1e6 as rows, pg_indexes_size('mirror_item') / 1e6 as indexes",
    );
    const megabytes = [rows[0]!.rows, rows[0]!.indexes].map((one) => Number(one).toFixed(0));
    const cells = [size.toLocaleString("en-US"), perSecond.toFixed(0), ...megabytes];
    const query = (search: string) => queryOf(list.definition, new URLSearchParams(search));
    // Not counted: the process compiles what it runs often.
    if (columns.length === 0) await timed(200, () => block(list, customerId, query(""), 0));
    for (const [, search] of asked) {
      const offset = Math.min(Number(new URLSearchParams(search).get("offset") ?? 0), size - 100);
      cells.push((await timed(15, () => block(list, customerId, query(search), offset))).toFixed(1));
    }
    for (const [, search] of summed) cells.push((await timed(3, () => totals(list, customerId, query(search)))).toFixed(1));
    // The first fills pools and compiles; it is not counted.
    for await (const rows of batches(list, customerId, query(""), new AbortController().signal)) if (rows.length > 0) break;
    for (const format of ["csv", "xlsx"] as const) {
      await exported(customerId, format, Math.min(size, 1_000));
      cells.push(...(await exported(customerId, format, size)).map((figure) => figure.toFixed(0)));
    }
    columns.push(cells);
    await owner.query("truncate mirror_item, mirror_tally");
  }
  await owner.end();
  const names = [
    ...["rows in the copy", "stored per second", "rows, MB", "indexes, MB", ...asked.map(([what]) => `${what}, ms`), ...summed.map(([what]) => `${what}, ms`)],
    ...["CSV, rows per second", "CSV, memory moved, MB", "XLSX, rows per second", "XLSX, memory moved, MB"],
  ];
  table(
    "A list of transactions on the server, median (aim: rows and filters at most half slower from 1,000 to 1,000,000; files move under 80 MB)",
    names.map((name, i) => [name, ...columns.map((cells) => cells[i]!)]),
  );
} finally {
  await closeDatabase();
  await cluster.stop();
}
