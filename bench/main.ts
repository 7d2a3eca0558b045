import { spawnSync } from "node:child_process";
import path from "node:path";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";
import { measureArchive } from "./archive";
import { measureJavaScript } from "./javascript";
import { measureLatency } from "./latency";
import { residentMegabytes } from "./memory";
import { signedIn } from "./signed-in";
import { table } from "./table";
import { measureUpload } from "./upload";

/**
 * Prints what a page costs and what the proxy adds. Builds the product with one page more than people get: an empty one with the
 * same providers, the floor that budgets count from.
 */
const root = path.join(import.meta.dirname, "..");
const bench = { COUNTERSIGN_BENCH: "1", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } as const;
console.log("Building…");
const built = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, env: { ...process.env, ...bench }, stdio: ["ignore", "ignore", "inherit"] });
if (built.status !== 0) process.exit(1);

const port = await freePort();
const stack = await startStack({ appPorts: [port], control: true, sandbox: { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "1000" } });
try {
  const product = await stack.product({ port, env: { ...bench, LOG_LEVEL: "warn", MIRROR_FOLLOWS: "false" } });
  const person = await signedIn(product.url, await findBrowser());
  const idle = residentMegabytes(product.pid);

  const pages = await measureJavaScript(person);
  const floor = pages.find(({ page }) => page === "empty")!.first;
  table("JavaScript fetched on a first visit, kB gzip; later: charts and what links prefetch (aim above the empty page: overview 80 before its charts, others 60)", [
    ["page", "first", "above empty", "later"],
    ...pages.map(({ page, first, later }) => [page, kb(first), kb(first - floor), kb(later)]),
  ]);

  // A browser that polls would be measured with it.
  await person.browser.close();
  const latency = await measureLatency({ person, stack, perSecond: 50, seconds: 30 });
  table("A read of one transaction at 50 requests a second, open loop, distinct reads, ms (aim: added p50 3, p99 15)", [
    ["", "p50", "p99", "failed"],
    ["straight from the sandbox", ms(latency.direct.p50), ms(latency.direct.p99), String(latency.direct.failed)],
    ["through Countersign", ms(latency.proxied.p50), ms(latency.proxied.p99), String(latency.proxied.failed)],
    ["added", ms(latency.proxied.p50 - latency.direct.p50), ms(latency.proxied.p99 - latency.direct.p99), ""],
  ]);

  const admin = await signedIn(product.url, await findBrowser(), "admin.one@example.com");
  await admin.browser.close();
  // The first fills pools and compiles; it is not counted.
  await measureUpload({ person: admin, pid: product.pid, megabytes: 5 });
  const uploads = [];
  for (let i = 0; i < 3; i++) uploads.push(await measureUpload({ person: admin, pid: product.pid, megabytes: 45 }));
  table("An upload of 45 MB, streamed through to Jiko, memory of the server, resident MB (aim: moved by less than 60)", [
    ["upload", "status", "seconds", "before", "highest", "moved"],
    ...uploads.map(({ status, seconds, before, highest }, i) => [
      ...[String(i + 1), String(status), seconds.toFixed(1), before.toFixed(0), highest.toFixed(0), (highest - before).toFixed(0)],
    ]),
  ]);

  table("Memory of the server, resident MB", [
    ["after one sign-in", "after the reads above"],
    [idle.toFixed(0), residentMegabytes(product.pid).toFixed(0)],
  ]);

  const zip = await measureArchive({ person, pid: product.pid });
  table("A ZIP of as many statements as one may hold, resident MB of the server (aim: moved by less than 60)", [
    ["files", "MB", "seconds", "before", "highest", "moved"],
    [String(zip.files), zip.megabytes.toFixed(1), zip.seconds.toFixed(1), zip.before.toFixed(0), zip.highest.toFixed(0), (zip.highest - zip.before).toFixed(0)],
  ]);
} finally {
  await stack.stop();
}

function kb(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

function ms(value: number): string {
  return value.toFixed(2);
}
