import type { Page } from "@playwright/test";
import { PDFDocument } from "pdf-lib";
import { deskOf, wire } from "./support/desk-client";
import { approve } from "./support/passkeys";
import { appUrl, expect, members, settled, test } from "./support/test";

async function pages(page: Page, format: "Letter" | "A4"): Promise<number> {
  const file = await page.pdf({ format });
  return (await PDFDocument.load(file)).getPageCount();
}

/** As it comes from the server, with everything read. */
async function open(page: Page, id: string): Promise<void> {
  await page.goto(`/approvals/${id}`);
  await expect(page.getByRole("region", { name: "Evidence" })).toBeVisible();
  await settled(page);
}

test("a request prints as one page with its evidence, and without what can be pressed", async ({ as }) => {
  // One of its own: what other tests did to those of the seed stays on record, and each line takes room.
  const id = await (await deskOf(members.initiatorOne, appUrl())).filed(wire());
  const page = await as("approverTwo", { passkey: true });
  await open(page, id);
  for (const format of ["Letter", "A4"] as const) expect(await pages(page, format), format).toBe(1);
  await approve(page);
  await expect(page.getByRole("link", { name: /^Next: |^Back to the approvals/ })).toBeFocused();
  await open(page, id);
  for (const format of ["Letter", "A4"] as const) expect(await pages(page, format), format).toBe(1);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const words = "one thousand two hundred thirty-four dollars and 56 cents";
  const shown = ["$1,234.56", words, "0001 2345 6789", "LOCAL SANDBOX · no real money", "Example Robotics Inc."];
  for (const text of shown) await expect(page.getByText(text, { exact: true }).first()).toBeVisible();
  const evidence = page.getByRole("region", { name: "Evidence" });
  await expect(evidence.getByText(/^[0-9a-f]{64}$/)).toHaveCount(2);
  await expect(evidence).toContainText(/with a passkey, sent to Jiko, by (policy \d+|the policy that is built in); it rested on/);
  await expect(page.getByRole("region", { name: "Sign-offs" })).toContainText("Approver Two approved");
  await expect(page.getByRole("region", { name: "On record" })).toContainText("Approved the request");
  await expect(page.getByRole("region", { name: "What to look at" })).toBeVisible();
  for (const role of ["button", "navigation", "textbox", "checkbox"] as const) await expect(page.getByRole(role)).toHaveCount(0);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
});
