import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { cents, formatCents, plainCents } from "../lib/treasury/money";
import { gridRows } from "./support/grid";
import { fillMirror } from "./support/mirror";
import { clickUntil, expect, expectAccessible, settled, test } from "./support/test";

const money = (value: number) => formatCents(cents(value));
const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const gridOf = (page: Page) => page.getByRole("grid", { name: "Transactions" });
const focusedRow = (page: Page) => page.evaluate(() => document.activeElement?.closest("[role=row]")?.getAttribute("aria-rowindex"));
const totals = (page: Page) => page.getByRole("group", { name: "Totals" });
const sum = (rows: readonly { amount: { value: number } }[]) => rows.reduce((all, { amount }) => all + amount.value, 0);

async function openMenu(page: Page, menu: string | RegExp, item: string | RegExp) {
  const choice = page.getByRole("button", { name: item });
  await clickUntil(page.getByRole("button", { name: menu }), choice);
  await choice.click();
}

test("a list is filtered and sorted by its address, and what it comes to is what the ledger says", { tag: ["@transactions.list"] }, async ({ as, bank }) => {
  await fillMirror(await as("adminOne"));
  const { transactions } = await bank.state();
  const page = await as("viewerOne", { at: "/transactions" });
  await expect(totals(page)).toContainText(`${transactions.length.toLocaleString("en-US")} transactions`);
  await openMenu(page, "Add a filter", "Amount");
  await page.getByLabel("Amount from").fill("100,000.00");
  await page.getByLabel("Amount from").press("Enter");
  await expect(page).toHaveURL(/amount=100/);
  const fitting = transactions.filter(({ amount }) => amount.value >= 10_000_000);
  const [inwards, outwards] = [fitting.filter((one) => one.direction === "CREDIT"), fitting.filter((one) => one.direction === "DEBIT")];
  await expect(totals(page)).toContainText(`${fitting.length.toLocaleString("en-US")} transactions`);
  for (const figure of [sum(inwards), sum(outwards), sum(inwards) - sum(outwards)]) await expect(totals(page)).toContainText(money(figure));
  await expect(page.getByText("From the desk's copy, as of")).toBeVisible();

  await gridOf(page).getByRole("columnheader", { name: "Amount" }).click();
  await expect(page).toHaveURL(/sort=-amount/);
  await expect(gridOf(page).getByRole("columnheader", { name: "Amount" })).toHaveAttribute("aria-sort", "descending");
  await expect(gridRows(gridOf(page), 1)).toContainText(money(Math.max(...inwards.map(({ amount }) => amount.value))));

  await page.getByLabel("Amount from").fill("1.234,56");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(page.getByText("Write cents after a point and thousands with commas, like 1,234.56.")).toBeVisible();
  await expect(page.getByText("Correct the filters to see transactions.")).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Amount from")).toHaveValue("100,000.00");
  await page.getByRole("button", { name: "Remove the filter Amount" }).click();
  await expect(page).not.toHaveURL(/amount=/);
  await expect(page).toHaveURL(/sort=-amount/);
});

test("columns are chosen and ordered by keyboard, and stay so", async ({ as }) => {
  const page = await as("viewerOne", { at: "/transactions" });
  const heads = () => gridOf(page).getByRole("columnheader").allInnerTexts();
  const dialog = page.getByRole("dialog", { name: "Columns" });
  await clickUntil(page.getByRole("button", { name: "Columns" }), dialog);
  await dialog.getByRole("checkbox", { name: "Reference", exact: true }).check();
  await dialog.getByRole("checkbox", { name: "Type", exact: true }).uncheck();
  await dialog.getByRole("button", { name: "Move Amount up" }).focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Keep these columns" }).click();
  await expect(dialog).toHaveCount(0);
  const kept = ["Selected", "Amount", "Booked", "Description", "Pocket", "Status", "In / out", "Reference"];
  await expect.poll(heads).toEqual(kept);
  await page.reload();
  await expect.poll(heads).toEqual(kept);
  await page.goto("/transactions?columns=title,amount");
  await expect.poll(heads).toEqual(["Selected", "Description", "Amount"]);

  await page.goto("/transactions");
  await clickUntil(page.getByRole("button", { name: "Columns" }), dialog);
  await dialog.getByRole("button", { name: "The usual columns" }).click();
  await dialog.getByRole("button", { name: "Keep these columns" }).click();
  await expect.poll(heads).toContain("Type");
});

test("a view is saved, shared with a colleague, seen to be changed, and removed", async ({ as }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("initiatorOne", { at: "/transactions?type=FEE&sort=-amount" });
  await settled(page);
  await openMenu(page, "Views", "Save this view…");
  await page.getByRole("textbox", { name: "Name" }).fill("Fees, dearest first");
  await page.getByRole("radio", { name: /The whole team/ }).check();
  await page.getByRole("button", { name: "Save the view" }).click();
  await expect(page.getByRole("button", { name: "Fees, dearest first", exact: true })).toBeVisible();

  const colleague = await as("viewerOne", { at: "/transactions" });
  await clickUntil(colleague.getByRole("button", { name: "Views" }), colleague.getByRole("region", { name: "The team's views" }));
  await colleague.getByRole("link", { name: /Fees, dearest first/ }).click();
  await expect(colleague).toHaveURL(/type=FEE&sort=-amount/);
  await gridOf(colleague).getByRole("columnheader", { name: "Booked" }).click();
  await expect(colleague.getByRole("button", { name: "Fees, dearest first (changed)" })).toBeVisible();
  await expect(colleague.getByRole("button", { name: /Remove the view/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Fees, dearest first", exact: true }).click();
  await page.getByRole("button", { name: "Remove the view Fees, dearest first" }).click();
  await expect(page.getByRole("button", { name: "Views", exact: true })).toBeVisible();
});

test("by keyboard alone a list is walked through, selected from and opened", async ({ as }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("viewerOne", { at: `/transactions?pocket=${operating}` });
  const grid = gridOf(page);
  await settled(page);
  await grid.locator('[tabindex="0"]').focus();
  expect(await grid.locator('[tabindex="0"]').count()).toBe(1);
  const count = Number(await grid.getAttribute("aria-rowcount"));
  await page.keyboard.press("Control+End");
  await expect.poll(() => focusedRow(page)).toBe(String(count));
  await expect(gridRows(grid, count - 1)).toContainText("$");
  // Scrolled away by hand, the row with the focus is still there, and the next key goes on from it.
  await grid.evaluate((element) => element.parentElement!.scrollTo({ top: 0 }));
  await expect(gridRows(grid, 1)).toBeVisible();
  expect(await focusedRow(page)).toBe(String(count));
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => focusedRow(page)).toBe(String(count - 1));

  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("region", { name: "Selected" })).toContainText("3 transactions selected");
  await expect(grid.locator('[role=row][aria-selected="true"]')).toHaveCount(3);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  const href = await gridRows(grid, 2).getByRole("link").getAttribute("href");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${href}$`));
  await page.goBack();

  await settled(page);
  await grid.locator('[tabindex="0"]').focus();
  for (const key of ["ArrowUp", "End", "Enter"]) await page.keyboard.press(key);
  await expect(page).toHaveURL(/sort=-amount/);
  await expect.poll(() => focusedRow(page)).toBe("1");
});

test("files hold exactly what is filtered, and what is selected", async ({ as, bank }) => {
  await fillMirror(await as("adminOne"));
  const { transactions } = await bank.state();
  const page = await as("viewerOne", { at: "/transactions?type=FEE&columns=booked,title,amount" });
  await settled(page);
  const fees = transactions.filter(({ type }) => type === "FEE").sort((a, b) => b.time_booked.localeCompare(a.time_booked));
  await page.getByRole("button", { name: "Download" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^CSV/ }).click()]);
  const rows = parse(await readFile(await file.path()), { bom: true, columns: true }) as Record<string, string>[];
  expect(Object.keys(rows[0]!)).toEqual(["Booked", "Description", "Amount"].map((name) => expect.stringContaining(name) as unknown as string));
  expect(rows.length).toBe(fees.length);
  await page.keyboard.press("Escape");

  const grid = gridOf(page);
  await gridRows(grid, 1).getByRole("checkbox").check();
  await gridRows(grid, 4).getByRole("checkbox").click({ modifiers: ["Shift"] });
  const selected = page.getByRole("region", { name: "Selected" });
  await expect(selected).toContainText(money(-sum(fees.slice(0, 4))));
  const [picked] = await Promise.all([page.waitForEvent("download"), selected.getByRole("button", { name: "CSV" }).click()]);
  const some = parse(await readFile(await picked.path()), { bom: true, columns: true }) as { Amount: string }[];
  expect(some.map(({ Amount }) => Amount)).toEqual(fees.slice(0, 4).map(({ amount }) => plainCents(cents(-amount.value))));
});

test("on a phone rows are cards of the page itself; all of it is accessible", async ({ as }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("viewerOne", { at: "/transactions?type=FEE,WIRE" });
  await settled(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await page.evaluate(() => window.scrollTo(0, 20_000));
  await expect.poll(() => gridRows(gridOf(page)).nth(1).getAttribute("aria-rowindex").then(Number)).toBeGreaterThan(20);
  await expect(gridRows(gridOf(page)).nth(10)).toContainText("$");
  expect(await gridRows(gridOf(page)).count()).toBeLessThan(40);
  await expectAccessible(page);
});
