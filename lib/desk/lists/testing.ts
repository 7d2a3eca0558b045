// Things of Jiko's at random, and what a query leaves of their rows, told without a database.
import { randomUUID } from "node:crypto";
import { dayOf } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorKind } from "@/lib/db/schema/mirror";
import { counterparty } from "@/lib/jiko/counterparties";
import { trade } from "@/lib/jiko/trades";
import { transaction } from "@/lib/jiko/transactions";
import { transferRequest } from "@/lib/jiko/transfer-requests";
import { wire } from "@/lib/jiko/wires";
import type { Cell, ListColumn, ListFilter, ListQuery, ListRow } from "@/lib/lists/types";
import { sources, type Row } from "../mirror/sources";
import { storeRows } from "../mirror/store";
import type { MirrorKind } from "../mirror/types";
import { wordsOf } from "../mirror/words";
import { matches } from "../search/match";
import type { DeskList } from "./types";

/** The same numbers in every run: what fails is looked at again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

export const pockets = ["2efef45d-fd45-4101-b3fb-f90d99c2c7c7", "5d1a7f0e-58a4-4f6e-8e0a-1f7a3a0a9d11"];
const names = ["Rent Ohio", "Café Müller, Ltd.", "Sample Supplies LLC", "rent", "=HYPERLINK(\"x\")", "Payroll 1,234.50", "ACH batch", "Zürich AG"];

/** So many things of a kind as Jiko would send them: with equal times and amounts, and with what it left out. */
export function things(kind: MirrorKind, count: number, next: () => number): Row[] {
  const pick = <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)]!;
  const instant = () => new Date(Date.UTC(2026, 0, 1) + Math.floor(next() * 200) * 9 * 3_600_000).toISOString();
  const amount = () => ({ value: Math.floor(next() * 40) * 2_550, currency: "USD", formatted: "" });
  const member = () => ({ member_id: pick(pockets), name: pick(["Initiator One", "Approver Two"]), email: "one@example.com" });
  const make: Record<MirrorKind, () => unknown> = {
    transactions() {
      const type = pick(["WIRE", "ACH", "FEE", "GENERIC", "NEWLY_MADE"]);
      const details = { WIRE: { reference_number: pick(["R-1", "20260715MM"]), counterparty_name: pick(names), wire_id: pick(pockets) } }[type];
      const other = { company_name: pick(names), ach_direction: "RECEIVING", trace_number: pick(["0911", null]), fee_type: "AUM_FEE" };
      const settled = pick([null, instant()]);
      return transaction.parse({
        id: randomUUID(), transaction_id: randomUUID(), pocket_id: pick(pockets), title: pick(names), description: pick(names), type,
        amount: amount(), direction: pick(["DEBIT", "CREDIT", "SIDEWAYS"]), status: settled ? "SETTLED" : "BOOKED",
        time_booked: instant(), time_settled: settled, details: details ?? other,
      });
    },
    trades: () =>
      trade.parse({
        id: randomUUID(), pocket_id: pick(pockets), activity: pick(["BUY", "SELL", "SECURITY_TRANSFER_IN"]), cusip: pick(["912797ZA1", "912797MB4"]),
        description: pick(names), quantity: Math.floor(next() * 50), price: (95 + next() * 5).toFixed(4), notional: amount(),
        yield_to_maturity: pick([null, next().toFixed(4)]), maturity_date: instant().slice(0, 10), trade_datetime: instant(),
        book_date: instant().slice(0, 10), status: pick(["BOOKED", "SETTLED"]), settled_date: pick([null, instant().slice(0, 10)]),
      }),
    wires: () =>
      wire.parse({
        id: randomUUID(), pocket_id: pick(pockets), direction: pick(["INCOMING", "OUTGOING", "SIDEWAYS"]), status: pick(["SUCCESS", "REJECTED"]),
        amount: amount(), counterparty_id: pick([null, ...pockets]), counterparty_name: pick([null, ...names]), reference_number: pick(["R-1", null]),
        description: pick([null, ...names]), created_at: instant(), updated_at: instant(),
      }),
    transferRequests() {
      const id = randomUUID();
      const whole = { type: "FULL_WITHDRAWAL" };
      const own = { type: "ON_US", details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: pick(pockets) }, end_to_end_identification: "E2E-7" };
      const out = { type: pick(["WIRE", "USDC"]), counterparty_id: pick(pockets), counterparty_name: pick(names) };
      return transferRequest.parse({
        id, status: pick(["PENDING_APPROVAL", "COMPLETED"]), created_by: member(), required_approvals: pick([1, 2]), created_at: instant(),
        transfer: {
          id, origin_pocket_id: pick(pockets), description: pick([null, ...names]), ...pick([own, out]),
          amount: pick([whole, { type: "REQUESTED_AMOUNT", amount_usdc: 1 + Math.floor(next() * 9) * 100 }]),
        },
        reviewers: pick([[], [{ ...member(), decision: "APPROVED", decided_at: instant() }]]),
        failure_reason: pick([null, "INSUFFICIENT_FUNDS"]), updated_at: instant(),
      });
    },
    counterparties: () =>
      counterparty.parse({
        id: randomUUID(), type: "on_us", account_number: pick(["000123456789", "000123450000"]), status: pick(["VERIFIED", "PENDING"]),
        counterparty_name: { type: "business", business_name: pick(names) }, verification: { type: pick(["plaid", "unverified"]) },
        time_created: instant(), updated_at: instant(),
      }),
  };
  return Array.from({ length: count }, () => sources[kind].rowOf(make[kind]() as never));
}

/** Puts rows into the copy of a customer, as if they had been read, and calls the copy filled. */
export async function keep(customerId: string, kind: MirrorKind, rows: readonly Row[]): Promise<void> {
  const at = new Date();
  await db().insert(mirrorKind).values({ customerId, kind, filledAt: at, asOf: at }).onConflictDoNothing();
  await db().transaction((tx) => storeRows(tx, { customerId, kind, rows, readAt: at, seenAt: at }));
}

function fits({ id, kind }: ListColumn, cell: Cell, filter: ListFilter): boolean {
  if ("words" in filter) return matches(wordsOf(filter.words), [cell as string | null]);
  if (cell === null) return false;
  if ("anyOf" in filter) return filter.anyOf.includes(String(cell));
  if ("from" in filter) {
    const value = kind === "money" ? Math.abs(cell as number) : Number(cell);
    return (filter.from === null || value >= filter.from) && (filter.to === null || value <= filter.to);
  }
  if (!("firstDay" in filter)) throw new Error(`No filter of ${id}`);
  const day = kind === "instant" ? dayOf(new Date(cell as string)) : (cell as string);
  return (filter.firstDay === null || day >= filter.firstDay) && (filter.lastDay === null || day <= filter.lastDay);
}

/** What rows are compared by: names by their words, decimals as numbers. */
function orderOf(list: DeskList<never>, column: ListColumn, cell: Cell): string | number | null {
  if (cell === null) return null;
  if (column.kind === "number") return Number(cell);
  return column.kind === "text" && list.columns[column.id]!.value === list.table["name" as never] ? wordsOf(String(cell)).join(" ") : cell;
}

export interface Known {
  row: ListRow;
  search: string;
}

/** The ids that a query leaves, in its order. */
export function plainly(list: DeskList<never>, all: readonly Known[], { filters, search, sort }: ListQuery): string[] {
  const column = (id: string) => list.definition.columns.find((one) => one.id === id)!;
  const left = all.filter(
    ({ row, search: text }) =>
      filters.every((filter) => fits(column(filter.column), row.cells[filter.column]!, filter)) &&
      (search === null || matches(wordsOf(search), text.split(" ").filter((word) => !word.startsWith("=")))),
  );
  const key = ({ cells }: ListRow) => orderOf(list, column(sort.column), cells[sort.column]!);
  const compare = (a: string | number | null, b: string | number | null) => (a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1);
  const ordered = left.map(({ row }) => row).toSorted((a, b) => compare(key(a), key(b)) || compare(a.id, b.id));
  return (sort.descending ? ordered.toReversed() : ordered).map(({ id }) => id);
}
