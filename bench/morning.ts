import { setMaxListeners } from "node:events";
import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { clickUntil } from "../e2e/support/click-until";
import { authenticatorOf } from "../e2e/support/passkeys";
import { stackFile } from "../e2e/support/stack";
import { random } from "../lib/desk/lists/testing";
import { controlClient } from "../sandbox/control/client";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";
import { askMetrics, metricsToken, sumOf } from "./metrics";
import { byGroup, byOperation, grouped, quantile, waitsOf } from "./morning-calls";
import { arrive, company, work, type Day } from "./morning-people";
import { table } from "./table";

/**
 * Prints what a morning of twenty people asks of Jiko, at its own limits and in real time: they look around, file and sign, leave their
 * pages open while others move money, webhooks come and the desk's copy is filled. `10 3` are other numbers of people and
 * minutes. Needs a build (`npm run build`).
 */
const [people = 20, minutes = 6] = process.argv.slice(2).map(Number);
const port = await freePort();
const stack = await startStack({ appPorts: [port], control: true, sandbox: { SANDBOX_NOW: "2026-07-15T13:00:00Z" } });
const control = controlClient(stack.controlUrl!);
// What signs for people is that of the end-to-end tests, which ask a file where everything is.
Object.assign(process.env, { STACK_FOLDER: stack.folder, TEST_PARALLEL_INDEX: "0" });
writeFileSync(stackFile(0), JSON.stringify({ portalUrl: stack.portalUrl, apiUrl: stack.apiUrl }), { mode: 0o600 });
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--disable-gpu", "--disable-background-networking"] });
try {
  await control.scale(20_000);
  const { url } = await stack.product({ port, env: { LOG_LEVEL: "warn", METRICS_TOKEN: metricsToken } });
  const day: Day = { reads: [], visits: 0, filed: 0, signed: 0, limited: 0, waiting: [], faults: [], random: random(9) };
  const there = [];
  for (const email of await company(people, url)) there.push(await arrive(browser, url, email, day));
  const [admin] = there;
  await admin!.page.goto(`${url}/webhooks/new`);
  await clickUntil(admin!.page.getByRole("button", { name: "Make the webhook" }), admin!.page.getByText("The webhook is there").first());
  for (const { email } of there) if (email.startsWith("approver")) await authenticatorOf(email, url);

  console.log(`Everybody is there: ${minutes} minutes begin.`);
  await control.clearCalls();
  day.reads.length = 0;
  const before = await askMetrics(url);
  const over = AbortSignal.timeout(minutes * 60_000);
  setMaxListeners(people + 1, over);
  // Every fourth keeps a second window on the overview, which reads again whatever changes.
  for (const { page } of there.filter((_, i) => i % 4 === 3)) await (await page.context().newPage()).goto(url);
  const events = async () => {
    while (!over.aborted) {
      await control.sendWebhooks({ count: 3 });
      await pause(20_000, undefined, { signal: over }).catch(() => undefined);
    }
  };
  await Promise.all([events(), ...there.map((one, i) => work(one, i, day, over))]);

  const [calls, after] = [await control.calls(), await askMetrics(url)];
  const grown = after.map((one) => {
    const same = before.find(({ name, labels }) => name === one.name && JSON.stringify(labels) === JSON.stringify(one.labels));
    return { ...one, value: one.value - (same?.value ?? 0) };
  });
  const api = calls.filter(({ server }) => server === "api");
  const each = `${people} people, ${minutes} minutes`;
  table(`What reached the sandbox (${each}; aim: none refused)`, [
    ["limits", "calls", "most of a member in a minute", "limit", "of it", "refused with 429"],
    ...byGroup(api),
  ]);
  table("Asked most", [["operation", "calls"], ...byOperation(api, 15)]);
  const places = [...grouped(day.reads, ({ place }) => place)];
  table(`What pages asked of the desk (${day.visits} visits, ${day.filed} filed, ${day.signed} signed)`, [
    ["place", "reads", "p50, ms", "p99, ms", "slowest, ms", "429", "other faults"],
    ...places.sort((a, b) => b[1].length - a[1].length).map(([place, reads]) => {
      const times = reads.map(({ ms }) => ms);
      const limited = reads.filter(({ status }) => status === 429).length;
      const faults = reads.filter(({ status }) => status >= 400).length - limited;
      return [place, ...[reads.length, ...[0.5, 0.99, 1].map((share) => Math.round(quantile(times, share))), limited, faults].map(String)];
    }),
  ]);
  table("Calls that waited for Jiko's limits, and that were not sent because the wait was too long (aim: none of people's)", [
    ["whose", "waited", "p50", "p99", "longest", "not sent"],
    ...["command", "person", "background"].map((share) => {
      const { count, p50, p99, longest } = waitsOf(grown, share);
      return [share, String(count), p50, p99, longest, String(sumOf(grown, "countersign_jiko_over_budget_total", { share }))];
    }),
  ]);
  const refused = calls.filter(({ status }) => status === 429).length;
  table("In short (aim: none)", [
    ["429 from Jiko", "pages that showed the limit", "reads that were told of it"],
    [String(refused), String(day.limited), String(day.reads.filter(({ status }) => status === 429).length)],
  ]);
  if (day.faults.length > 0) console.log(`\nWhat did not go as meant:\n${[...new Set(day.faults)].join("\n")}`);
} finally {
  await browser.close();
  await stack.stop();
}
