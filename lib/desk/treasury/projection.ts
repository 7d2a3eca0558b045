import "server-only";
import { and, asc, eq, gte } from "drizzle-orm";
import { openRequestsInput } from "@/lib/approvals/open-requests";
import type { Session } from "@/lib/auth/session";
import { bankingNow, dayOf } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { plannedFlow, recurringVerdict } from "@/lib/db/schema/treasury";
import { pocketsList, type Pocket } from "@/lib/jiko/pockets";
import { transferRequestsList } from "@/lib/jiko/transfer-requests";
import { addDays, type Day } from "@/lib/treasury/business-days";
import { cents } from "@/lib/treasury/money";
import { maturityFlows, projectedDays, transferFlows, type MaturingBill } from "@/lib/treasury/projection";
import { findRecurring, type PastFlow, type Recurring } from "@/lib/treasury/recurring";
import { allPages } from "../commands/all-pages";
import { mayReadMirror } from "../mirror/gate";
import { readWhole } from "../read";
import { copyAsOf, flowsThatMayRecur } from "./past";
import type { PlannedView, ProjectionView, RecurringView } from "./types";

/** Rows of a recurring flow that are named; its figures rest on all. */
const mostRows = 20;
/** Looking for rhythms takes a moment and their past hardly changes: what was found is good for so long. */
const foundForMs = 5 * 60_000;

/** What is known and expected of the next thirteen weeks. Throws what the reads of pockets and requests throw. */
export async function projectionView(session: Session): Promise<ProjectionView> {
  const { customerId } = session;
  const today = dayOf(await bankingNow());
  const [all, requests, asOf] = await Promise.all([
    allPages((query) => readWhole(pocketsList, session, { query })),
    allPages((paging) => readWhole(transferRequestsList, session, { query: { ...openRequestsInput, ...paging } })),
    mayReadMirror(session, "transactions").then((may) => (may ? copyAsOf(customerId) : null)),
  ]);
  const pockets = all.flatMap((one) => (one.status === "OPEN" && one.portfolio ? [{ ...one, portfolio: one.portfolio }] : []));
  const [recurring, planned] = await Promise.all([asOf ? recurringOf(customerId, today) : [], plannedFrom(customerId, today)]);
  const { flows, unclear } = transferFlows(requests, today);
  return {
    today, unclear, recurring, planned, copyAsOf: asOf?.toISOString() ?? null,
    pockets: pockets.map(({ id, pocket_name, portfolio, reinvestment_strategy_id }) => ({
      id, name: pocket_name, cash: portfolio.cash, bills: cents(portfolio.total_value - portfolio.cash), reinvests: reinvestment_strategy_id !== null,
    })),
    flows: [...flows, ...pockets.flatMap((one) => maturityFlows(one.id, billsOf(one), one.reinvestment_strategy_id !== null))],
  };
}

const billsOf = ({ portfolio }: Pick<Pocket, "portfolio">): MaturingBill[] =>
  (portfolio?.securities ?? []).flatMap(({ cusip, quantity, market_value, maturity_date }) =>
    maturity_date === null ? [] : [{ cusip, quantity, value: market_value, maturity_date }],
  );

const found = new Map<string, { key: string; until: number; flows: Promise<Recurring<PastFlow>[]> }>();

/** Recurring flows of a company as of a day, from what was found a moment ago or anew. */
function rhythms(customerId: string, today: Day): Promise<Recurring<PastFlow>[]> {
  const known = found.get(customerId);
  if (known?.key === today && known.until > performance.now()) return known.flows;
  const flows = flowsThatMayRecur(customerId, today).then((rows) => findRecurring(rows, { today, until: addDays(today, projectedDays - 1) }));
  found.set(customerId, { key: today, until: performance.now() + foundForMs, flows });
  flows.catch(() => found.delete(customerId));
  return flows;
}

/** Whether a flow of this name is found now: only what is there can be accepted or struck. */
export const isRecurring = async (customerId: string, today: Day, id: string): Promise<boolean> =>
  (await rhythms(customerId, today)).some((one) => one.id === id);

async function recurringOf(customerId: string, today: Day): Promise<RecurringView[]> {
  const [flows, verdicts] = await Promise.all([
    rhythms(customerId, today),
    db().select().from(recurringVerdict).where(eq(recurringVerdict.customerId, customerId)),
  ]);
  return flows.map(({ id, pocketId, counterparty, type, cadence, amount, low, high, rows, next }): RecurringView => {
    const told = verdicts.find(({ recurringId }) => recurringId === id);
    return {
      id, pocketId, counterparty, type, cadence, amount, low, high, next, count: rows.length,
      rows: rows.slice(-mostRows).reverse().map((row) => ({ id: row.id, day: row.day, amount: row.amount })),
      verdict: told?.verdict ?? "open",
      by: told ? { name: told.memberName, at: told.at.toISOString() } : null,
    };
  });
}

async function plannedFrom(customerId: string, today: Day): Promise<PlannedView[]> {
  const rows = await db()
    .select()
    .from(plannedFlow)
    .where(and(eq(plannedFlow.customerId, customerId), gte(plannedFlow.day, today)))
    .orderBy(asc(plannedFlow.day), asc(plannedFlow.id));
  return rows.map(({ id, pocketId, day, amount, text, memberName, at }) => ({
    id, pocketId, day, amount: cents(amount), text, by: { name: memberName, at: at.toISOString() },
  }));
}
