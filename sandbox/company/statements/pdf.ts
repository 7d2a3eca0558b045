import { cents, formatCents } from "@/lib/treasury/money";
import { dayOf } from "../clock";
import type { CompanyState, TradeActivity } from "../types";
import { bankFigures, brokerageFigures } from "./figures";
import { periodsOf, type Period } from "./list";
import { Sheet } from "./sheet";
import { disposals, interestOf } from "./tax";

/** The fonts of a PDF know no U+2212. */
export const money = (value: number): string => formatCents(cents(value)).replace("\u2212", "-");
export const count = (value: number): string => new Intl.NumberFormat("en-US").format(value);

const titles = {
  BANK: "Bank statement",
  BROKERAGE: "Brokerage statement",
  "1099INT": "Form 1099-INT information",
  "1099B": "Form 1099-B information",
};

export const activities: Record<TradeActivity, string> = {
  BUY: "Buy",
  SELL: "Sell",
  MATURITY: "Maturity",
  SECURITY_TRANSFER_IN: "Security transfer in",
  SECURITY_TRANSFER_OUT: "Security transfer out",
};

function writeBank(sheet: Sheet, state: CompanyState, period: Period): void {
  const { opening, lines, deposits, withdrawals, closing } = bankFigures(state, period);
  sheet.section("Summary");
  sheet.summary([
    ["Opening balance", money(opening)],
    ["Deposits and sweeps in", money(deposits)],
    ["Withdrawals and sweeps out", money(-withdrawals)],
    ["Closing balance", money(closing)],
  ]);
  sheet.section("Movements");
  if (lines.length === 0) return sheet.note("No movements in this period.");
  sheet.table(
    [
      { title: "Date", share: 0.13 },
      { title: "Description", share: 0.51 },
      { title: "Amount", share: 0.19, right: true },
      { title: "Balance", share: 0.17, right: true },
    ],
    lines.map((line) => [line.day, line.description, money(line.amount), money(line.balance)]),
  );
}

function writeBrokerage(sheet: Sheet, state: CompanyState, period: Period): void {
  const figures = brokerageFigures(state, period);
  sheet.section("Summary");
  sheet.summary([
    ["Opening value", money(figures.opening)],
    ["Additions", money(figures.additions)],
    ["Subtractions", money(-figures.subtractions)],
    ["Gain or loss", money(figures.gain)],
    ["Fees", money(-figures.fees)],
    ["Closing value", money(figures.closing)],
  ]);
  sheet.section(`Holdings on ${period.last}`);
  if (figures.holdings.length > 0) {
    sheet.table(
      [
        { title: "CUSIP", share: 0.18 },
        { title: "Maturity", share: 0.16 },
        { title: "Quantity ($100)", share: 0.2, right: true },
        { title: "Price", share: 0.18, right: true },
        { title: "Value", share: 0.28, right: true },
      ],
      figures.holdings.map((one) => [one.cusip, one.maturity_date, count(one.quantity), one.price, money(one.value)]),
    );
  }
  sheet.summary([
    ["US Treasury bills", money(figures.closing - figures.cash)],
    ["Residual cash", money(figures.cash)],
    ["Closing value", money(figures.closing)],
  ]);
  sheet.section("Trades");
  if (figures.trades.length === 0) sheet.note("No trades in this period.");
  else {
    sheet.table(
      [
        { title: "Date", share: 0.13 },
        { title: "Activity", share: 0.26 },
        { title: "CUSIP", share: 0.14 },
        { title: "Quantity", share: 0.13, right: true },
        { title: "Price", share: 0.14, right: true },
        { title: "Amount", share: 0.2, right: true },
      ],
      figures.trades.map((one) => [
        dayOf(new Date(one.trade_datetime)),
        activities[one.activity],
        one.cusip,
        count(one.quantity),
        one.price,
        money(one.notional.value),
      ]),
    );
  }
  sheet.section("Cash from and to the bank account");
  if (figures.flows.length === 0) return sheet.note("No cash moved in this period.");
  sheet.table(
    [
      { title: "Date", share: 0.13 },
      { title: "Description", share: 0.63 },
      { title: "Amount", share: 0.24, right: true },
    ],
    figures.flows.map((one) => [
      dayOf(new Date(one.time_booked)),
      `${one.title} - ${one.description}`,
      money(one.direction === "CREDIT" ? one.amount.value : -one.amount.value),
    ]),
  );
}

function writeTax(sheet: Sheet, state: CompanyState, period: Period, how: "MATURITY" | "SELL"): void {
  const all = disposals(state, period);
  const wanted = all.filter((one) => one.how === how);
  const sumOf = (key: "proceeds" | "cost" | "gain") => wanted.reduce((sum, one) => sum + one[key], 0);
  sheet.section("Summary");
  if (how === "MATURITY") sheet.summary([["Box 3: interest on US Treasury obligations", money(interestOf(all))]]);
  else
    sheet.summary([
      ["Proceeds", money(sumOf("proceeds"))],
      ["Cost", money(-sumOf("cost"))],
      ["Gain or loss", money(sumOf("gain"))],
    ]);
  sheet.section(how === "MATURITY" ? "Bills paid at maturity" : "Bills sold");
  if (wanted.length === 0) return sheet.note("None in this year.");
  sheet.table(
    [
      { title: "CUSIP", share: 0.14 },
      { title: "Acquired", share: 0.13 },
      { title: how === "MATURITY" ? "Matured" : "Sold", share: 0.13 },
      { title: "Quantity", share: 0.12, right: true },
      { title: "Proceeds", share: 0.17, right: true },
      { title: "Cost", share: 0.17, right: true },
      { title: "Gain", share: 0.14, right: true },
    ],
    wanted.map((one) => [
      one.cusip,
      one.acquired,
      one.disposed,
      count(one.quantity),
      money(one.proceeds),
      money(one.cost),
      money(one.gain),
    ]),
  );
  sheet.note("First in, first out. Figures of a sandbox; not a tax document.");
}

/** The file behind a statement; null when the books know no such statement yet. Its figures come from the ledger. */
export async function statementPdf(state: CompanyState, statementId: string): Promise<Uint8Array | null> {
  const period = periodsOf(state, new Date(state.books.booked_to)).find(({ record }) => record.id === statementId);
  if (!period) return null;
  const { record, pocket } = period;
  const about = [
    `${state.customer.name} - pocket ${pocket.pocket_name}`,
    `Period ${period.first} to ${period.last}`,
    `Account ${pocket.id}`,
  ];
  const sheet = await Sheet.open({ title: titles[record.type], about }, new Date(record.time_created));
  if (record.type === "BANK") writeBank(sheet, state, period);
  else if (record.type === "BROKERAGE") writeBrokerage(sheet, state, period);
  else writeTax(sheet, state, period, record.type === "1099INT" ? "MATURITY" : "SELL");
  return sheet.close(`Statement ${record.id}`);
}
