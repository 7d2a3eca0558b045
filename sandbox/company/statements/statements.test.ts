import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import { cents, formatCents } from "@/lib/treasury/money";
import { dayOf } from "../clock";
import { company } from "../index";
import type { StatementType } from "../types";
import { bankFigures, brokerageFigures } from "./figures";
import { periodsOf } from "./list";
import { disposals, interestOf } from "./tax";

const { createCompany, earningsOf, settle, statementPdf, statementsOf } = company;
const now = new Date("2026-07-15T14:00:00Z");
const state = createCompany({ now });
const operating = state.pockets[0]!.id;
const periods = periodsOf(state, now);
const money = (value: number) => formatCents(cents(value)).replace("\u2212", "-");
const find = (type: StatementType, key: string, account = operating) =>
  periods.find(({ record }) => record.type === type && record.key === key && record.account_id === account)!;

async function read(id: string): Promise<{ text: string; pages: number }> {
  const pdf = await getDocumentProxy((await statementPdf(state, id))!);
  const { text, totalPages } = await extractText(pdf, { mergePages: true });
  return { text: text.replace(/\s+/g, " "), pages: totalPages };
}

describe("which statements there are", () => {
  test("two for each of 24 months of the first pockets, fewer for younger and closed ones", () => {
    const count = (name: string, type: StatementType) =>
      periods.filter(({ pocket, record }) => pocket.pocket_name === name && record.type === type).length;
    expect(count("Operating", "BANK")).toBe(24);
    expect(count("Operating", "BROKERAGE")).toBe(24);
    expect(count("JikoNet Settlement", "BANK")).toBe(18);
    expect(count("Old Operating", "BANK")).toBe(12);
    expect(count("Operating", "1099INT")).toBe(2);
  });

  test("a month appears on the tenth of the next", () => {
    const july = (when: string) => statementsOf(state, new Date(when)).filter((one) => one.key === "2026-07-01").length;
    expect(july("2026-08-10T05:29:59Z")).toBe(0);
    expect(july("2026-08-10T05:30:00Z")).toBe(14);
    expect(new Set(periods.map(({ record }) => record.id)).size).toBe(periods.length);
  });

  test("their files exist, and no others", async () => {
    expect(await statementPdf(state, "00000000-0000-4000-8000-000000000000")).toBeNull();
  });
});

test("gains of the months, and what has come since, are all that was earned", () => {
  for (const pocket of state.pockets) {
    const monthly = periods
      .filter(({ record }) => record.type === "BROKERAGE" && record.account_id === pocket.id)
      .map((one) => brokerageFigures(state, one).gain);
    const since = earningsOf(state, [pocket.id], "2026-07-01", "2026-07-15", now);
    expect(monthly.reduce((sum: number, one) => sum + one, 0) + since).toBe(earningsOf(state, [pocket.id], null, "2026-07-15", now));
  }
});

test("the bank statement's file says what the ledger says", async () => {
  const period = find("BANK", "2026-06-01");
  const { text, pages } = await read(period.record.id);
  const figures = bankFigures(state, period);
  expect(pages).toBeGreaterThan(1);
  expect(text).toContain("Sandbox statement - not a real account");
  expect(text).toContain("Example Robotics Inc. - pocket Operating");
  expect(text).toContain(`Opening balance ${money(0)}`);
  expect(text).toContain(`Deposits and sweeps in ${money(figures.deposits)}`);
  expect(text).toContain(`Withdrawals and sweeps out ${money(-figures.withdrawals)}`);
  expect(text).toContain(`Closing balance ${money(0)}`);
  const moved = state.transactions.filter((one) => one.pocket_id === operating && dayOf(new Date(one.time_booked)).startsWith("2026-06"));
  expect(moved.length).toBeGreaterThan(20);
  for (const one of moved) {
    const amount = money(one.direction === "CREDIT" ? one.amount.value : -one.amount.value);
    expect(text).toContain(`${dayOf(new Date(one.time_booked))} ${one.title} - ${one.description} ${amount}`);
  }
  expect(figures.lines).toHaveLength(moved.length + figures.lines.filter((line) => line.description.startsWith("Sweep")).length);
  expect(text).toContain(`Page ${pages} of ${pages}`);
});

test("the brokerage statement's file says what the ledger says", async () => {
  const period = find("BROKERAGE", "2026-06-01");
  const { text } = await read(period.record.id);
  const figures = brokerageFigures(state, period);
  for (const [name, value] of [
    ["Opening value", figures.opening],
    ["Additions", figures.additions],
    ["Subtractions", -figures.subtractions],
    ["Gain or loss", figures.gain],
    ["Fees", -figures.fees],
    ["Closing value", figures.closing],
    ["Residual cash", figures.cash],
  ] as const) {
    expect(text).toContain(`${name} ${money(value)}`);
  }
  expect(figures.holdings.length).toBeGreaterThan(1);
  for (const one of figures.holdings) {
    expect(text).toContain(
      `${one.cusip} ${one.maturity_date} ${new Intl.NumberFormat("en-US").format(one.quantity)} ${one.price} ${money(one.value)}`,
    );
  }
  for (const one of figures.trades)
    expect(text).toContain(`${one.cusip} ${new Intl.NumberFormat("en-US").format(one.quantity)} ${one.price} ${money(one.notional.value)}`);
  expect(figures.trades.length).toBeGreaterThan(20);
  for (const one of figures.flows) expect(text).toContain(money(one.amount.value));
});

test("tax forms account for every bill that was given up in the year", async () => {
  for (const { record, pocket, ...rest } of periods.filter((one) => one.record.type === "1099INT")) {
    const all = disposals(state, { record, pocket, ...rest });
    const given = state.trades.filter(
      (one) =>
        one.pocket_id === pocket.id &&
        (one.activity === "SELL" || one.activity === "MATURITY") &&
        dayOf(new Date(one.trade_datetime)).startsWith(record.key.slice(0, 4)),
    );
    expect(all.reduce((sum, one) => sum + one.quantity, 0)).toBe(given.reduce((sum, one) => sum + one.quantity, 0));
    expect(all.reduce((sum, one) => sum + one.proceeds, 0)).toBe(given.reduce((sum, one) => sum + one.notional.value, 0));
  }
  const interest = find("1099INT", "2025-01-01");
  expect((await read(interest.record.id)).text).toContain(
    `Box 3: interest on US Treasury obligations ${money(interestOf(disposals(state, interest)))}`,
  );
  const sold = disposals(state, find("1099B", "2025-01-01")).filter((one) => one.how === "SELL");
  expect((await read(find("1099B", "2025-01-01").record.id)).text).toContain(
    `Proceeds ${money(sold.reduce((sum, one) => sum + one.proceeds, 0))}`,
  );
});

test("a pocket without movements still has a file", async () => {
  const quiet = periods.find((one) => one.record.type === "BANK" && bankFigures(state, one).lines.length === 0);
  const later = createCompany({ now });
  settle(later, new Date("2027-02-20T15:00:00Z"));
  const empty =
    periodsOf(later, new Date("2027-02-20T15:00:00Z")).find(
      (one) => one.record.type === "BANK" && bankFigures(later, one).lines.length === 0,
    ) ?? quiet;
  if (empty) expect((await statementPdf(later, empty.record.id))!.length).toBeGreaterThan(500);
});

test("the same statement is the same file, byte for byte", async () => {
  const { record } = find("BANK", "2026-05-01");
  expect(await statementPdf(state, record.id)).toEqual(await statementPdf(createCompany({ now }), record.id));
});
