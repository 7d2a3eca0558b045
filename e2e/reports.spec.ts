import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { readBai2 } from "../lib/bai2/testing/read";
import { isCredit } from "../lib/bai2/write";
import { reckon } from "../lib/camt053/check";
import { parseStatementFile } from "../lib/camt053/parse";
import { addDays } from "../lib/treasury/business-days";
import { cents, formatCents, plainCents } from "../lib/treasury/money";
import { dayOf, endOf } from "../sandbox/company/clock";
import { snapshotAt } from "../sandbox/company/history";
import { signed } from "../sandbox/company/ledger";
import type { CompanyState } from "../sandbox/company/types";
import { fillMirror } from "./support/mirror";
import { openRecord } from "./support/record";
import { expect, test } from "./support/test";

const money = (value: number) => formatCents(cents(value));
const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

async function downloaded(page: Page, link: Locator): Promise<{ file: Download; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { file, bytes: await readFile(await file.path()) };
}

/** The form may not be alive yet when the first choice is made: it is made again until it stays. */
async function choose(page: Page, report: string, ...pockets: string[]): Promise<void> {
  await expect(async () => {
    await page.getByRole("radio", { name: report }).check();
    for (const pocket of pockets) await page.getByRole("checkbox", { name: pocket, exact: true }).check();
    await expect(page.getByRole("radio", { name: report })).toBeChecked();
  }).toPass();
}

const at = (page: Page, status: string) => expect(page.getByRole("main").getByText(status, { exact: true }).first()).toBeVisible();

test("a brokerage statement is ordered, followed, read, and adds up with the ledger", { tag: ["@reports.create", "@reports.get"] }, async ({ as, bank }) => {
  const page = await as("viewerOne");
  const state = await bank.state();
  const today = dayOf(await bank.now());
  await page.goto("/reports/new");
  await choose(page, "Brokerage statement", "Operating", "Reserve");
  const day = await page.getByLabel("Day", { exact: true }).inputValue();
  expect(day < today).toBe(true);
  await page.getByRole("button", { name: "Order the report" }).click();
  await expect(page).toHaveURL(/\/reports\/[0-9a-f-]{36}$/);
  await at(page, "Jiko is making this report");
  await bank.advance("PT8S");
  await at(page, "Ready");

  const { file, bytes } = await downloaded(page, page.getByRole("link", { name: /the camt.053 \(XML\) file of Operating/ }));
  expect(file.suggestedFilename()).toBe(`example-robotics_operating_brokerage-statement_${day}.xml`);
  const [statement] = parseStatementFile(bytes).statements;
  const [opening, closing] = [endOf(addDays(day, -1)), endOf(day)].map((instant) => snapshotAt(state, operating, instant).total);
  expect(reckon(statement!)).toMatchObject({ difference: 0, findings: [], opening: { value: opening }, closing: { value: closing } });

  await page.getByRole("link", { name: /Show as a statement.*Operating/ }).click();
  const balances = page.getByRole("region", { name: "Balances" });
  await expect(balances).toContainText(money(opening!));
  await expect(balances).toContainText(money(closing!));
  await expect(page.getByRole("main")).toContainText("The statement adds up to the cent");
  const { bytes: raw } = await downloaded(page, page.getByRole("link", { name: /Raw file/ }));
  expect(raw.equals(bytes)).toBe(true);

  const record = await openRecord();
  try {
    const reportId = /reports\/([0-9a-f-]{36})/.exec(page.url())![1]!;
    await expect.poll(async () => (await record.about(reportId)).slice(-2)).toEqual(["intent report.download", "outcome report.download done"]);
  } finally {
    await record.close();
  }
});

test("a bank statement of the history shows every movement of its day", { tag: ["@reports.list", "@reports.get"] }, async ({ as, bank }) => {
  const page = await as("viewerOne");
  const state = await bank.state();
  const report = state.reports.findLast(({ type }) => type === "BANK_STATEMENT_REPORT")!;
  await page.goto("/reports");
  await expect(page.getByRole("main")).toContainText("Jiko calls its reports experimental");
  await expect(page.getByRole("table", { name: "Reports, newest first" }).getByRole("row")).toHaveCount(state.reports.length + 1);
  await page.getByRole("row").filter({ hasText: "Bank statement" }).first().getByRole("link").click();
  await page.getByRole("link", { name: "Show as a statement" }).click();
  await expect(page.getByRole("main")).toContainText("The statement adds up to the cent");
  const flows = state.transactions.filter((one) => one.pocket_id === operating && dayOf(new Date(one.time_booked)) === report.report_date);
  expect(flows.length).toBeGreaterThan(0);
  const lines = page.getByRole("table", { name: /Lines of the statement/ }).getByRole("row");
  for (const one of flows) {
    const amount = `${signed(one) > 0 ? "+" : ""}${money(signed(one))}`;
    await expect(lines.filter({ hasText: one.title }).filter({ hasText: amount }).first()).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "Balances" })).toContainText("$0.00");
});

test("the trades of a period come as CSV and are those of the ledger", { tag: ["@reports.create", "@reports.get"] }, async ({ as, bank }) => {
  const page = await as("viewerOne", { at: "/reports/new" });
  await choose(page, "Trades", "Operating");
  await page.getByLabel("First day").fill("2026-06-01");
  await page.getByLabel("Last day").fill("2026-06-30");
  await page.getByRole("button", { name: "Order the report" }).click();
  await at(page, "Jiko is making this report");
  await bank.advance("PT8S");
  await at(page, "Ready");
  const { file, bytes } = await downloaded(page, page.getByRole("link", { name: /the CSV file of All pockets/ }));
  expect(file.suggestedFilename()).toBe("example-robotics_all-pockets_trades_2026-06-01_2026-06-30.csv");
  const rows = parse(bytes, { columns: true }) as Record<string, string>[];
  const trades = (await bank.state()).trades.filter(
    ({ pocket_id, activity, book_date }) => pocket_id === operating && (activity === "BUY" || activity === "SELL") && book_date.startsWith("2026-06"),
  );
  expect(trades.length).toBeGreaterThan(10);
  expect(rows.map(({ id, notional }) => [id, notional])).toEqual(trades.map(({ id, notional }) => [id, plainCents(cents(notional.value))]));
});

test("what cannot be made is said at its field, a failure with its reason, and a doctored file is not shown", { tag: ["@reports.create"] }, async ({ as, bank }) => {
  const page = await as("viewerOne", { at: "/reports/new?type=TRADE_REPORT&from=2026-06-30&to=2026-06-01" });
  await expect(async () => {
    await page.getByRole("button", { name: "Order the report" }).click();
    await expect(page.getByText("Choose at least one pocket.")).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByText("The last day lies before the first.")).toBeVisible();
  // Jiko's word counts, and stands at the field that it is about.
  await choose(page, "Bank statement", "Operating");
  await bank.fault({ operation: "reports.create", kind: "status", status: 422, times: 1 });
  await page.getByRole("button", { name: "Order the report" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The report was not ordered");

  const failed = (await bank.state()).reports[1]!;
  await page.goto(`/reports/${failed.id}`);
  await expect(page.getByRole("main")).toContainText("The pocket Escrow was not open yet");
  await page.getByRole("link", { name: "Order again" }).click();
  await expect(page.getByRole("checkbox", { name: /^Escrow/ })).toBeChecked();

  const done = (await bank.state()).reports[0]!;
  await page.goto(`/reports/${done.id}/statement/9`);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This report has no such file.");
});

/** What the bank's own ledger says of a pocket on a day. */
function ledgerOf(state: CompanyState, pocket: string, day: string) {
  const valueAt = (end: string) => snapshotAt(state, pocket, endOf(end)).total;
  const [opening, closing] = [valueAt(addDays(day, -1)), valueAt(day)];
  const moved = state.transactions.filter((one) => one.pocket_id === pocket && dayOf(new Date(one.time_booked)) === day).map(signed);
  const earned = closing - opening - moved.reduce((sum, one) => sum + one, 0);
  const all = earned === 0 ? moved : [...moved, earned];
  const side = (some: number[]) => ({ amount: some.reduce((sum, one) => sum + Math.abs(one), 0), count: some.length });
  return { opening, closing, credits: side(all.filter((one) => one > 0)), debits: side(all.filter((one) => one < 0)), all };
}

test("the BAI2 file of a day is the ledger's, pocket by pocket", { tag: ["@pockets.list", "@pockets.earnings"] }, async ({ as, bank }) => {
  const admin = await as("adminOne");
  await fillMirror(admin);
  await admin.goto("/reports");
  const state = await bank.state();
  const yesterday = addDays(dayOf(await bank.now()), -1);
  const panel = admin.getByRole("region", { name: "Files of a day" });
  await expect(panel.getByLabel("Day")).toHaveValue(yesterday);
  const { file, bytes } = await downloaded(admin, panel.getByRole("link", { name: /the BAI2 file of .* for all pockets/ }));
  expect(file.suggestedFilename()).toBe(`example-robotics_all-pockets_bai2_${yesterday}.bai`);
  const { accounts, asOf } = readBai2(bytes.toString("ascii"));
  expect(asOf).toBe(yesterday.slice(2).replaceAll("-", ""));
  const begun = state.transactions.filter((one) => dayOf(new Date(one.time_booked)) <= yesterday);
  const pockets = state.pockets.filter(({ id }) => begun.some((one) => one.pocket_id === id));
  expect(accounts.map(({ number }) => number).sort()).toEqual(pockets.map(({ id }) => id.replaceAll("-", "")).sort());
  for (const { id } of pockets) {
    const ledger = ledgerOf(state, id, yesterday);
    const { summaries, entries } = accounts.find(({ number }) => number === id.replaceAll("-", ""))!;
    const balances = ["010", "015", "040", "045"].map((code) => summaries[code]!.amount);
    expect(balances).toEqual([ledger.opening, ledger.closing, ledger.opening, ledger.closing]);
    expect(summaries).toMatchObject({ 100: ledger.credits, 400: ledger.debits });
    const amounts = entries.map((one) => (isCredit(one) ? one.amount : -one.amount));
    expect(amounts.toSorted((a, b) => a - b)).toEqual(ledger.all.toSorted((a, b) => a - b));
  }

  // A month's end further back, for one pocket; and a day that is not over is none.
  await panel.getByLabel("Day").fill("2026-06-30");
  await panel.getByLabel("Pocket").selectOption({ label: "Operating" });
  const one = await downloaded(admin, panel.getByRole("link", { name: /the BAI2 file of Jun 30, 2026 for Operating/ }));
  expect(one.file.suggestedFilename()).toBe("example-robotics_operating_bai2_2026-06-30.bai");
  const ledger = ledgerOf(state, operating, "2026-06-30");
  const june = readBai2(one.bytes.toString("ascii")).accounts;
  expect(june).toHaveLength(1);
  const balances = { "010": { amount: ledger.opening }, "015": { amount: ledger.closing } };
  expect(june[0]!.summaries).toMatchObject({ ...balances, 100: ledger.credits, 400: ledger.debits });
  const today = dayOf(await bank.now());
  expect((await admin.request.get(`/api/downloads/bai2?day=${today}`)).status()).toBe(400);

  // camt.053 of a day stands beside it: the file where it was ordered, else the form filled in.
  const order = panel.getByRole("link", { name: /^Order.*the brokerage statement of Jun 30, 2026 for Operating/ });
  await expect(order).toHaveAttribute("href", /type=BROKERAGE.*day=2026-06-30.*pocket=/);
  await panel.getByLabel("Day").fill("2026-07-13");
  const camt = await downloaded(admin, panel.getByRole("link", { name: /^Download.*the brokerage statement of Jul 13, 2026 for Operating/ }));
  expect(camt.file.suggestedFilename()).toBe("example-robotics_operating_brokerage-statement_2026-07-13.xml");
  const [statement] = parseStatementFile(camt.bytes).statements;
  expect(reckon(statement!)).toMatchObject({ difference: 0, closing: { value: ledgerOf(state, operating, "2026-07-13").closing } });

  // What the copy lacks is not made up: the file is refused, with the sum that is missing.
  await bank.bookLate({ pocket: operating, amount: 7_654_32, booked: "2026-03-10T15:00:00Z", title: "Found later" });
  const refused = await admin.request.get(`/api/downloads/bai2?day=${yesterday}&pocket=${operating}`);
  expect(refused.status()).toBe(409);
  expect(((await refused.json()) as { message: string }).message).toContain("$7,654.32 are not explained");
});
