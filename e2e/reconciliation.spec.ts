import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { cents, formatCents, plainCents } from "../lib/treasury/money";
import { endOf } from "../sandbox/company/clock";
import { snapshotAt } from "../sandbox/company/history";
import type { CompanyState } from "../sandbox/company/types";
import { fillMirror } from "./support/mirror";
import { expect, test } from "./support/test";

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const money = (value: number) => formatCents(cents(value));
const tags = ["@transactions.list", "@trades.list", "@pockets.earnings", "@pockets.get"];

const monthIn = (time: string) => new Date(time).toLocaleDateString("en-CA", { timeZone: "America/New_York" }).slice(0, 7);

/** What the bank's own ledger says of a month: what went in and out, and what the pocket was worth and held in cash at its end. */
function ledgerOf(state: CompanyState, month: string, until: Date) {
  const moved = state.transactions.filter((one) => one.pocket_id === operating && monthIn(one.time_booked) === month);
  const sum = (direction: string) => moved.filter((one) => one.direction === direction).reduce((total, one) => total + one.amount.value, 0);
  const { total, cash } = snapshotAt(state, operating, until);
  return { rows: moved.length, paidIn: sum("CREDIT"), paidOut: sum("DEBIT"), closing: total, cash };
}

const rowOf = (table: Locator, month: string) => table.getByRole("row").filter({ has: table.page().getByRole("rowheader", { name: month, exact: true }) });
const open = async (page: Page, pocket = operating) => {
  await page.goto(`/reconciliation?pocket=${pocket}&year=2026`);
  await expect(page.getByRole("heading", { level: 1, name: "Reconciliation" })).toBeVisible();
};

test("every month opens and closes at the ledger's figures, and the file says the same", { tag: tags }, async ({ as, bank }) => {
  const admin = await as("adminOne");
  await fillMirror(admin);
  await open(admin);
  await expect(admin.getByText(/From the desk's own copy, complete, as of/)).toBeVisible();
  const state = await bank.state();
  const months = [
    ["Jan 2026", "2026-01", "2026-01-31"],
    ["Feb 2026", "2026-02", "2026-02-28"],
    ["Jun 2026", "2026-06", "2026-06-30"],
  ] as const;
  for (const [name, month, last] of months) {
    const ledger = ledgerOf(state, month, endOf(last));
    const value = rowOf(admin.getByRole("table", { name: "Value by month" }), name);
    for (const figure of [ledger.paidIn, ledger.paidOut, ledger.closing]) await expect(value).toContainText(money(figure));
    const cash = rowOf(admin.getByRole("table", { name: "Cash by month" }), name);
    await expect(cash).toContainText(money(ledger.cash));
    await expect(cash.getByRole("cell").last()).toHaveText("$0.00");
    await expect(rowOf(admin.getByRole("table", { name: /^Transactions in the copy/ }), name).getByRole("cell").first()).toHaveText(String(ledger.rows));
  }
  const present = rowOf(admin.getByRole("table", { name: "Value by month" }), "Jul 2026");
  await expect(present.getByRole("cell").last()).toHaveText("$0.00");

  const [download] = await Promise.all([admin.waitForEvent("download"), admin.getByRole("link", { name: /Download CSV/ }).click()]);
  expect(download.suggestedFilename()).toBe("example-robotics_operating_reconciliation_2026_as-of-2026-07-15.csv");
  const rows = parse(await readFile(await download.path()), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map((row) => row.Month)).toEqual(["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"]);
  for (const [, month, last] of months) {
    const ledger = ledgerOf(state, month, endOf(last));
    expect(rows.find((row) => row.Month === month)).toMatchObject({
      "Paid in": plainCents(cents(ledger.paidIn)),
      "Paid out": plainCents(cents(ledger.paidOut)),
      "Closing value": plainCents(cents(ledger.closing)),
      "Cash difference": "0.00",
    });
  }

  await rowOf(admin.getByRole("table", { name: "Value by month" }), "Jun 2026").getByRole("link").first().click();
  await expect(admin).toHaveURL(new RegExp(`/transactions\\?pocket=${operating}&booked=2026-06-01\\.\\.2026-06-30&direction=CREDIT`));
});

test("a late booking is found by comparing, shown in its month and explained; a row that is gone at Jiko goes here", { tag: tags }, async ({ as, bank }) => {
  const admin = await as("adminOne");
  await fillMirror(admin);
  const gone = (await bank.state()).transactions.find((one) => one.pocket_id === operating && one.direction === "CREDIT" && monthIn(one.time_booked) === "2026-05")!;
  await bank.bookLate({ pocket: operating, amount: 7_654_32, booked: "2026-03-10T15:00:00Z", title: "Found later" });
  await bank.deleteTransaction(gone.id);
  await open(admin);
  await admin.getByRole("button", { name: "Compare with Jiko now" }).click();
  const cash = admin.getByRole("table", { name: "Cash by month" });
  const ledger = async (month: string, last: string) => ledgerOf(await bank.state(), month, endOf(last));
  const value = admin.getByRole("table", { name: "Value by month" });
  await expect(rowOf(value, "Mar 2026")).toContainText(money((await ledger("2026-03", "2026-03-31")).paidIn), { timeout: 20_000 });
  await expect(rowOf(value, "May 2026")).toContainText(money((await ledger("2026-05", "2026-05-31")).paidIn), { timeout: 20_000 });
  await expect(rowOf(cash, "Mar 2026").getByRole("cell").last()).not.toHaveText("$0.00");
  await expect(rowOf(cash, "May 2026").getByRole("cell").last()).not.toHaveText("$0.00");
  await expect(admin.getByText("1 row was listed by Jiko more than two days after its date.")).toBeVisible();
  await expect(admin.getByText("July 2026 is off by as much the other way: booked in one month, traded in the other.")).toBeVisible();
  await expect(admin.getByText(/From the desk's own copy, complete, as of/)).toBeVisible({ timeout: 20_000 });
});

test("a copy that is being filled says so; who may not rebuild it reads why", { tag: tags }, async ({ as, bank }) => {
  const admin = await as("adminOne");
  await open(admin);
  const rebuild = admin.getByRole("button", { name: "Rebuild the copy…" });
  // Whether this session may read the copy is asked at Jiko once, and not to be held up.
  await expect(rebuild).toBeVisible();
  const hold = await bank.hold("trades.list");
  await rebuild.click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Rebuild", exact: true }).click();
  await expect(admin.getByText("Still being filled: trades.").or(admin.getByText(/Still being filled: .*trades/)).first()).toBeVisible();
  await bank.release(hold.id);
  await expect(admin.getByText(/From the desk's own copy, complete, as of/)).toBeVisible({ timeout: 30_000 });

  const viewer = await as("viewerOne");
  await open(viewer);
  await expect(viewer.getByText(/From the desk's own copy, complete, as of/)).toBeVisible();
  await expect(viewer.getByText("Comparing and rebuilding need the role admin.")).toBeVisible();
  await viewer.getByLabel("Year").selectOption("2025");
  await expect(viewer).toHaveURL(/year=2025/);
  await expect(rowOf(viewer.getByRole("table", { name: "Value by month" }), "Dec 2025")).toBeVisible();
});
