import { addDays, businessDayFrom, nextBusinessDay, type Day } from "./business-days";
import { cents, type Cents } from "./money";
import { faceValue } from "./t-bill";

/** Why money is expected to move: what a line of the projection opens to. */
export type FlowSource =
  | { kind: "maturity" | "reinvestment"; cusip: string }
  | { kind: "transfer"; id: string; status: string }
  | { kind: "recurring" | "planned"; id: string };

/** An expected movement, cents, signed: what it does to a pocket's cash and to the value of its bills. */
export interface ExpectedFlow {
  day: Day;
  pocketId: string;
  cash: Cents;
  bills: Cents;
  source: FlowSource;
}

/** What a pocket holds, cents: cash, and bills at their value of today. */
export interface Held {
  cash: Cents;
  bills: Cents;
}

export interface ProjectedDay {
  day: Day;
  opening: Held;
  /** Money that comes in before money that goes out. */
  flows: ExpectedFlow[];
  closing: Held;
  /** The closing of each pocket; they add up to `closing`. */
  pockets: Record<string, Held>;
}

/** Thirteen weeks from today, today included. */
export const projectedDays = 91;

const add = (a: Held, b: Held): Held => ({ cash: cents(a.cash + b.cash), bills: cents(a.bills + b.bills) });
const nothing: Held = { cash: cents(0), bills: cents(0) };

/**
 * Cash and bills day by day (`from` is the first), from what is held and what is expected. A flow that was due before falls on
 * the first day; one of another pocket, or of a later day, is left out. Bills keep the value they came with until they mature:
 * no future interest is counted but that of the bills that are held. Cash below zero says that bills would have to be sold.
 */
export function project({ pockets, flows, from, days = projectedDays }: {
  pockets: readonly ({ id: string } & Held)[];
  flows: readonly ExpectedFlow[];
  from: Day;
  days?: number;
}): ProjectedDay[] {
  const held = new Map(pockets.map(({ id, cash, bills }) => [id, { cash, bills }]));
  const due = new Map<Day, ExpectedFlow[]>();
  for (const flow of flows) {
    if (!held.has(flow.pocketId)) continue;
    const day = flow.day < from ? from : flow.day;
    due.set(day, [...(due.get(day) ?? []), flow]);
  }
  return Array.from({ length: days }, (_, i) => {
    const day = addDays(from, i);
    const opening = [...held.values()].reduce(add, nothing);
    const today = (due.get(day) ?? []).sort((a, b) => b.cash - a.cash);
    for (const flow of today) held.set(flow.pocketId, add(held.get(flow.pocketId)!, flow));
    return { day, opening, flows: today, closing: [...held.values()].reduce(add, nothing), pockets: Object.fromEntries(held) };
  });
}

/** The first day on which cash would close below zero, of all pockets or of one; null where it never does. */
export const firstShortfall = (days: readonly ProjectedDay[], pocketId?: string): ProjectedDay | null =>
  days.find(({ closing, pockets }) => (pocketId === undefined ? closing : (pockets[pocketId] ?? nothing)).cash < 0) ?? null;

/** A held bill: `quantity` in $100 face units, `value` (cents) as it counts among the pocket's bills today. */
export interface MaturingBill {
  cusip: string;
  quantity: number;
  value: Cents;
  maturity_date: Day;
}

/**
 * What bills bring when they mature: their face value as cash, on the next business day where the day is none. Where the pocket
 * reinvests, the same amount buys bills again that day (at face value: the next bill's interest is not foreseen).
 */
export function maturityFlows(pocketId: string, bills: readonly MaturingBill[], reinvests: boolean): ExpectedFlow[] {
  return bills.flatMap(({ cusip, quantity, value, maturity_date }): ExpectedFlow[] => {
    const day = businessDayFrom(maturity_date);
    const face = faceValue(quantity);
    const paid: ExpectedFlow = { day, pocketId, cash: face, bills: cents(-value), source: { kind: "maturity", cusip } };
    const again: ExpectedFlow = { day, pocketId, cash: cents(-face), bills: face, source: { kind: "reinvestment", cusip } };
    return reinvests ? [paid, again] : [paid];
  });
}

/** What is needed of a transfer request; the shape is Jiko's. `details` only of those between own pockets. */
interface Asked {
  id: string;
  status: string;
  transfer: {
    origin_pocket_id: string;
    amount: { type: string; amount_usdc?: number };
    details?: { type: string; destination_pocket_id?: string; transfer_type?: string | null };
  };
}

const notRunYet = ["PENDING_APPROVAL", "APPROVED"];

/**
 * What requests will move that wait or are approved but have not run: on the first business day from `today`, and into an own
 * pocket one business day later, or at once where the bills themselves move (their maturities are not moved along). One that is
 * being processed has left its pocket already (assumed). `unclear` are requests whose amount is not known before they run.
 */
export function transferFlows(requests: readonly Asked[], today: Day): { flows: ExpectedFlow[]; unclear: string[] } {
  const waiting = requests.filter(({ status }) => notRunYet.includes(status));
  const named = waiting.filter(({ transfer: { amount } }) => amount.type === "REQUESTED_AMOUNT" && amount.amount_usdc !== undefined);
  const day = businessDayFrom(today);
  const flows = named.flatMap(({ id, status, transfer: { origin_pocket_id, amount, details } }): ExpectedFlow[] => {
    const source: FlowSource = { kind: "transfer", id, status };
    const asSecurities = details?.transfer_type === "SECURITY_TRANSFER";
    const moved = (sign: 1 | -1): Held => {
      const value = cents(sign * amount.amount_usdc!);
      return asSecurities ? { cash: cents(0), bills: value } : { cash: value, bills: cents(0) };
    };
    const out = { day, pocketId: origin_pocket_id, ...moved(-1), source };
    const target = details?.destination_pocket_id;
    return target ? [out, { day: asSecurities ? day : nextBusinessDay(day), pocketId: target, ...moved(1), source }] : [out];
  });
  return { flows, unclear: waiting.filter((one) => !named.includes(one)).map(({ id }) => id) };
}
