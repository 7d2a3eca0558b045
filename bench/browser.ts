import { Pool } from "pg";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";
import { seedTransactions } from "./list-rows";
import { residentMegabytes } from "./memory";
import { signedIn } from "./signed-in";
import { table } from "./table";
import { filter, firstRows, instruments, jump, scroll, tabMemory, tick, words, type Scrolling } from "./tab";

/**
 * Prints what a list is like in a browser as it grows: first rows, filters, scrolling, memory. `1000 10000` are other sizes. Needs a
 * build (`npm run build`).
 */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000, 1_000_000];
const runs = 7;
const [scrollRuns, frames] = [3, 600];
const port = await freePort();
const stack = await startStack({ appPorts: [port], durable: false, sandbox: { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "1000" } });
const owner = new Pool({ connectionString: stack.ownerUrl, max: 1 });
// The server is stopped while connections are still being closed.
owner.on("error", () => undefined);

const ms = (value: number) => value.toFixed(0);
const mb = ms;
const sum = (some: readonly Scrolling[], what: "late" | "frames") => some.reduce((all, one) => all + one[what], 0);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
/** The median of several runs, of which the first is not counted. */
async function timed(work: () => Promise<number>): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) times.push(await work());
  return ms(median(times.slice(1)));
}

try {
  const env = { LOG_LEVEL: "warn", MIRROR_FOLLOWS: "false", LIVE_SWEEP_SECONDS: "3600" };
  const product = await stack.product({ port, env });
  const customerId = stack.productEnv(product.url).JIKO_CUSTOMER_IDS!;
  const { browser, state, cookie } = await signedIn(product.url, await findBrowser(), "viewer.one@example.com");
  const answer = async (address: string) => (await fetch(`${product.url}${address}`, { headers: { cookie } })).json();
  const { items: pockets } = (await answer("/api/jiko/v2/pockets?limit=100")) as { items: { id: string; pocket_name: string }[] };
  const url = `${product.url}/transactions`;
  const asked = [
    ["first rows", "", null],
    ["a pocket", `pocket=${pockets[0]!.id}`, tick("Pocket", pockets[0]!.pocket_name)],
    ["a type", "type=FEE", tick("Type", "Fee")],
    ["words", "q=payroll", words],
  ] as const;
  const columns: string[][] = [];
  for (const size of sizes) {
    await seedTransactions(owner, customerId, size, (place) => pockets[place % pockets.length]!.id);
    await owner.query("vacuum analyze mirror_item");
    const cells = [size.toLocaleString("en-US")];
    const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 900 } });
    await context.addInitScript({ path: instruments });
    const page = await context.newPage();
    for (const [, , choose] of asked) {
      const work = async () => {
        const shown = await firstRows(page, url);
        return choose ? filter(page, choose) : shown;
      };
      cells.push(await timed(work));
    }
    for (const [, search] of asked) {
      const work = async () => {
        const begun = performance.now();
        await answer(`/api/lists/transactions?${search}`);
        return performance.now() - begun;
      };
      cells.push(await timed(work));
    }
    const seen: Record<"rest" | "steady" | "middle" | "end", Scrolling[]> = { rest: [], steady: [], middle: [], end: [] };
    for (let run = 0; run < scrollRuns; run++) {
      await firstRows(page, url);
      await page.waitForLoadState("networkidle");
      seen.rest.push(await scroll(page, frames, 0));
      seen.steady.push(await scroll(page, frames, 40));
      seen.middle.push(await jump(page, 0.5));
      seen.end.push(await jump(page, 1));
    }
    for (const some of Object.values(seen)) cells.push(`${sum(some, "late")} of ${sum(some, "frames")}`, ms(Math.max(...some.map(({ longest }) => longest))));
    for (const some of [seen.middle, seen.end]) cells.push(ms(median(some.map(({ took }) => took))));
    const tab = await tabMemory(browser, page);
    cells.push(mb(tab.heap), mb(tab.own), mb(tab.resident), mb(residentMegabytes(product.pid)));
    await context.close();
    columns.push(cells);
    await owner.query("delete from mirror_item");
    await owner.query("delete from mirror_kind");
    await owner.query("vacuum full mirror_item");
  }
  const names = [
    ...["rows in the copy", ...asked.map(([what]) => `${what}, ms`), ...asked.map(([what]) => `${what} over HTTP, ms`)],
    ...["at rest", "steady", "to the middle", "to the end"].flatMap((how) => [`frames late, ${how}`, `longest, ${how}, ms`]),
    ...["rows of the middle, ms", "rows of the end, ms", "tab: scripts, MB", "tab: its own, MB", "tab: resident, MB", "server: resident, MB"],
  ];
  table(
    "A list of transactions in a browser, medians (aim: first rows and filters at most half slower from 1,000 to 1,000,000; a tab under 150 MB)",
    names.map((name, i) => [name, ...columns.map((cells) => cells[i]!)]),
  );
  await browser.close();
} finally {
  await owner.end();
  await stack.stop();
}
