import { chromium } from "@playwright/test";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";
import { signIn } from "../e2e/support/sign-in";
import { table } from "./table";

/**
 * Prints how long a decision takes from the click in one browser at one process to the row in another browser at another
 * process, without a reload. Needs a build (`npm run build`).
 */
const ports = [await freePort(), await freePort()];
const stack = await startStack({ appPorts: ports, control: true, sandbox: { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "1000" } });
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--disable-gpu", "--disable-background-networking"] });
try {
  const env = { LOG_LEVEL: "warn", MIRROR_FOLLOWS: "false", LIVE_SWEEP_SECONDS: "3600" };
  const [one, two] = await Promise.all(ports.map((port) => stack.product({ port, env })));
  const page = async (url: string, member: string) => {
    const opened = await (await browser.newContext()).newPage();
    await signIn(opened, `${member}@example.com`, url);
    return opened;
  };
  const approver = await page(one!.url, "approver.two");
  const watcher = await page(two!.url, "approver.three");
  await watcher.goto(`${two!.url}/approvals?tab=done`);
  await watcher.getByRole("table").waitFor();
  const { requests } = (await (await fetch(`${stack.controlUrl}/state`)).json()) as {
    requests: { id: string; status: string; reviewers: unknown[] }[];
  };
  const times: number[] = [];
  for (const { id } of requests.filter(({ status, reviewers }) => status === "PENDING_APPROVAL" && reviewers.length === 0).slice(0, 5)) {
    await approver.goto(`${one!.url}/approvals/${id}`);
    const reject = approver.getByRole("button", { name: /^Reject/ });
    if ((await reject.getAttribute("aria-disabled")) === "true") continue;
    await approver.waitForLoadState("load");
    await reject.click();
    const dialog = approver.getByRole("dialog", { name: "Reject this transfer?" });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Measured");
    const begun = performance.now();
    await dialog.getByRole("button", { name: "Reject", exact: true }).click();
    await watcher.locator(`a[href='/approvals/${id}']`).waitFor();
    times.push(performance.now() - begun);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const ms = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(0));
  table("A decision at one process shown by another, ms from the click (aim under 2000)", [
    ["decisions", "median", "slowest"],
    [String(sorted.length), ms(sorted[Math.floor(sorted.length / 2)]), ms(sorted.at(-1))],
  ]);
} finally {
  await browser.close();
  await stack.stop();
}
