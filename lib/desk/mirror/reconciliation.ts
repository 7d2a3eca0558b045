import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { bankingNow } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorRound } from "@/lib/db/schema/mirror";
import { pocketsGet } from "@/lib/jiko/pockets";
import { id } from "@/lib/jiko/schemas";
import { cents, type Cents } from "@/lib/treasury/money";
import { reconcile, type Period, type Reconciled, type Told } from "@/lib/treasury/reconcile";
import { readWhole } from "../read";
import { earningsOf, type Earned } from "./earnings";
import { requireMirror } from "./gate";
import { monthOf, monthsBetween, type Month } from "./months";
import { stateOf } from "./state";
import { byMonth, periodOf, summedKinds, sumsOf, type Sums } from "./sums";
import type { MirrorState } from "./types";

export const reconciliationWanted = z.strictObject({ pocket: id, year: z.string().regex(/^\d{4}$/, "Expected a year, like 2026").optional() });
export type ReconciliationWanted = z.output<typeof reconciliationWanted>;

/** Rows of one list in one month: in the copy, and at Jiko when it was last compared. */
export interface Compared {
  copy: { count: number; sum: Cents };
  jiko: { count: number; sum: Cents; at: string } | null;
}

export interface ReconciledMonth extends Reconciled {
  paidIn: Cents;
  paidOut: Cents;
  /** Among what was paid out, less what of it was given back. */
  fees: Cents;
  earnings: Cents | null;
  bought: Cents;
  sold: Cents;
  matured: Cents;
  transactions: Compared;
}

export interface Reconciliation {
  pocketId: string;
  pocketName: string;
  year: string;
  /** Years with rows, newest first. */
  years: string[];
  /** Months of the year, oldest first. */
  months: ReconciledMonth[];
  /** When Jiko priced the pocket's present value. */
  pricedAt: string | null;
  state: MirrorState;
}

type Round = typeof mirrorRound.$inferSelect;

/** How the copy of a month compares, over both lists; of a year: of the least certain of its months. */
function copyOf(period: string, rounds: Round[], filled: boolean): Period["copy"] {
  if (!filled) return "incomplete";
  const some = rounds.filter((round) => round.stretch.startsWith(`check:${period}`));
  if (some.some((round) => round.misses > 0)) return "differs";
  return some.every((round) => round.agreedAt) ? "agrees" : "unchecked";
}

/**
 * Whether a pocket adds up, month by month of a year. Movements and trades come from the desk's copy, earnings and the
 * present value from Jiko with the member's own token. Throws `forbidden`, `not_found`, and what those reads throw.
 */
export async function reconciliation(session: Session, wanted: ReconciliationWanted): Promise<Reconciliation> {
  const { customerId } = session;
  const [pocket] = await Promise.all([
    readWhole(pocketsGet, session, { params: { pocket_id: wanted.pocket } }),
    ...summedKinds.map((kind) => requireMirror(session, kind)),
  ]);
  const [bank, { flows, trades }, rounds, state] = await Promise.all([
    bankingNow(),
    sumsOf(db(), customerId, pocket.id, byMonth()),
    db().select().from(mirrorRound).where(eq(mirrorRound.customerId, customerId)),
    stateOf(customerId, summedKinds),
  ]);
  const present = monthOf(bank);
  const first = [...flows, ...trades].map((one) => one.span).sort()[0] ?? present;
  const all = monthsBetween(first, present);
  const years = [...new Set(all.map((month) => month.slice(0, 4)))].reverse();
  const year = wanted.year && years.includes(wanted.year) ? wanted.year : years[0]!;
  const months = all.filter((month) => month.startsWith(year));
  const earlier = years.filter((one) => one < year).reverse();

  const spans = [...earlier.map((one) => all.filter((month) => month.startsWith(one))), ...months.map((month) => [month])];
  const earned = await earningsOf(session, pocket.id, spans, bank);
  const checks = rounds.filter((round) => round.kind === "transactions" || round.kind === "trades");
  const filled = state.kinds.every((one) => one.filled);
  const periods = [...earlier, ...months].map((period, i) =>
    periodOf(period, { flows, trades }, earned[i]?.amount ?? null, copyOf(period, checks, filled)),
  );
  const rows = reconcile(periods, toldOf(pocket, present, earned.at(-1) ?? null));
  return {
    pocketId: pocket.id,
    pocketName: pocket.pocket_name,
    year,
    years,
    months: rows.slice(earlier.length).map((row, i): ReconciledMonth => {
      const { paidIn, paidOut, fees, earnings, bought, sold, matured } = periods[earlier.length + i]!;
      const compared = comparedOf(row.period, pocket.id, flows, checks);
      return { ...row, paidIn, paidOut, fees, earnings, bought, sold, matured, transactions: compared };
    }),
    pricedAt: pocket.portfolio?.pricing_timestamp ?? null,
    state,
  };
}

/** Jiko's figure for the end of the present month is what the pocket is worth now. */
function toldOf({ portfolio }: { portfolio: { total_value: Cents; cash: Cents; pricing_timestamp: string | null } | null }, present: Month, earned: Earned | null) {
  if (!portfolio) return new Map<string, Told>();
  const { total_value, cash, pricing_timestamp } = portfolio;
  const told: Told = { value: total_value, cash, priced: pricing_timestamp, earned: earned?.pricedAt ?? null };
  return new Map([[present, told]]);
}

function comparedOf(month: Month, pocketId: string, flows: Sums[], rounds: Round[]): Compared {
  const rows = flows.filter((one) => one.span === month);
  const round = rounds.find((one) => one.kind === "transactions" && one.stretch === `check:${month}`);
  const figures = round?.figures?.find((one) => one.pocketId === pocketId) ?? { count: 0, sum: 0 };
  const total = (what: "count" | "sum") => rows.reduce((sum, one) => sum + one[what], 0);
  return {
    copy: { count: total("count"), sum: cents(total("sum")) },
    jiko: round?.checkedAt ? { count: figures.count, sum: cents(figures.sum), at: round.checkedAt.toISOString() } : null,
  };
}
