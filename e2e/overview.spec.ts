import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { company } from "../sandbox/company";
import { endOf } from "../sandbox/company/clock";
import { snapshotAt } from "../sandbox/company/history";
import type { CompanyState } from "../sandbox/company/types";
import { addDays } from "../lib/treasury/business-days";
import { cents, formatCents, plainCents } from "../lib/treasury/money";
import { fillMirror } from "./support/mirror";
import { expect, expectAccessible, settled, test } from "./support/test";

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const today = "2026-07-15";
const money = (value: number) => formatCents(cents(value));
const rentPayer = "Sample Office Leasing LLC";
const tags = ["@pockets.list", "@pockets.allEarnings", "@transferRequests.list"];

const held = ({ pockets }: CompanyState) => pockets.filter(({ status }) => status !== "PENDING");
const total = (state: CompanyState, at: Date) => held(state).reduce((sum, { id }) => sum + snapshotAt(state, id, at).total, 0);
const positions = (state: CompanyState, at: Date) => held(state).flatMap(({ id }) => snapshotAt(state, id, at).positions);

/** What went in and out after a day, moves between own pockets left out, in the bank's own ledger. */
function flowsAfter({ transactions }: CompanyState, day: string, until: Date) {
  const rows = transactions.filter(({ time_booked, details }) => {
    const own = "on_us_transfer_type" in details && details.on_us_transfer_type === "INTERNAL_REALLOCATION";
    return !own && Date.parse(time_booked) > endOf(day).getTime() && Date.parse(time_booked) <= until.getTime();
  });
  const sum = (direction: string) => rows.filter((one) => one.direction === direction).reduce((all, { amount }) => all + amount.value, 0);
  return { paidIn: sum("CREDIT"), paidOut: sum("DEBIT") };
}

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("every figure of the overview is what the bank's ledger says", { tag: tags }, async ({ as, bank }) => {
  const page = await as("adminOne");
  await fillMirror(page);
  await page.goto("/");
  await settled(page);
  const [state, now] = [await bank.state(), await bank.now()];
  const whole = total(state, now);
  await expect(section(page, "Cash of the whole company")).toContainText(money(whole));

  const changes = page.getByRole("table", { name: "Change of the total since a day, a week and a month ago" });
  for (const [name, since] of [["Since yesterday", addDays(today, -1)], ["In a week", addDays(today, -7)], ["In a month", "2026-06-15"]] as const) {
    const row = changes.getByRole("row").filter({ hasText: name });
    const { paidIn, paidOut } = flowsAfter(state, since, now);
    await expect(row).toContainText(`+${money(paidIn)}`);
    await expect(row).toContainText(money(-paidOut));
    // What was worked out before is a balance of accrued bills; figure, flows and change agree with the total of now to the cent.
    const [before, , , , earned, change] = (await row.getByRole("cell").allTextContents()).map((text) => Number(text.replace("\u2212", "-").replace(/[$,+]/g, "")) * 100);
    expect(Math.round(before! + change!)).toBe(whole);
    expect(Math.round(paidIn - paidOut + earned!)).toBe(Math.round(change!));
  }

  const bills = positions(state, now);
  const cash = held(state).reduce((sum, { id }) => sum + snapshotAt(state, id, now).cash, 0);
  const days = (bill: { maturity_date: string }) => (Date.parse(bill.maturity_date) - Date.parse(today)) / 86_400_000;
  const average = bills.reduce((sum, bill) => sum + bill.value * days(bill), 0) / bills.reduce((sum, { value }) => sum + value, cash);
  const returns = section(page, "When does it come back?");
  await expect(returns).toContainText(`${average.toFixed(1)} days`);
  await returns.getByText("As a table").click();
  const ladder = returns.getByRole("table", { name: "Maturity ladder" });
  for (const [step, first, last] of [["Within 7 days", 0, 7], ["8 to 30 days", 8, 30], ["31 to 60 days", 31, 60], ["92 to 182 days", 92, 182]] as const) {
    const value = bills.filter((bill) => days(bill) >= first && days(bill) <= last).reduce((sum, bill) => sum + bill.value, 0);
    await expect(ladder.getByRole("row").filter({ hasText: step })).toContainText(money(value));
  }
  const ids = state.pockets.map(({ id }) => id);
  const earns = section(page, "What does it earn?");
  for (const [from, to] of [["2026-07-01", today], ["2026-01-01", today], ["2026-06-01", "2026-06-15"]] as const) {
    await expect(earns).toContainText(money(company.earningsOf(state, ids, from, to, now)));
  }
});

test("the history says of each day where its figure is from, and its file holds exactly what is drawn", { tag: tags }, async ({ as, bank }) => {
  const page = await as("adminOne");
  await fillMirror(page);
  await page.goto("/");
  const history = page.getByRole("region", { name: "How it came to be" });
  await history.getByText("30 days").click();
  await history.getByText("As a table").click();
  const table = history.getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(31);
  await expect(table.getByRole("row").last()).toContainText("as Jiko says now");
  await expect(table.getByRole("row").nth(1)).toContainText("worked out from trades and transactions");
  const [download] = await Promise.all([page.waitForEvent("download"), history.getByRole("button", { name: /Download CSV/ }).click()]);
  const rows = parse(await readFile(await download.path()), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(30);
  expect(rows.at(-1)).toEqual({ Day: today, Balance: plainCents(cents(total(await bank.state(), await bank.now()))), Source: "as Jiko says now" });
});

test("what is accepted, struck and expected changes the forecast for everybody", { tag: tags }, async ({ as }) => {
  const page = await as("adminOne");
  await fillMirror(page);
  await page.goto("/forecast");
  const closing = async (on = page) => on.getByRole("table", { name: "Forecast by week" }).getByRole("row").last().getByRole("cell").nth(4).textContent();
  const flows = page.getByRole("table", { name: "Flows of the forecast" });
  const rent = page.getByRole("region", { name: "What came back in a rhythm" }).getByRole("listitem").filter({ hasText: rentPayer }).first();
  await expect(rent).toContainText("Not decided");
  await expect(flows).not.toContainText(rentPayer);
  const before = await closing();

  await rent.getByRole("button", { name: `Accept ${rentPayer}` }).click();
  await expect(rent).toContainText("Counted");
  await expect(flows).toContainText(rentPayer);
  const accepted = await closing();
  expect(accepted).not.toBe(before);
  await rent.getByText(/^Rests on/).click();
  await expect(rent.getByRole("link").first()).toHaveAttribute("href", /^\/transactions\//);

  const form = page.getByRole("form", { name: "Write down what is expected" });
  await form.getByRole("button", { name: "Expect this" }).click();
  await expect(form).toContainText("Say what it is.");
  await expect(form).toContainText("Enter an amount.");
  await form.getByLabel("What it is").fill("Estimated tax");
  await form.getByLabel("Pocket").selectOption("Operating");
  await form.getByLabel("Amount").fill("1,000,000.00");
  await form.getByLabel("Day").fill("2026-08-17");
  await form.getByRole("button", { name: "Expect this" }).click();
  await expect(flows).toContainText("Estimated tax");

  const other = await as("approverOne", { at: "/forecast" });
  await expect(other.getByRole("table", { name: "Flows of the forecast" })).toContainText("Estimated tax");
  await other.getByRole("button", { name: "Take back Estimated tax" }).click();
  await expect(other.getByRole("table", { name: "Flows of the forecast" })).not.toContainText("Estimated tax");
  await expect.poll(() => closing(other)).toBe(accepted);

  await other.getByRole("button", { name: `Strike ${rentPayer}` }).first().click();
  await expect.poll(() => closing(other)).toBe(before);
  await other.getByRole("button", { name: `Leave undecided: ${rentPayer}` }).first().click();
  await expect(other.getByRole("table", { name: "Forecast by week" })).toBeVisible();
});

test("a week opens to its flows, by keyboard alone", { tag: tags }, async ({ as }) => {
  const page = await as("viewerOne", { at: "/forecast" });
  const week = page.getByRole("table", { name: "Forecast by week" }).getByRole("link").nth(2);
  await week.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=2026-07-27/);
  await expect(page.getByRole("heading", { name: /^Flows of Jul 27, 2026/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Accept/ })).toHaveCount(0);
});

test("a plan leads to a transfer that is filled in", { tag: tags }, async ({ as }) => {
  const page = await as("initiatorOne", { at: "/planner" });
  const form = page.getByRole("search", { name: "What is needed" });
  await form.getByLabel("We need").fill("12.345,00");
  await page.keyboard.press("Enter");
  await expect(form).toContainText("Write cents after a point and thousands with commas, like 1,234.56.");
  await expect(form).toContainText("Choose a pocket.");
  await form.getByLabel("We need").fill("250,000.00");
  await form.getByLabel("in pocket").selectOption("Operating");
  await form.getByLabel("on", { exact: true }).fill("2026-07-20");
  await form.getByRole("button", { name: "Plan" }).click();
  const ways = page.getByRole("table", { name: "Ways to have the amount" });
  await expect(ways.getByRole("row").nth(1)).toContainText("$250,000.00");
  const other = ways.getByRole("row").filter({ hasText: "Moves cash here" }).first();
  const name = (await other.getByRole("rowheader").getByRole("button").textContent())!.split(":")[0]!;
  await other.getByRole("button").click();
  await page.getByRole("button", { name: "Begin this transfer" }).click();
  await expect(page).toHaveURL(/\/transfers\/new\/[0-9a-f-]{36}$/);
  await expect(page.getByLabel("Amount in US dollars")).toHaveValue("250000.00");
  await expect(page.getByLabel("Pay from").locator("option:checked")).toContainText(name);
});

test("what no pocket can bring is said, with what all bring together", { tag: tags }, async ({ as }) => {
  const page = await as("viewerOne", { at: `/planner?pocket=${operating}&amount=900,000,000.00&day=2026-07-20` });
  await expect(page.getByText(/Together all pockets bring \$/)).toBeVisible();
});

test("on a phone and in the dark nothing is cut off", { tag: tags }, async ({ as }) => {
  const page = await as("adminOne");
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 360, height: 740 });
  for (const address of ["/", "/forecast?unit=day", `/planner?pocket=${operating}&amount=250,000.00&day=2026-07-20`]) {
    await page.goto(address);
    await settled(page);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
});
