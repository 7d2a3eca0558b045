import { Pool } from "pg";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";
import { measureList } from "./list-in-browser";
import { seedTransactions } from "./list-rows";
import { residentMegabytes } from "./memory";
import { signedIn } from "./signed-in";
import { table } from "./table";

/**
 * Prints what a list is like in a browser as it grows: first rows, filters, scrolling, memory. `1000 10000` are other sizes. Needs a
 * build (`npm run build`).
 */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000, 1_000_000];
const port = await freePort();
const stack = await startStack({ appPorts: [port], durable: false, sandbox: { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "1000" } });
const owner = new Pool({ connectionString: stack.ownerUrl, max: 1 });
// The server is stopped while connections are still being closed.
owner.on("error", () => undefined);
try {
  const product = await stack.product({ port, env: { LOG_LEVEL: "warn", MIRROR_FOLLOWS: "false", LIVE_SWEEP_SECONDS: "3600" } });
  const customerId = stack.productEnv(product.url).JIKO_CUSTOMER_IDS!;
  const person = await signedIn(product.url, await findBrowser(), "viewer.one@example.com");
  const answer = await fetch(`${product.url}/api/jiko/v2/pockets?limit=100`, { headers: { cookie: person.cookie } });
  const { items: pockets } = (await answer.json()) as { items: { id: string; pocket_name: string }[] };
  const rows: string[][] = [];
  for (const size of sizes) {
    await seedTransactions(owner, customerId, size, (place) => pockets[place % pockets.length]!.id);
    await owner.query("vacuum analyze mirror_item");
    const cells = await measureList(person, pockets[0]!);
    cells.unshift(["rows in the copy", size.toLocaleString("en-US")]);
    cells.push(["server: resident, MB", residentMegabytes(product.pid).toFixed(0)]);
    for (const [at, [name, value]] of cells.entries()) (rows[at] ??= [name]).push(value);
    for (const of of ["mirror_item", "mirror_kind"]) await owner.query(`truncate ${of}`);
  }
  table("A list of transactions in a browser, medians (aim: first rows and filters at most half slower from 1,000 to 1,000,000; a tab under 150 MB)", rows);
  await person.browser.close();
} finally {
  await owner.end();
  await stack.stop();
}
