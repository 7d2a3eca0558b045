import { cents, formatMoney, sum, type Cents } from "@/lib/treasury/money";
import type { Statement, StatementBalance, StatementEntry } from "./types";

/** Something in a statement that does not hold, in words. */
export interface Finding {
  kind: "balance" | "currency" | "summary" | "missing";
  text: string;
}

export interface Reckoning {
  opening: StatementBalance | null;
  closing: StatementBalance | null;
  /** Sums of the booked lines; debits without their sign. */
  credits: { count: number; sum: Cents };
  debits: { count: number; sum: Cents };
  /** Opening plus credits minus debits; null without an opening balance. */
  expected: Cents | null;
  /** Closing balance minus `expected`: zero where the statement adds up; null where it cannot be told. */
  difference: Cents | null;
  /** Lines that are not booked, and so not part of any balance. */
  unbooked: number;
  findings: Finding[];
}

const balanceOf = ({ balances }: Statement, ...codes: string[]): StatementBalance | null =>
  codes.map((code) => balances.find((one) => one.code === code)).find((one) => one !== undefined) ?? null;

const side = (entries: readonly StatementEntry[]) => ({ count: entries.length, sum: cents(Math.abs(sum(entries.map(({ value }) => value)))) });

type Sides = Record<"entries" | "credits" | "debits", { count: number; sum: Cents }>;

function summaryFindings({ summary }: Statement, actual: Sides, write: (value: Cents) => string): Finding[] {
  const words = { entries: "lines", credits: "credits", debits: "debits" };
  return (["entries", "credits", "debits"] as const).flatMap((name) => {
    const said = summary[name];
    const found: Finding[] = [];
    if (said?.count != null && said.count !== actual[name].count) {
      found.push({ kind: "summary", text: `The file says that it holds ${said.count} ${words[name]}; it holds ${actual[name].count}.` });
    }
    if (said?.sum != null && said.sum !== actual[name].sum) {
      const text = `The file says that its ${words[name]} add up to ${write(said.sum)}; they add up to ${write(actual[name].sum)}.`;
      found.push({ kind: "summary", text });
    }
    return found;
  });
}

/**
 * Adds a statement up: opening balance plus credits minus debits must be the closing balance, to the cent, all in one
 * currency, and the file's own counts and sums must be those of its lines. Whatever does not hold is a finding.
 */
export function reckon(statement: Statement): Reckoning {
  const booked = statement.entries.filter(({ status }) => status === "BOOK");
  const credits = side(booked.filter(({ value }) => value >= 0));
  const debits = side(booked.filter(({ value }) => value < 0));
  const opening = balanceOf(statement, "OPBD", "PRCD");
  const closing = balanceOf(statement, "CLBD");
  const findings: Finding[] = [];

  const currencies = new Set([...statement.balances, ...statement.entries].map(({ currency }) => currency));
  if (statement.account.currency) currencies.add(statement.account.currency);
  const mixed = currencies.size > 1;
  const write = (value: Cents) => formatMoney({ value, currency: [...currencies][0] ?? "USD" });
  if (mixed) findings.push({ kind: "currency", text: `The file mixes currencies (${[...currencies].sort().join(", ")}); they cannot be added up.` });
  if (!opening) findings.push({ kind: "missing", text: "The file has no opening balance." });
  if (!closing) findings.push({ kind: "missing", text: "The file has no closing balance." });

  const expected = opening && !mixed ? cents(opening.value + credits.sum - debits.sum) : null;
  const difference = closing && expected !== null ? cents(closing.value - expected) : null;
  if (difference) {
    const sums = `Opening balance and lines add up to ${write(expected!)}; the closing balance is ${write(closing!.value)}`;
    findings.push({ kind: "balance", text: `${sums}, a difference of ${write(difference)}.` });
  }
  // A summary may count lines that are not booked: only where all are is it told from ours for sure.
  const unbooked = statement.entries.length - booked.length;
  if (!mixed && unbooked === 0) {
    const entries = { count: booked.length, sum: cents(credits.sum + debits.sum) };
    findings.push(...summaryFindings(statement, { entries, credits, debits }, write));
  }
  return { opening, closing, credits, debits, expected, difference, unbooked, findings };
}
