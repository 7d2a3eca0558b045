import { startProduct } from "../scripts/product";
import { approve } from "./support/passkeys";
import { signIn } from "./support/sign-in";
import { sessionRow, sql } from "./support/sessions";
import { stack } from "./support/stack";
import { appUrl, expect, members, settled, test } from "./support/test";

/** Of the seed: $2,500,000.00 to Sample Supplies LLC, which one more signature completes. */
const invoice = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";
const neighbourEnv = { LOG_LEVEL: "warn", COMMAND_GRACE_SECONDS: "3", JIKO_DEADLINE_SECONDS: "3", MIRROR_FOLLOWS: "false" };

test("a decision at one process shows at another without a reload; what is filed elsewhere arrives by sweep", { tag: ["@transferRequests.list"] }, async ({ as, stranger, bank }) => {
  test.setTimeout(90_000);
  const { ports, env } = stack();
  const url = `http://localhost:${ports[1]}`;
  const neighbour = await startProduct({ port: ports[1]!, env: { ...env, ...neighbourEnv, APP_URL: url, LIVE_SWEEP_SECONDS: "1" } });
  try {
    const watcher = await stranger();
    await signIn(watcher, members.approverThree, url);
    const streamed = watcher.waitForRequest((request) => request.url().endsWith("/api/live"));
    await watcher.goto(`${url}/approvals?tab=done`);
    await streamed;
    const row = watcher.getByRole("row", { name: /Sample Supplies LLC/ }).filter({ hasText: "$2,500,000.00" });
    await expect(watcher.getByRole("table")).toBeVisible();
    await expect(row).toHaveCount(0);

    const approver = await as("approverTwo", { passkey: true, at: `/approvals/${invoice}` });
    await approve(approver);
    await expect(row).toHaveCount(1);

    // Outside the desk: nothing tells but the sweep, of which the other process, which looks but once an hour, says no more now.
    await approver.close();
    const other = (await bank.state()).requests.find(
      ({ status, required_approvals, reviewers, created_by }) =>
        status === "PENDING_APPROVAL" && required_approvals === 1 && reviewers.length === 0 && !created_by.email.startsWith("admin.one"),
    )!;
    await watcher.goto(`${url}/approvals`);
    const link = watcher.locator(`a[href='/approvals/${other.id}']`).first();
    await expect(link).toBeVisible();
    await settled(watcher);
    await bank.decide(other.id, { member: "admin.one", decision: "reject", reason: "Elsewhere" });
    await expect(link).toHaveCount(0, { timeout: 15_000 });
  } finally {
    const started = performance.now();
    await neighbour.stop();
    expect(performance.now() - started, "an open stream does not hold up the end").toBeLessThan(5_000);
    // The tests after this one count calls.
    await sql("DELETE FROM job WHERE kind = 'live.sweep'");
  }
});

test("listening keeps no session alive, tabs share one stream, and it ends with the session in all of them", async ({ as }) => {
  const page = await as("viewerOne", { fresh: true });
  const open: string[] = [];
  page.context().on("request", (request) => request.url().endsWith("/api/live") && open.push(request.url()));
  const streamed = page.waitForRequest((request) => request.url().endsWith("/api/live") && request.frame().url().includes("/approvals"));
  await page.goto("/approvals");
  await streamed;
  open.length = 0;
  const before = (await sessionRow(page.context()))!;
  const second = await page.context().newPage();
  await second.goto(`${appUrl()}/pockets`);
  await expect(second.getByRole("heading", { level: 1 })).toBeVisible();
  await settled(second);
  expect(open).toEqual([]);
  expect((await sessionRow(page.context()))!.last_active_at).toEqual(before.last_active_at);
  // Signed out by a program that holds the cookie: no tab hears of it but through the stream.
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { cookie, origin: appUrl(), "countersign-command": "1" };
  expect((await fetch(`${appUrl()}/api/session/sign-out`, { method: "POST", headers })).status).toBe(200);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("without the stream pages say so quietly, and go on by themselves when it is back", async ({ as }) => {
  const page = await as("viewerOne");
  await page.route("**/api/live", (route) => route.abort());
  await page.goto("/approvals");
  await expect(page.getByText("No live updates.")).toBeVisible({ timeout: 15_000 });
  await page.unroute("**/api/live");
  await expect(page.getByText("No live updates.")).toHaveCount(0, { timeout: 15_000 });
});
