import type { Locator, Page } from "@playwright/test";
import { company } from "../sandbox/company";
import { cents, formatCents } from "../lib/treasury/money";
import { clickUntil, test, expect } from "./support/test";

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

async function dialogOf(page: Page, button: string): Promise<Locator> {
  const dialog = page.getByRole("dialog");
  await clickUntil(page.getByRole("button", { name: button }), dialog);
  return dialog;
}

async function fillNew(page: Page, name: string): Promise<void> {
  await page.goto("/pockets/new");
  await expect(async () => {
    await page.getByRole("radio", { name: "New money: US T-bills, 4 weeks, held to maturity" }).check();
    await expect(page.getByRole("radio", { name: "New money: US T-bills, 4 weeks, held to maturity" })).toBeChecked({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("radio", { name: "At maturity: US T-bills, 13 weeks, held to maturity" }).check();
  await page.getByLabel("Name of the pocket").fill(name);
}

test(
  "an admin compares the strategies and opens a pocket, which comes with a portal; others are told why they cannot",
  { tag: ["@pockets.create", "@pockets.get", "@tradingStrategies.list", "@portals.list"] },
  async ({ as, bank }) => {
    const viewer = await as("viewerOne", { at: "/pockets" });
    await expect(viewer.getByRole("link", { name: "Open a pocket" })).toHaveAccessibleDescription("Opening and changing pockets needs the role admin.");

    const page = await as("adminOne", { at: "/pockets" });
    await page.getByRole("link", { name: "Open a pocket" }).click();
    await expect(page).toHaveURL(/\/pockets\/new$/);
    const { strategies } = await bank.state();
    for (const { description } of strategies) {
      const row = page.getByRole("row", { name: description });
      await expect(row).toContainText(/\d\.\d\d% YTM/);
      await expect(row).toContainText(/\d\.\d\d% discount/);
    }
    await expect(page.getByRole("row", { name: /1 week,/ })).toContainText("Listed by Jiko, but it cannot be used.");
    await expect(page.getByRole("radio", { name: /New money: US T-bills, 1 week/ })).toBeDisabled();
    await expect(page.getByRole("radio", { name: "New money: JikoNet, 4 weeks" })).toBeDisabled();
    await expect(page.getByRole("row", { name: /JikoNet/ })).toContainText("Jiko itself sets up pockets on JikoNet");

    await fillNew(page, "operating");
    await page.getByRole("button", { name: "Open the pocket" }).click();
    await expect(page.getByText("Another pocket has this name.")).toBeVisible();
    await page.getByLabel("Name of the pocket").fill("Tax reserve");
    await page.getByRole("button", { name: "Open the pocket" }).click();
    await expect(page).toHaveURL(/\/pockets\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("heading", { level: 1, name: "Tax reserve" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Balance" })).toContainText("$0.00");
    await page.getByRole("navigation", { name: "Parts of this pocket" }).getByRole("link", { name: "Portals" }).click();
    await expect(page.getByRole("table", { name: "Portals of this pocket" }).getByRole("row")).toHaveCount(2);
    const made = (await bank.state()).pockets.filter(({ pocket_name }) => pocket_name === "Tax reserve");
    expect(made).toMatchObject([{ deposit_strategy_id: "UST-4W", reinvestment_strategy_id: "UST-13W", status: "OPEN" }]);
  },
);

test(
  "a pocket whose opening was answered by silence is found out, and there is one of it",
  { tag: ["@pockets.create", "@pockets.list"] },
  async ({ as, bank }) => {
    const page = await as("adminOne");
    await fillNew(page, "Silent");
    await bank.fault({ operation: "pockets.create", kind: "drop-after" });
    await page.getByRole("button", { name: "Open the pocket" }).click();
    await expect(page.getByText("We are checking what became of this")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Silent" })).toBeVisible({ timeout: 20_000 });
    expect((await bank.state()).pockets.filter(({ pocket_name }) => pocket_name === "Silent")).toHaveLength(1);
  },
);

test("a pocket is renamed and gets another strategy for what it buys next", { tag: ["@pockets.update"] }, async ({ as, bank }) => {
  const page = await as("adminOne", { at: `/pockets/${operating}` });
  const renaming = await dialogOf(page, "Rename…");
  const name = renaming.getByRole("textbox", { name: "Name" });
  await expect(name).toBeFocused();
  await name.fill("Reserve");
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(renaming.getByText("Another pocket has this name.")).toBeVisible();
  // A press while the last one is on its way does nothing.
  await expect(renaming.getByRole("button", { name: "Rename" })).toBeVisible();
  await name.fill("Main account");
  await name.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Main account" })).toBeVisible();
  await expect(renaming).toBeHidden();

  const changing = await dialogOf(page, "Change strategies…");
  await expect(changing).toContainText("A change applies to the next purchase.");
  await expect(changing).toContainText("This pocket is on JikoNet");
  await changing.getByRole("radio", { name: "New money: US T-bills, 26 weeks, held to maturity" }).check();
  await changing.getByRole("button", { name: "Change" }).click();
  await expect(changing).toBeHidden();
  await expect(page.getByRole("region", { name: "Strategy" })).toContainText("US T-bills, 26 weeks");
  const pocket = (await bank.state()).pockets.find(({ id }) => id === operating)!;
  expect(pocket).toMatchObject({ pocket_name: "Main account", deposit_strategy_id: "UST-26W", reinvestment_strategy_id: "UST-4W" });
});

test("closing says which rule stands in the way, asks for a reason, and is final", { tag: ["@pockets.update"] }, async ({ as, bank }) => {
  const page = await as("adminOne", { at: `/pockets/${operating}` });
  const full = await dialogOf(page, "Close the pocket…");
  await expect(full).toContainText(/It is empty\. Not met: It holds \$[\d,]+\.\d\d in \d+ bills and cash\./);
  await expect(full).toContainText(/Another open pocket remains\. Met:/);
  await expect(full.getByRole("button", { name: "Close for good" })).toHaveAccessibleDescription("A rule for closing is not met.");
  await full.getByRole("button", { name: "Close for good" }).click({ force: true });
  await expect(full.getByRole("textbox")).toHaveCount(0);

  await fillNew(page, "Short-lived");
  await page.getByRole("button", { name: "Open the pocket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Short-lived" })).toBeVisible();
  const empty = await dialogOf(page, "Close the pocket…");
  await empty.getByRole("button", { name: "Close for good" }).click();
  await expect(empty.getByText("Say why.")).toBeVisible();
  await expect(empty.getByText("Tick this to go on.")).toBeVisible();
  await empty.getByRole("textbox", { name: "Reason" }).fill("Not needed any more.");
  await empty.getByRole("checkbox").check();
  await empty.getByRole("button", { name: "Close for good" }).click();
  await expect(page.getByText("This pocket is closed.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Close the pocket…" })).toHaveCount(0);
  const { pockets } = await bank.state();
  expect(pockets.find(({ pocket_name }) => pocket_name === "Short-lived")).toMatchObject({ status: "CLOSED" });
  expect(pockets.find(({ id }) => id === operating)).toMatchObject({ status: "OPEN" });
});

test(
  "earnings are shown over time, add up to the period, and cost Jiko at most a dozen reads",
  { tag: ["@pockets.earnings", "@pockets.allEarnings"] },
  async ({ as, bank }) => {
    const page = await as("viewerOne");
    const [state, now] = [await bank.state(), await bank.now()];
    const today = now.toLocaleDateString("en-CA", { timeZone: "America/New_York" });
    const earned = (ids: string[], from: string | null, to: string) => formatCents(cents(company.earningsOf(state, ids, from, to, now)));
    await bank.clearCalls();
    await page.goto(`/pockets/${operating}?earnings=range&from=2026-01-01&to=2026-06-30`);
    const table = page.getByRole("table", { name: "Earnings over time" });
    await expect(table.getByRole("row")).toHaveCount(8);
    for (const [label, from, to] of [["Jan 2026", "2026-01-01", "2026-01-31"], ["Jun 2026", "2026-06-01", "2026-06-30"]] as const) {
      await expect(table.getByRole("row").filter({ hasText: label })).toContainText(earned([operating], from, to));
    }
    await expect(table.getByRole("row").last()).toContainText(earned([operating], "2026-01-01", "2026-06-30"));
    await table.scrollIntoViewIfNeeded();
    await expect(page.getByRole("img", { name: /Bars of the earnings from Jan 2026 to Jun 2026/ })).toBeVisible();
    await page.getByRole("link", { name: "All time" }).click();
    await expect(table.getByRole("row").last()).toContainText(earned([operating], null, today));
    await expect(table.getByRole("row").nth(1)).toContainText(/^Q\d 20\d\d/);
    const calls = (await bank.calls()).filter(({ operation }) => operation === "pockets.earnings");
    expect(calls.length).toBeLessThanOrEqual(7 + 12);

    await page.goto("/pockets?earnings=ytd");
    const all = state.pockets.map(({ id }) => id);
    await expect(table.getByRole("row").last()).toContainText(earned(all, `${today.slice(0, 4)}-01-01`, today));
    await page.goto("/pockets?earnings=range&from=2026-06-30&to=2026-01-01");
    await expect(page.getByText("The first day lies after the last.")).toBeVisible();
  },
);
