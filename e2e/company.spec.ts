import { readFile } from "node:fs/promises";
import { extractText, getDocumentProxy } from "unpdf";
import { sql } from "./support/sessions";
import { expect, test } from "./support/test";

test("the company's profile, owners and agreements are shown, and an agreement is downloaded", {
  tag: ["@customer.get", "@customer.beneficialOwners", "@agreements.get"],
}, async ({ as, bank }) => {
  const page = await as("viewerOne", { at: "/company" });
  const { customer, agreements, beneficial_owners } = await bank.state();
  const profile = page.getByRole("region", { name: "Profile" });
  for (const text of [customer.name, customer.address.street_address, customer.email, "00-0000000", "Open"]) await expect(profile).toContainText(text);
  await expect(page.getByRole("region", { name: "Beneficial owners" }).locator("tbody tr")).toHaveCount(beneficial_owners.length);
  await expect(page.getByText("Second Q Owner")).toBeVisible();

  const region = page.getByRole("region", { name: "Agreements" });
  await expect(region).toContainText("Version 1.4.0, released Mar 2, 2026");
  await expect(region.locator("tbody tr")).toHaveCount(agreements.documents.length);
  const [download] = await Promise.all([page.waitForEvent("download"), region.getByRole("link", { name: /Brokerage agreement/ }).click()]);
  expect(download.suggestedFilename()).toBe("example-robotics_agreement-brokerage-agreement_1.4.0.pdf");
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(await download.path())));
  expect((await extractText(pdf, { mergePages: true })).text).toContain("Version 1.4.0");
  const [noted] = await sql("SELECT outcome, canonical::jsonb -> 'details' ->> 'type' AS type FROM audit_entry WHERE action = 'agreement.download' ORDER BY position DESC LIMIT 1");
  expect(noted).toEqual({ outcome: "done", type: "BROKERAGE" });
  expect(await page.content()).not.toContain("sig=");
});

test("what Jiko does not give is said in its place, and the rest of the page stands", { tag: ["@customer.get", "@agreements.get"] }, async ({ as, bank }) => {
  const page = await as("viewerOne");
  await bank.fault({ operation: "agreements.get", kind: "status", status: 500, times: 20 });
  await page.goto("/company");
  await expect(page.getByRole("region", { name: "Agreements" }).getByRole("alert")).toContainText("Could not show the agreements");
  await expect(page.getByRole("region", { name: "Profile" })).toContainText("Example Robotics Inc.");
  await bank.clearFaults();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: "Agreements" })).toContainText("Terms of use");
});
