import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import { rateLimits } from "../lib/jiko/rate-limits";
import { allowance } from "../lib/jiko/transport/budget";
import type { MirrorState } from "../lib/desk/mirror/types";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";
import { controlClient } from "../sandbox/control/client";
import { residentMegabytes } from "./memory";
import { askMetrics, metricsToken, sumOf } from "./metrics";
import { checksAnHour, simulatedHour } from "./mirror-hour";
import { signedIn } from "./signed-in";
import { table } from "./table";

/**
 * Prints what the desk's copy of a growing list of transactions costs: to fill, to compare, to keep. Jiko's limits are out of the way;
 * what the same calls take at them is worked out. `1000 10000` are other sizes. Needs a build (`npm run build`).
 */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000, 1_000_000];
const port = await freePort();
const sandbox = { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "10000" };
const stack = await startStack({ appPorts: [port], control: true, sandbox });
const control = controlClient(stack.controlUrl!);
const owner = new Pool({ connectionString: stack.ownerUrl, max: 1 });
// The server is stopped while connections are still being closed.
owner.on("error", () => undefined);
/** Pages a minute that background work may ask for through one member. */
const pagesAMinute = allowance(rateLimits.transactions.perMinute, "background");

try {
  const product = await stack.product({ port, env: { LOG_LEVEL: "warn", METRICS_TOKEN: metricsToken } });
  const admin = await signedIn(product.url, await findBrowser(), "admin.one@example.com");
  await admin.browser.close();
  const headers = { cookie: admin.cookie, origin: admin.url, "countersign-command": "1", "content-type": "application/json" };
  const calls = async () => (await control.calls()).filter(({ operation }) => operation?.startsWith("transactions.")).length;
  const transactions = async () => {
    const { kinds } = (await (await fetch(`${admin.url}/api/mirror`, { headers })).json()) as MirrorState;
    return kinds.find(({ kind }) => kind === "transactions")!;
  };
  const worked = async () => sumOf(await askMetrics(product.url), "countersign_job_seconds_sum", { kind: "mirror.follow" });
  const token = (await control.tokens()).filter(({ kind }) => kind === "access_token").at(-1)!.value;
  const pageMs = async () => {
    const begun = performance.now();
    await (await fetch(`${stack.apiUrl}/api/v2/transactions/?limit=100`, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer();
    return performance.now() - begun;
  };

  const columns: string[][] = [];
  for (const size of sizes) {
    await control.scale(size);
    const page = Math.min(await pageMs(), await pageMs(), await pageMs());
    await control.clearCalls();
    const rebuilt = await fetch(`${admin.url}/api/mirror`, { method: "POST", headers, body: JSON.stringify({ what: "rebuild" }) });
    if (!rebuilt.ok) throw new Error(`The copy was not rebuilt: ${rebuilt.status}`);
    const begun = performance.now();
    let highest = 0;
    const until = async (done: (one: MirrorState["kinds"][number]) => boolean) => {
      for (;;) {
        const one = await transactions();
        highest = Math.max(highest, residentMegabytes(product.pid));
        if (done(one)) return { rows: one.rows, seconds: (performance.now() - begun) / 1000, calls: await calls() };
        await pause(500);
      }
    };
    const filled = await until((one) => one.filled);
    console.log(`${filled.rows.toLocaleString("en-US")} are in the copy after ${filled.seconds.toFixed(0)} s; now they are compared.`);
    const agreed = await until(({ filled, checks }) => filled && checks.open === 0 && checks.differ === 0);
    const hour = async (movements: number) => {
      const before = { calls: await calls(), seconds: await worked() };
      await simulatedHour({ owner, control, movements });
      return { calls: (await calls()) - before.calls, seconds: (await worked()) - before.seconds };
    };
    const [quiet, busy] = [await hour(0), await hour(60)];
    const later = await checksAnHour(owner, await control.now());
    const atLimits = (some: number) => minutes(some / pagesAMinute);
    columns.push([
      filled.rows.toLocaleString("en-US"),
      page.toFixed(1),
      ...[filled.seconds.toFixed(0), (filled.rows / filled.seconds).toFixed(0), String(filled.calls)],
      ...[agreed.seconds.toFixed(0), String(agreed.calls - filled.calls)],
      ...[String(quiet.calls), quiet.seconds.toFixed(1), String(busy.calls), busy.seconds.toFixed(1), later.toFixed(0)],
      highest.toFixed(0),
      ...[atLimits(filled.calls), atLimits(agreed.calls), minutes(agreed.calls / (20 * pagesAMinute))],
      ...[quiet.calls, busy.calls].map((some) => `${(((some + later) / (60 * pagesAMinute)) * 100).toFixed(1)} %`),
    ]);
  }
  const names = [
    ...["transactions", "the newest page straight from the sandbox, ms"],
    ...["filled after, s", "filled, rows per second", "calls to fill"],
    ...["every month compared after, s", "calls to compare"],
    ...["a quiet hour (simulated): calls", "its work, all lists, s"],
    ...["an hour of 60 movements (simulated): calls", "its work, all lists, s"],
    "and checks of older months, calls an hour on average (computed)",
    "highest memory of the server, MB",
    ...["at Jiko's limits, computed: filled after", "compared after", "compared after, with twenty people signed in"],
    ...["of what one member lends, a quiet hour takes", "and one of 60 movements"],
  ];
  table(
    `The desk's copy of transactions, Jiko's limits out of the way (at them: ${pagesAMinute} pages of 100 a minute through each member)`,
    names.map((name, i) => [name, ...columns.map((cells) => cells[i]!)]),
  );
} finally {
  await owner.end();
  await stack.stop();
}

function minutes(count: number): string {
  return count < 1 ? `${Math.ceil(count * 60)} s` : `${count.toFixed(0)} min`;
}
