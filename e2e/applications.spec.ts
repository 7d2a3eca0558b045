import type { Page } from "@playwright/test";
import { idFrom } from "../sandbox/company/wire";
import { openRecord } from "./support/record";
import { clickUntil, test, expect } from "./support/test";

const idOf = (word: string) => idFrom(`application Example Robotics ${word} LLC`);
const pdf = (name: string) => ({ name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 a letter of the tax office") });

/** Fills fields by their labels; a first key that comes before the page is alive is pressed again. */
async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    // A panel may have the name of the one field in it.
    const field = page.getByRole("main").getByLabel(label, { exact: true }).and(page.locator("input, select, textarea"));
    await expect(async () => {
      if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption({ label: value });
      else await field.fill(value);
      await expect(field).not.toHaveValue("", { timeout: 500 });
    }).toPass();
  }
}
const saveStep = async (page: Page, next: string) => {
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page).toHaveURL(new RegExp(`part=${next}$`));
};

test(
  "an application is begun, filled in step by step, kept over a reload, and submitted once it is complete",
  { tag: ["@applications.create", "@applications.update", "@applications.apply", "@relatedParties.create", "@applications.get", "@agreements.get"] },
  async ({ as, bank }) => {
    const page = await as("adminOne", { at: "/applications" });
    await clickUntil(page.getByRole("button", { name: "Start an application" }), page.getByRole("dialog"));
    await page.getByLabel("Legal name of the company").fill("Example Robotics Farms LLC");
    await page.getByLabel("Kind of company").selectOption("LLC");
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await expect(page).toHaveURL(/part=business$/);
    await expect(page.getByRole("heading", { level: 1, name: "Example Robotics Farms LLC" })).toBeVisible();

    // What is typed survives a reload, the number included, before it is at Jiko.
    await fill(page, { "Identification number": "12-3456789", "Founded on": "2024-04-01" });
    await expect(page.getByText(/^Draft saved/)).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Identification number", { exact: true })).toHaveValue("12-3456789");
    await fill(page, { "Founded on": "2024-04-02" });
    await saveStep(page, "address");
    await fill(page, { Street: "100 Example Avenue", City: "Columbus", State: "OH", "Postal code": "43004" });
    await saveStep(page, "contact");
    await fill(page, { "First name": "Admin", "Last name": "One", Telephone: "+1 614 555 0100", "E-mail": "one" });
    await page.getByRole("button", { name: "Save and go on" }).click();
    await expect(page.getByText("Give an address like name@example.com.")).toBeVisible();
    await fill(page, { "E-mail": "one@example.com" });
    await saveStep(page, "risk");
    await fill(page, { "What the company does": "Grows robots.", "Are there enforcement actions against it?": "No", "Where it works": "Mostly in the US" });
    await fill(page, { "Where the money comes from": "The company's own funds", "What the account is for": "Keeping money", "Yearly revenue": "Up to $5M" });
    await fill(page, { "Transactions a month": "Up to 5", "Deposit of the first month": "Up to $1M" });
    await saveStep(page, "industry");
    await fill(page, { Industry: "Hardware" });
    await saveStep(page, "agreement");
    await expect(page.getByRole("button", { name: "Submit to Jiko" })).toHaveAccessibleDescription("Not complete yet: Agreement, People.");
    await page.getByRole("checkbox", { name: /The company agrees to version/ }).check();
    await saveStep(page, "people");

    await page.getByRole("link", { name: "Add a person" }).click();
    await fill(page, { "First name": "Sample", "Last name": "Owner", "Date of birth": "1980-01-31", "Identification number": "123-45-6789" });
    await fill(page, { Telephone: "+1 614 555 0101", "E-mail": "owner@example.com", Street: "1 Sample Street", City: "Columbus", State: "OH", "Postal code": "43004" });
    await page.getByRole("checkbox", { name: "Control person" }).check();
    await page.getByRole("checkbox", { name: "Authorized representative" }).check();
    await page.getByLabel(/Share of the company/).fill("100.5");
    await page.getByRole("button", { name: "Add this person" }).click();
    await expect(page.getByText("A percentage from 0 to 100, like 51 or 12.5.")).toBeVisible();
    await page.getByLabel(/Share of the company/).fill("100");
    await page.getByRole("button", { name: "Add this person" }).click();
    await expect(page.getByRole("row", { name: /Sample Owner/ })).toContainText("100 %");

    await page.getByRole("button", { name: "Submit to Jiko" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Submit", exact: true }).click();
    await expect(page.getByText("Nothing can be changed any more.")).toBeVisible();
    const { applications } = await bank.state();
    const sent = applications.find(({ application }) => application.name === "Example Robotics Farms LLC")!;
    expect(sent.application).toMatchObject({ status: "SUBMITTED", identification_number: { identification_number: "12-3456789" }, formation_date: "2024-04-02" });
    expect(sent.parties).toMatchObject([{ date_of_birth: "1980-01-31", ownership_percentage: "1", identification_number: { identification_number: "123-45-6789" } }]);
    // Neither number leaves the server again.
    expect(await page.content()).not.toMatch(/3456789|123-45-6789|1980-01-31/);
  },
);

test(
  "requested documents are sent, one is not accepted and sent again, and Jiko decides",
  { tag: ["@documents.upload", "@applicationDocuments.list", "@applications.list"] },
  async ({ as, bank }) => {
    const page = await as("adminOne", { at: "/applications" });
    await page.getByRole("link", { name: "Example Robotics Leasing LLC" }).click();
    const item = (name: string) => page.getByRole("listitem", { name });
    await expect(item("Operating agreement")).toContainText("Part of the page is cut off.");
    await page.getByLabel("File for EIN confirmation letter").setInputFiles(pdf("ein-cutoff.pdf"));
    await expect(item("EIN confirmation letter")).toContainText("Jiko has the file");
    await bank.advance("PT1M");
    await page.reload();
    await expect(item("EIN confirmation letter")).toContainText("Jiko did not accept this file");
    await page.getByLabel("File for EIN confirmation letter").setInputFiles(pdf("ein.pdf"));
    await expect(item("EIN confirmation letter")).toContainText("Jiko has the file");
    await page.getByLabel("File for Operating agreement").setInputFiles(pdf("agreement.pdf"));
    await expect(item("Operating agreement")).toContainText("Jiko has the file");
    await bank.advance("PT30S");
    await page.reload();
    await expect(page.getByText("Somebody at Jiko is looking at it.")).toBeVisible();
    await bank.advance("PT2M");
    await page.reload();
    await expect(page.getByText("Jiko has accepted the company.")).toBeVisible();
    const record = openRecord();
    const document = (await bank.state()).applications.find(({ application }) => application.id === idOf("Leasing"))!.documents[0]!;
    expect((await record.about(document.id)).slice(-2)).toEqual(["intent application.document", "outcome application.document done"]);
    await record.close();
  },
);

test(
  "a person is changed and removed; a lost answer is found out and nothing is added twice",
  { tag: ["@relatedParties.list", "@relatedParties.create", "@relatedParties.update", "@relatedParties.delete"] },
  async ({ as, bank }) => {
    const page = await as("adminOne");
    const people = async () => (await bank.state()).applications.find(({ application }) => application.id === idOf("Parts"))!.parties;
    await page.goto(`/applications/${idOf("Parts")}?part=people`);
    await page.getByRole("link", { name: "Change Sample Owner" }).click();
    await expect(page.getByLabel("Identification number", { exact: true })).toHaveValue("");
    await fill(page, { "Title (optional)": "Chief executive" });
    await bank.fault({ operation: "relatedParties.update", kind: "drop-after" });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("row", { name: /Sample Owner/ })).toContainText("Chief executive");
    expect(await people()).toHaveLength(2);
    expect((await people()).find(({ title }) => title === "Chief executive")).toMatchObject({ date_of_birth: "1980-01-01", identification_number: { identification_number: "000-00-0000" } });
    await clickUntil(page.getByRole("button", { name: "Remove Sample Director" }), page.getByRole("dialog"));
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("row", { name: /Sample Director/ })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Submit to Jiko" })).toHaveAccessibleDescription("Not complete yet: People.");
    expect(await people()).toHaveLength(1);
  },
);

test("who may not work on applications sees them, and why not more; what was submitted is read only", { tag: "@applications.list" }, async ({ as }) => {
  const page = await as("viewerOne", { at: "/applications" });
  await expect(page.getByRole("button", { name: "Start an application" })).toHaveAccessibleDescription("Working on applications needs the role admin.");
  await expect(page.getByRole("table")).not.toContainText("00-0000001");
  await page.goto(`/applications/${idOf("Europe")}?part=business`);
  await expect(page.getByText("EIN ending in 0001")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Submit to Jiko" })).toHaveCount(0);
});
