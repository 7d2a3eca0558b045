import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { openRecord } from "./support/record";
import { stack } from "./support/stack";
import { clickUntil, test, expect } from "./support/test";

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const receivables = "9768478b-0549-4497-9d42-132df6d38e11";
const account = "900012345678";
const sheet = `/portals/${operating}/${receivables}`;

async function dialogOf(page: Page, button: string): Promise<Locator> {
  const dialog = page.getByRole("dialog");
  await clickUntil(page.getByRole("button", { name: button }), dialog);
  return dialog;
}

test(
  "portals are listed for all pockets, filtered by the address, and show the last four digits alone",
  { tag: ["@portals.listAll", "@portals.list"] },
  async ({ as, bank }) => {
    const page = await as("viewerOne");
    const { portals, pockets } = await bank.state();
    await page.goto("/portals");
    const rows = page.getByRole("table").locator("tbody tr");
    await expect(rows).toHaveCount(portals.length);
    await expect(page.getByRole("row", { name: /Receivables/ })).toContainText("ending in •••• 5678");
    expect(await page.content()).not.toContain(account);
    const answer = await page.request.get("/api/jiko/v2/portals?limit=100");
    expect(await answer.text()).not.toMatch(/account_number|900012345678/);

    await page.getByLabel("Pocket", { exact: true }).selectOption("Operating");
    await expect(page).toHaveURL(/pocket=/);
    await expect(rows).toHaveCount(4);
    await page.getByLabel("Status").selectOption("Closed");
    await expect(page).toHaveURL(/status=CLOSED/);
    await expect(rows).toHaveCount(1);
    await rows.getByRole("link", { name: "Old lockbox" }).click();
    await expect(page.getByText("This portal is closed for good.")).toBeVisible();
    await expect(page.getByText("Funding instructions")).toHaveCount(0);
    await page.goto(`/portals/${pockets[1]!.id}/${receivables}`);
    await expect(page.getByText("There is no such portal.")).toBeVisible();
  },
);

test(
  "funding instructions are copied field by field, printed without the desk, and downloaded as a PDF that is on record",
  { tag: ["@portals.fundingInstructions"] },
  async ({ as, bank }) => {
    const page = await as("viewerOne");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`/pockets/${operating}?tab=portals`);
    await page.getByRole("link", { name: "Receivables" }).click();
    await expect(page).toHaveURL(sheet);
    const region = page.getByRole("region", { name: "Funding instructions" });
    await expect(region).toContainText("9000 1234 5678");
    const copied = async (field: string) => {
      await expect(async () => {
        await region.getByRole("button", { name: `Copy the ${field}`, exact: true }).click();
        await expect(page.getByText(`Copied the ${field}.`)).toBeAttached({ timeout: 1_000 });
      }).toPass();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied("account number")).toBe(account);
    expect(await copied("routing number (ABA)")).toBe("011000015");
    expect(await copied("beneficiary address")).toBe("100 Example Avenue, Floor 4, Columbus, OH 43004, US");

    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Download as PDF/ }).click()]);
    expect(download.suggestedFilename()).toMatch(/^example-robotics_operating_funding-instructions_receivables_\d{4}-\d\d-\d\d\.pdf$/);
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(await download.path())));
    const text = (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, " ");
    for (const part of ["Example Robotics Inc.", "9000 1234 5678", "011000015", "Sample Bank", "pocket Operating, portal Receivables"]) {
      expect(text).toContain(part);
    }
    const record = await openRecord();
    try {
      const end = ["intent funding.download", "outcome funding.download done"];
      await expect.poll(async () => (await record.about(receivables)).slice(-2)).toEqual(end);
    } finally {
      await record.close();
    }

    await page.emulateMedia({ media: "print" });
    await expect(region).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Desk" }).first()).toBeHidden();
    await expect(page.getByRole("link", { name: /^Download as PDF/ })).toBeHidden();
    await page.emulateMedia({ media: "screen" });

    const chain = (await bank.state()).portals.find(({ type }) => type === "CRYPTO_ADDRESS")!;
    await page.goto(`/portals/${operating}/${chain.id}`);
    await expect(region).toContainText(chain.address!);
    await expect(page.getByRole("link", { name: /^Download as PDF/ })).toHaveCount(0);
  },
);

test(
  "an admin opens a portal, renames it and closes it for good",
  { tag: ["@portals.create", "@portals.update"] },
  async ({ as, bank }) => {
    const page = await as("adminOne", { at: "/portals" });
    const opening = await dialogOf(page, "Open a portal");
    await opening.getByLabel("Pocket").selectOption("Operating");
    await opening.getByLabel("Name").fill("receivables");
    await opening.getByRole("button", { name: "Open" }).click();
    await expect(opening.getByText("Another open portal of this pocket has this name.")).toBeVisible();
    await opening.getByLabel("Name").fill("Refunds");
    await opening.getByRole("button", { name: "Open" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Refunds" })).toBeVisible();

    const renaming = await dialogOf(page, "Rename…");
    await renaming.getByRole("textbox", { name: "Name" }).fill("Repayments");
    await renaming.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Repayments" })).toBeVisible();

    const closing = await dialogOf(page, "Close the portal…");
    await expect(closing).toContainText("Closing a portal cannot be undone");
    await closing.getByRole("button", { name: "Close for good" }).click();
    await expect(closing.getByText("Tick this to go on.")).toBeVisible();
    await closing.getByRole("checkbox").check();
    await closing.getByRole("button", { name: "Close for good" }).click();
    await expect(page.getByText("This portal is closed for good.", { exact: true })).toBeVisible();
    expect((await bank.state()).portals.filter(({ name }) => name === "Repayments")).toMatchObject([{ status: "CLOSED", pocket_id: operating }]);

    const viewer = await as("viewerOne", { at: "/portals" });
    await expect(viewer.getByRole("button", { name: "Open a portal" })).toHaveAccessibleDescription("Opening and changing portals needs the role admin.");
  },
);

test(
  "a portal that a colleague closed meanwhile is not renamed, and why is said; a closing that was answered by silence is found out",
  { tag: ["@portals.update"] },
  async ({ as, bank }) => {
    const page = await as("adminOne");
    await as("adminTwo", { fresh: true });
    const state = await bank.state();
    const colleague = state.members.find(({ email }) => email === "admin.two@example.com")!;
    const token = (await bank.tokens()).filter(({ kind, memberId }) => kind === "access_token" && memberId === colleague.id).at(-1)!;
    await page.goto(sheet);
    const hold = await bank.hold("portals.update", { when: "before", member: "admin.one" });
    const renaming = await dialogOf(page, "Rename…");
    await renaming.getByRole("textbox", { name: "Name" }).fill("Receipts");
    await renaming.getByRole("button", { name: "Rename" }).click();
    await expect.poll(async () => (await bank.held()).length, { intervals: [50] }).toBe(1);
    const closed = await fetch(`${stack().apiUrl}/api/v2/pockets/${operating}/portals/${receivables}/`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token.value}`, "content-type": "application/json" },
      body: JSON.stringify({ status: "CLOSED" }),
    });
    expect(closed.status).toBe(204);
    await bank.release(hold.id);
    await expect(renaming.getByText("This portal is closed, and closed for good. Nothing was changed now.")).toBeVisible();

    const other = state.portals.find(({ name }) => name === "Supplier debits")!;
    await page.goto(`/portals/${operating}/${other.id}`);
    const closing = await dialogOf(page, "Close the portal…");
    await closing.getByRole("checkbox").check();
    await bank.fault({ operation: "portals.update", kind: "drop-after" });
    await closing.getByRole("button", { name: "Close for good" }).click();
    await expect(page.getByText("This portal is closed for good.", { exact: true })).toBeVisible({ timeout: 20_000 });
    const now = (await bank.state()).portals;
    expect(now.find(({ id }) => id === receivables)).toMatchObject({ name: "Receivables", status: "CLOSED" });
    expect(now.find(({ id }) => id === other.id)).toMatchObject({ status: "CLOSED" });
  },
);
