import type { Page } from "@playwright/test";
import { PDFDocument } from "pdf-lib";
import { approve } from "./support/passkeys";
import { expect, settled, test } from "./support/test";

/** Of the seed: $2,500,000.00 to Sample Supplies LLC, signed by Approver One elsewhere, Approver Two is named. */
const invoice = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";

async function pages(page: Page, format: "Letter" | "A4"): Promise<number> {
  const file = await page.pdf({ format });
  return (await PDFDocument.load(file)).getPageCount();
}

/** As it comes from the server, with everything read. */
async function open(page: Page): Promise<void> {
  await page.goto(`/approvals/${invoice}`);
  await expect(page.getByRole("region", { name: "Evidence" })).toBeVisible();
  await settled(page);
}

test("a request prints as one page with its evidence, and without what can be pressed", async ({ as }) => {
  const page = await as("approverTwo", { passkey: true });
  await open(page);
  for (const format of ["Letter", "A4"] as const) expect(await pages(page, format), format).toBe(1);
  await approve(page);
  await expect(page.getByRole("link", { name: /^Next: / })).toBeFocused();
  await open(page);
  for (const format of ["Letter", "A4"] as const) expect(await pages(page, format), format).toBe(1);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const words = "two million five hundred thousand dollars and 00 cents";
  const shown = ["$2,500,000.00", words, "0001 2345 6789", "LOCAL SANDBOX · no real money", "Example Robotics Inc."];
  for (const text of shown) await expect(page.getByText(text, { exact: true }).first()).toBeVisible();
  const evidence = page.getByRole("region", { name: "Evidence" });
  await expect(evidence.getByText(/^[0-9a-f]{64}$/)).toHaveCount(2);
  await expect(evidence).toContainText(/with a passkey, sent to Jiko, by (policy \d+|the policy that is built in); it rested on/);
  await expect(page.getByRole("region", { name: "Sign-offs" })).toContainText("Approver Two approved");
  await expect(page.getByRole("region", { name: "On record" })).toContainText("Approved the request");
  await expect(page.getByRole("region", { name: "What to look at" })).toContainText("High risk");
  for (const role of ["button", "navigation", "textbox", "checkbox"] as const) await expect(page.getByRole(role)).toHaveCount(0);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
});
