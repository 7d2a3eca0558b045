import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { emptyPayee } from "../lib/forms/payee";
import { deskOf } from "./support/desk-client";
import { appUrl, clickUntil, expect, expectAccessible, members, test } from "./support/test";

const supplies = "a5582861-9b9f-410c-b515-fcabd9ddc5aa";
const panel = (page: Page) => page.getByRole("region", { name: "Account confirmed by a call-back" });
const dialog = (page: Page) => page.locator("dialog[open]");
const open = (page: Page) => clickUntil(panel(page).getByRole("button", { name: "Record a call-back…" }), dialog(page));

test("a call-back is recorded for the account that stands in it, and is lost when the payee changes", async ({ as, bank }) => {
  const page = await as("approverOne", { at: `/counterparties/${supplies}` });
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(panel(page)).toContainText("Never confirmed");
  await open(page);
  await expect(dialog(page)).toContainText("Sample Supplies LLC");
  await expect(dialog(page)).toContainText("0001 2345 6789");
  await expectAccessible(page);
  await dialog(page).getByRole("button", { name: "Record it" }).click();
  for (const fault of ["Choose how it was confirmed.", "Say with whom.", "Say where the number or address was taken from."]) {
    await expect(dialog(page).getByText(fault)).toBeVisible();
  }
  await expectAccessible(page);

  // From here on by keyboard alone.
  await dialog(page).getByRole("radio", { name: "By phone" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Accounts payable");
  await page.keyboard.press("Tab");
  await page.keyboard.type("The contract of 2024");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(panel(page)).toContainText("Confirmed");
  await expect(panel(page).getByRole("listitem")).toContainText("Approver One, by phone");
  await expect(panel(page).getByRole("listitem")).toContainText("The contract of 2024");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);

  await open(page);
  await bank.changeCounterparty(supplies, { identifier: "000123456780" });
  await dialog(page).getByRole("radio", { name: "By letter" }).check();
  await dialog(page).getByLabel("With whom").fill("Accounts payable");
  await dialog(page).getByLabel("Where the number").fill("The contract of 2024");
  await dialog(page).getByRole("button", { name: "Record it" }).click();
  await expect(dialog(page)).toContainText("no longer what you were shown. Nothing was recorded; look again.");
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(panel(page)).toContainText("Lost: the payee has changed since");
  await expect(panel(page).getByRole("listitem")).toContainText("For an earlier name or account");
  await expectAccessible(page);
});

test("whoever added a payee is told beforehand that somebody else must confirm it, and a viewer that it needs a role", async ({ as }) => {
  const desk = await deskOf(members.initiatorOne, appUrl());
  const values = { ...emptyPayee, kind: "ach", businessName: "Sample Newcomer LLC", routingNumber: "021000021", account: "000777111222" };
  const { body } = await desk.send("payee.add", { draftId: randomUUID(), values, seen: [], salt: randomUUID() });
  const { payeeId } = (body as { result: { payeeId: string } }).result;
  const initiator = await as("initiatorOne", { at: `/counterparties/${payeeId}` });
  const record = (page: Page) => panel(page).getByRole("button", { name: "Record a call-back…" });
  await expect(record(initiator)).toHaveAccessibleDescription("You added this payee, so somebody else must confirm its account.");
  const viewer = await as("viewerOne", { at: `/counterparties/${payeeId}` });
  await expect(record(viewer)).toHaveAccessibleDescription("Recording a call-back needs the role initiator, approver or admin.");
  const admin = await as("adminOne", { at: `/counterparties/${payeeId}` });
  await open(admin);
  await dialog(admin).getByRole("radio", { name: "In person" }).check();
  await dialog(admin).getByLabel("With whom").fill("The owner");
  await dialog(admin).getByLabel("Where the number").fill("The public register");
  await dialog(admin).getByRole("button", { name: "Record it" }).click();
  await expect(panel(admin)).toContainText("Confirmed");
  await expect(panel(initiator)).toContainText("Admin One", { timeout: 20_000 });
});
