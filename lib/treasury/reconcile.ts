import { cents, type Cents } from "./money";

/**
 * Does a pocket add up? Two equations per period, both in US cents and both from figures that do not come from each other:
 *
 * - value: opening + paid in - paid out + earnings = closing, fees being paid out. Movements come from the list of
 *   transactions, earnings and, where it is known, the closing value from Jiko's valuation. The first period opens at zero.
 * - cash: what the bank account took in or gave out has bought bills or came from them; what stays is residual cash, below
 *   $100 (Jiko's guide on balances). Transactions are the bank's list, trades the brokerage's.
 *
 * A difference stays in the period in which it arises: the next one opens with what is known, not with what was worked out.
 */
export interface Period {
  /** `2026-07`, or `2025` for a whole year. */
  period: string;
  paidIn: Cents;
  paidOut: Cents;
  bought: Cents;
  sold: Cents;
  matured: Cents;
  /** Trades of activities whose effect on cash is not known, by activity; amounts positive. */
  others: readonly { activity: string; count: number; amount: Cents }[];
  /** What Jiko says was earned; null where it could not be read. */
  earnings: Cents | null;
  /** Rows without a known sign, rows not settled yet, rows that came late; trades and transactions together. */
  unsigned: number;
  unsettled: number;
  late: number;
  /** How the copy that the rows come from compares with Jiko's lists. */
  copy: "agrees" | "differs" | "unchecked" | "incomplete";
}

/** What Jiko says of the end of a period. `priced` and `earned` are the times of the prices behind value and earnings. */
export interface Told {
  value: Cents | null;
  cash: Cents | null;
  priced: string | null;
  earned: string | null;
}

export type Reason =
  | { code: "copy"; copy: "differs" | "unchecked" | "incomplete" }
  | { code: "unsigned" | "unsettled" | "late"; count: number }
  | { code: "others"; activities: string[]; count: number; amount: Cents; fits: boolean }
  | { code: "earnings" | "pricing" }
  | { code: "opposite"; period: string };

export interface Equation {
  opening: Cents | null;
  closing: Cents | null;
  /** What Jiko says the closing is; null where it does not say. */
  told: Cents | null;
  /** What is left unexplained; null where it cannot be told. */
  difference: Cents | null;
  /** What may explain a difference, or keep one from being told. */
  reasons: Reason[];
}

export interface Reconciled {
  period: string;
  /** What trades of unknown effect are taken to have done to cash, signed. */
  others: Cents;
  value: Equation;
  cash: Equation;
}

/** Jiko keeps less than this as cash in normal running: it cannot buy another bill of $100. */
export const residualLimit = cents(10_000);

/** `periods` in order, oldest first, from the pocket's first; `told` by period. */
export function reconcile(periods: readonly Period[], told: ReadonlyMap<string, Told>): Reconciled[] {
  let value: Cents | null = cents(0);
  let cash: Cents = cents(0);
  const changes = periods.map(changeOf);
  return periods.map((period, i): Reconciled => {
    const known = told.get(period.period) ?? null;
    const row = { period: period.period, others: cents(changes[i]!.others), value: valueOf(period, value, known), cash: cashOf(period, changes[i]!, cash, known) };
    value = row.value.told ?? row.value.closing;
    cash = row.cash.told ?? row.cash.closing ?? cash;
    const other = oppositeOf(i, changes);
    if (other !== null) row.cash.reasons.push({ code: "opposite", period: periods[other]!.period });
    return row;
  });
}

function valueOf(period: Period, opening: Cents | null, known: Told | null): Equation {
  const { paidIn, paidOut, earnings } = period;
  const closing = opening === null || earnings === null ? null : cents(opening + paidIn - paidOut + earnings);
  const told = known?.value ?? null;
  const difference = told === null || closing === null ? null : cents(told - closing);
  const pricing = known?.priced && known.earned && known.priced !== known.earned;
  const reasons: Reason[] = [
    ...(earnings === null ? [{ code: "earnings" } as const] : []),
    ...(difference ? rowsReasons(period) : copyReasons(period)),
    ...(difference && pricing ? [{ code: "pricing" } as const] : []),
  ];
  return { opening, closing, told, difference, reasons };
}

interface Change {
  cents: number;
  /** Of which by trades of unknown effect. */
  others: number;
  /** Residual cash can hold it. */
  fits: boolean;
}

/** What a period does to residual cash. Trades of unknown effect are taken with the signs that leave the least. */
function changeOf({ paidIn, paidOut, bought, sold, matured, others }: Period): Change {
  const net = paidIn - paidOut - bought + sold + matured;
  const some = others.slice(0, 6);
  const changes = Array.from({ length: 2 ** some.length }, (_, mask) =>
    some.reduce((sum, one, i) => sum + (mask & (1 << i) ? -one.amount : one.amount), net),
  );
  const least = changes.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
  return { cents: least, others: least - net, fits: Math.abs(least) < residualLimit };
}

function cashOf(period: Period, change: Change, opening: Cents, known: Told | null): Equation {
  const closing = cents(opening + change.cents);
  const told = known?.cash ?? null;
  // Where Jiko does not say what is left, a change that residual cash cannot hold is what does not add up.
  const difference = told !== null ? cents(told - closing) : !change.fits ? cents(-change.cents) : cents(0);
  const { others } = period;
  const amount = cents(others.reduce((sum, one) => sum + one.amount, 0));
  const count = others.reduce((sum, one) => sum + one.count, 0);
  const activities = others.map((one) => one.activity);
  const reasons: Reason[] = [
    ...(count > 0 ? [{ code: "others", activities, count, amount, fits: change.fits } as const] : []),
    ...(difference ? rowsReasons(period) : copyReasons(period)),
  ];
  return { opening, closing, told, difference, reasons };
}

const copyReasons = ({ copy }: Period): Reason[] => (copy === "agrees" ? [] : [{ code: "copy", copy }]);

const rowsReasons = (period: Period): Reason[] => [
  ...copyReasons(period),
  ...(["unsigned", "unsettled", "late"] as const).flatMap((code): Reason[] => (period[code] > 0 ? [{ code, count: period[code] }] : [])),
];

/** A period that is off by as much the other way: something was booked in the one and traded in the other. */
function oppositeOf(index: number, changes: readonly Change[]): number | null {
  const own = changes[index]!;
  if (own.fits) return null;
  const found = changes.findIndex((other, i) => i !== index && !other.fits && Math.abs(other.cents + own.cents) < residualLimit);
  return found < 0 ? null : found;
}
