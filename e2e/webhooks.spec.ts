import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { sql } from "./support/sessions";
import { clickUntil, test, expect } from "./support/test";

const press = (page: Page, name: string, shows: { role: "dialog" | "alert"; name?: string | RegExp }) =>
  clickUntil(page.getByRole("button", { name }), page.getByRole(shows.role, shows.name ? { name: shows.name } : {}).first());

async function makeWebhook(page: Page, fill: () => Promise<void> = async () => undefined) {
  await page.goto("/webhooks/new");
  await page.waitForLoadState("load");
  await expect(page.getByRole("radio", { name: /This desk/ })).toBeChecked();
  await fill();
  await clickUntil(page.getByRole("button", { name: "Make the webhook" }), page.getByText("The webhook is there").first());
}

const figure = (page: Page, label: string) => page.locator("dl > div", { has: page.getByText(label, { exact: true }) }).locator("dd").first();

test("a webhook to this desk: events arrive once each, refusals are counted, and pages show both as they come", { tag: ["@subscriptions.create", "@subscriptions.list", "@events.list", "@webhook.event"] }, async ({ as, bank }) => {
  await sql("delete from webhook_event");
  const page = await as("adminOne");
  await makeWebhook(page, () => page.getByRole("textbox", { name: /^Description/ }).fill("Desk of the tests"));
  await page.getByRole("link", { name: "To the webhook" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Desk of the tests");
  await expect(figure(page, "Taken")).toHaveText("0");

  const viewer = await as("viewerOne", { at: "/webhooks/received" });
  await expect(viewer.getByText("Nothing was delivered here yet.")).toBeVisible();
  const sent = await bank.sendWebhooks({ count: 100, twice: 0.1, badSignature: 0.05, shuffle: true });
  expect(sent.statuses).toEqual({ 202: 95, 200: 10, 401: 5 });
  // Neither page is loaded again.
  await expect(viewer.getByRole("group", { name: "Totals" })).toHaveText("95 events");
  await expect(viewer.getByRole("grid")).toHaveAttribute("aria-rowcount", "96");
  await expect(figure(page, "Taken")).toHaveText("105");
  await expect(figure(page, "Of these, repeats")).toHaveText("10");
  await expect(figure(page, "Refused: signature")).toHaveText("5");
  expect(await sql("select event_id from webhook_event")).toHaveLength(95);

  await viewer.goto("/webhooks/events");
  await viewer.getByRole("combobox", { name: "Webhook" }).selectOption({ label: "Desk of the tests" });
  await expect(viewer).toHaveURL(/subscription=/);
  const refused = viewer.getByRole("row").filter({ hasText: "Not delivered" }).first();
  const delivered = viewer.getByRole("row").filter({ hasText: "Delivered" }).first();
  await delivered.getByText("Delivered").click();
  await expect(delivered.getByText(/Status 20[02]/).first()).toBeVisible();
  await expect(delivered.getByRole("link").first()).toHaveAttribute("href", /^\/(wires|trades)\//);
  await expect(refused.or(viewer.getByRole("link", { name: "Older" })).first()).toBeVisible();
});

test("a webhook elsewhere: its secret is shown once, fits what Jiko sends, and is rotated", { tag: ["@subscriptions.create", "@subscriptions.update"] }, async ({ as, bank }) => {
  const came: { body: string; signature: string }[] = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      came.push({ body, signature: String(request.headers["x-jiko-signature"]) });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  try {
    const page = await as("adminOne");
    await makeWebhook(page, async () => {
      await page.getByRole("radio", { name: /Another system/ }).check();
      await page.getByRole("textbox", { name: "Address" }).fill("ftp://hooks.example.com");
      await page.getByRole("button", { name: "Make the webhook" }).click();
      await expect(page.getByText("The address must begin with https://.")).toBeVisible();
      await page.getByRole("textbox", { name: "Address" }).fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`);
    });
    const reveal = async () => {
      await page.getByRole("button", { name: "Show the secret" }).click();
      const shown = page.getByRole("main").getByText(/^[\w-]{43}$/);
      await expect(shown).toBeVisible();
      return (await shown.textContent())!;
    };
    const fits = async (secret: string) => {
      came.length = 0;
      await bank.sendWebhooks({ count: 1 });
      return came.map(({ body, signature }) => createHmac("sha256", secret).update(body).digest("base64") === signature);
    };
    const first = await reveal();
    expect(await fits(first)).toEqual([true]);
    await page.getByRole("link", { name: "To the webhook" }).click();
    await expect(page.getByText("Another system", { exact: true })).toBeVisible();
    await press(page, "Rotate the secret…", { role: "dialog", name: "Rotate the secret?" });
    await page.getByRole("dialog").getByRole("button", { name: "Rotate the secret" }).click();
    const second = await reveal();
    expect([second === first, await fits(first), await fits(second)]).toEqual([false, [false], [true]]);
    await page.reload();
    await expect(page.getByText(second)).toHaveCount(0);
    expect(await sql("select id from webhook_secret where endpoint_id is null")).toEqual([]);
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});

test("a webhook is changed, switched off and deleted; what a viewer may not do says why", { tag: ["@subscriptions.get", "@subscriptions.update", "@subscriptions.delete"] }, async ({ as, bank }) => {
  const { subscriptions } = await bank.state();
  const archive = subscriptions[0]!;
  const viewer = await as("viewerOne", { at: `/webhooks/${archive.id}` });
  await expect(viewer.getByRole("button", { name: "Change this webhook" })).toHaveAccessibleDescription("Managing webhooks needs the role admin.");
  const page = await as("adminOne", { at: `/webhooks/${archive.id}` });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wire archive (retired)");
  await press(page, "Switch on…", { role: "dialog", name: "Switch this webhook on?" });
  await page.getByRole("dialog").getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByRole("button", { name: "Switch off…" })).toBeVisible();
  // The viewer's page follows without a reload.
  await expect(viewer.getByText("On", { exact: true })).toBeVisible();

  await page.getByRole("textbox", { name: /^Description/ }).fill("Wire archive");
  await page.getByRole("textbox", { name: "Attempts in all" }).fill("none");
  await page.getByRole("button", { name: "Save the changes" }).click();
  await expect(page.getByText("Enter a whole number from 2 to 20.")).toBeVisible();
  await page.getByRole("textbox", { name: "Attempts in all" }).fill("4");
  await page.getByRole("checkbox", { name: "Bill matured" }).check();
  await page.getByRole("button", { name: "Save the changes" }).click();
  await expect(page.getByText("Jiko has the changes")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wire archive");
  const kept = (await bank.state()).subscriptions[0]!;
  expect([kept.description, kept.retry_policy!.maximum_attempts, kept.events.includes("trades.tbill.matured"), kept.url]).toEqual(["Wire archive", 4, true, archive.url]);

  await press(page, "Delete…", { role: "dialog", name: "Delete Wire archive?" });
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/webhooks$/);
  expect((await bank.state()).subscriptions).toEqual([]);
});
