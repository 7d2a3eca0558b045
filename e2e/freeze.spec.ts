import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { deskOf, wire } from "./support/desk-client";
import { appUrl, clickUntil, expect, expectAccessible, members, test } from "./support/test";

/** Of the seed: $2,500,000.00 to Sample Supplies LLC, which waits for one more approval. */
const invoice = "/approvals/b76611b6-69a3-4fba-86e9-65e53ea1fbcd";
const sentence = "The desk is frozen by Approver One: nothing is filed or signed here until two people lift it.";

const banner = (page: Page) => page.getByRole("region", { name: "The desk is frozen" });
const dialog = (page: Page) => page.locator("dialog[open]");
const menu = (page: Page) => page.locator("[popovertarget=user-menu]");
const approve = (page: Page) => page.getByRole("button", { name: "Approve", exact: true });

async function freeze(page: Page, reason: string): Promise<void> {
  await clickUntil(menu(page), page.getByRole("button", { name: "Freeze the desk…" }));
  await page.getByRole("button", { name: "Freeze the desk…" }).click();
  await dialog(page).getByLabel("Reason").fill(reason);
  await dialog(page).getByRole("button", { name: "Freeze the desk" }).click();
  await expect(banner(page)).toBeVisible();
}

test("an approver freezes the desk: everybody sees it at once, and nobody files or signs until two have lifted it", async ({ as }) => {
  const desk = await deskOf(members.initiatorOne, appUrl());
  const { body: draft } = await desk.post<{ id: string }>("/api/drafts", { kind: "transfer", value: wire() });
  const initiator = await as("initiatorOne", { at: `/transfers/new/${draft.id}?step=review` });
  const other = await as("approverTwo", { at: invoice, passkey: true });
  const one = await as("approverOne");
  await expect(initiator.getByRole("button", { name: "File for approval" })).not.toHaveAttribute("aria-disabled");
  await expect(approve(other)).toBeVisible();
  await expect(banner(one)).toHaveCount(0);

  await clickUntil(menu(one), one.getByRole("button", { name: "Freeze the desk…" }));
  await one.getByRole("button", { name: "Freeze the desk…" }).click();
  await expect(dialog(one).getByLabel("Reason")).toBeFocused();
  await dialog(one).getByRole("button", { name: "Freeze the desk" }).click();
  await expect(dialog(one).getByText("Say why.")).toBeVisible();
  await expectAccessible(one);
  await dialog(one).getByLabel("Reason").fill("An invoice that nobody ordered");
  await dialog(one).getByRole("button", { name: "Freeze the desk" }).click();
  await expect(banner(one)).toContainText("An invoice that nobody ordered");

  for (const page of [initiator, other]) await expect(banner(page)).toContainText("Approver One", { timeout: 20_000 });
  await expect(initiator.getByRole("button", { name: "File for approval" })).toHaveAccessibleDescription(sentence);
  await expect(banner(initiator).getByRole("button")).toHaveCount(0);
  await expect(approve(other)).toHaveAccessibleDescription(sentence);
  await other.keyboard.press("a");
  await expect(other.getByRole("alertdialog")).toHaveCount(0);
  const refused = await desk.send("transfer.file", { draftId: randomUUID(), values: wire() });
  expect([refused.status, refused.body.message]).toEqual([409, sentence]);

  await banner(one).getByRole("button", { name: "Lift the freeze…" }).click();
  await dialog(one).getByRole("button", { name: "Lift the freeze" }).click();
  await expect(banner(one).getByRole("button", { name: "Confirm lifting…" })).toHaveAccessibleDescription("You have asked to lift it. A second person must confirm.");
  await expect(banner(other)).toContainText("Approver One asked to lift it", { timeout: 20_000 });
  await expectAccessible(other);
  await banner(other).getByRole("button", { name: "Confirm lifting…" }).click();
  await dialog(other).getByRole("button", { name: "Confirm lifting" }).click();
  for (const page of [one, other, initiator]) await expect(banner(page)).toHaveCount(0, { timeout: 20_000 });
  await expect(approve(other)).not.toHaveAccessibleDescription(sentence);
  await initiator.getByRole("button", { name: "File for approval" }).click();
  await expect(initiator.getByRole("link", { name: "See the request" })).toBeVisible();
});

test("a page that is opened while the desk is frozen says so from its first paint on, also on a phone; who may not freeze is not offered it", async ({ as }) => {
  const admin = await as("adminOne", { at: "/approvals" });
  await clickUntil(admin.getByRole("main").getByRole("button", { name: "Freeze the desk…" }), dialog(admin));
  await admin.keyboard.press("Escape");
  await expect(dialog(admin)).toHaveCount(0);
  await freeze(admin, "Two mailboxes were taken over");
  await expect(admin.getByRole("button", { name: "Freeze the desk…" })).toHaveCount(0);

  const viewer = await as("viewerOne");
  await viewer.setViewportSize({ width: 360, height: 740 });
  const html = await (await viewer.request.get("/wires")).text();
  expect(html).toContain("Two mailboxes were taken over");
  for (const path of ["/", "/wires", "/transfers/new"]) {
    await viewer.goto(path);
    await expect(banner(viewer)).toContainText("Admin One");
    expect(await viewer.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
  await expectAccessible(viewer);
  await clickUntil(menu(viewer), viewer.getByRole("button", { name: "Sign out" }));
  await expect(viewer.getByRole("button", { name: "Freeze the desk…" })).toHaveCount(0);
});
