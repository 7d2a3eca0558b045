import { readFile } from "node:fs/promises";
import { extractText, getDocumentProxy } from "unpdf";
import { company } from "../sandbox/company";
import type { CompanyState } from "../sandbox/company/types";
import { cents, formatCents } from "../lib/treasury/money";
import { gridRows } from "./support/grid";
import { fillMirror } from "./support/mirror";
import { openRecord } from "./support/record";
import { expect, settled, test } from "./support/test";

const money = (value: number) => formatCents(cents(value));
const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

/** What the books say each pocket is worth at the bank's time. */
function balances(state: CompanyState, now: Date) {
  return state.pockets.map((pocket) => ({ ...pocket, value: company.portfolioOf(state, pocket.id, now).total_value.value }));
}

test("the overview adds up to the books", { tag: ["@pockets.list", "@pockets.allEarnings", "@transferRequests.list"] }, async ({ as, bank }) => {
  const page = await as("viewerOne", { at: "/" });
  const state = await bank.state();
  const pockets = balances(state, await bank.now());
  const total = pockets.reduce((sum, { value }) => sum + value, 0);
  const main = page.getByRole("main");
  await expect(main.getByText(money(total)).first()).toBeVisible();
  const table = main.getByRole("table", { name: "Balance, pending and available of each pocket" });
  for (const { pocket_name, value, status } of pockets) {
    if (status === "CLOSED") continue;
    await expect(table.getByRole("row").filter({ hasText: pocket_name }).filter({ hasText: money(value) })).toBeVisible();
  }
  const newest = state.transactions.at(-1)!;
  await expect(main.getByRole("row").filter({ hasText: newest.title }).filter({ hasText: money(newest.amount.value) }).first()).toBeVisible();
});

test("no page is asked for before somebody points at the way there", async ({ as }) => {
  const page = await as("viewerOne", { at: "/" });
  await settled(page);
  const asked: string[] = [];
  page.on("request", (one) => {
    const { pathname, searchParams } = new URL(one.url());
    if (searchParams.has("_rsc")) asked.push(pathname);
  });
  const navigation = page.getByRole("navigation", { name: "Desk" });
  await navigation.getByRole("link", { name: "Trades" }).hover();
  await expect.poll(() => asked).toContain("/trades");
  expect([...new Set(asked)]).toEqual(["/trades"]);
  await navigation.getByRole("link", { name: "Payees" }).focus();
  await expect.poll(() => [...new Set(asked)]).toEqual(["/trades", "/counterparties"]);
});

test("a pocket is open down to its bills, and they add up to its balance", { tag: ["@pockets.get", "@tradingStrategies.list", "@trades.list"] }, async ({ as, bank }) => {
  const page = await as("viewerOne", { at: "/pockets" });
  await page.getByRole("main").getByRole("link", { name: "Operating", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Operating" })).toBeVisible();
  const portfolio = company.portfolioOf(await bank.state(), operating, await bank.now());
  await expect(page.getByRole("region", { name: "Balance" }).getByText(money(portfolio.total_value.value))).toBeVisible();
  const table = page.getByRole("table", { name: "Securities of this pocket" });
  for (const bill of portfolio.securities) {
    const row = table.getByRole("row").filter({ hasText: bill.cusip });
    await expect(row).toContainText(money(bill.market_value.value));
    await expect(row).toContainText(bill.jiko_mark_price!);
    await expect(row).toContainText(bill.maturity_date!);
  }
  const parts = page.getByRole("navigation", { name: "Parts of this pocket" });
  await parts.getByRole("link", { name: "Trades" }).click();
  await expect(page.getByRole("table", { name: "Trades of this pocket" })).toContainText(/Buy|Sale|Maturity/i);
  await parts.getByRole("link", { name: "Transactions" }).click();
  await expect(page.getByRole("table", { name: "Bank movements of this pocket" })).toContainText("$");
});

test("transactions are filtered by the address, scrolled through, and open to their details", { tag: ["@transactions.list", "@transactions.get"] }, async ({ as, bank }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("viewerOne");
  const state = await bank.state();
  await page.goto(`/transactions?pocket=${operating}&direction=DEBIT&amount=100,000.00..`);
  const fitting = state.transactions
    .filter((one) => one.pocket_id === operating && one.direction === "DEBIT" && one.amount.value >= 10_000_000)
    .sort((a, b) => b.time_booked.localeCompare(a.time_booked));
  expect(fitting.length).toBeGreaterThan(50);
  const grid = page.getByRole("grid", { name: "Transactions" });
  const row = (at: number) => gridRows(grid, at);
  await expect(grid).toHaveAttribute("aria-rowcount", String(fitting.length + 1));
  await expect(row(1)).toContainText(money(fitting[0]!.amount.value));
  await row(1).getByRole("gridcell").last().focus();
  await page.keyboard.press("Control+End");
  await expect(row(fitting.length)).toContainText(money(fitting.at(-1)!.amount.value));
  await page.keyboard.press("Control+Home");
  await row(1).getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/transactions/${fitting[0]!.id}`));
  await expect(page.getByRole("main")).toContainText(money(fitting[0]!.amount.value));

  await page.goto("/transactions?amount=1.234,56");
  await expect(page.getByText("Write cents after a point and thousands with commas, like 1,234.56.")).toBeVisible();
});

test("a statement is downloaded, says what the ledger says, and is on record", { tag: ["@statements.list"] }, async ({ as, bank }) => {
  const page = await as("viewerOne", { at: "/statements" });
  await page.getByLabel("Year").selectOption("2026");
  await page.getByLabel("Month").selectOption("June");
  await page.getByLabel("Pocket").selectOption("Operating");
  await expect(page).toHaveURL(/year=2026&month=06/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /bank statement of June 2026 for Operating/i }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^example-robotics.*operating.*bank.*2026-06\.pdf$/);
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(await download.path())));
  const text = (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, " ");

  const state = await bank.state();
  const moved = state.transactions.filter((one) => {
    const day = new Date(one.time_booked).toLocaleDateString("en-CA", { timeZone: "America/New_York" });
    return one.pocket_id === operating && day.startsWith("2026-06");
  });
  expect(moved.length).toBeGreaterThan(10);
  for (const one of moved) {
    expect(text).toContain(`${one.title} - ${one.description} ${one.direction === "DEBIT" ? "-" : ""}${money(one.amount.value)}`);
  }

  const statement = company.statementsOf(state, await bank.now()).find((one) => one.account_id === operating && one.type === "BANK" && one.key === "2026-06-01")!;
  const record = await openRecord();
  try {
    await expect.poll(async () => (await record.about(statement.id)).slice(-2)).toEqual([
      "intent statement.download",
      "outcome statement.download done",
    ]);
  } finally {
    await record.close();
  }
});

test("what cannot be read is said, with a reference and what to do; the limit on requests too", async ({ as, bank }) => {
  const page = await as("viewerOne");
  await bank.fault({ operation: "statements.list", kind: "malformed", times: 20 });
  await page.goto("/statements");
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("Jiko answered in a form that Countersign does not know");
  await expect(alert).toContainText(/Reference \S+/);
  await bank.clearFaults();

  await bank.fault({ operation: "reports.list", kind: "rate-limit", retryAfter: 30, times: 20 });
  await page.goto("/reports");
  await expect(alert).toContainText(/limit on requests/);
  await expect(alert).toContainText(/in \d+ s/);
  await bank.clearFaults();
});

test("an unknown page and an unknown pocket say so", async ({ as }) => {
  const page = await as("viewerOne");
  for (const address of ["/nowhere", "/pockets/%E0%A4%A"]) {
    expect((await page.goto(address))!.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.goto("/pockets/11111111-1111-4111-8111-111111111111");
  await expect(page.getByRole("main")).toContainText(/nothing here|not found|no such/i);
});
