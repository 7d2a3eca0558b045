import "server-only";
import { setImmediate } from "node:timers/promises";
import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import { findingsAmong } from "@/lib/approvals/findings/find";
import { refused } from "@/lib/approvals/findings/finder";
import { agesOf } from "@/lib/approvals/findings/last-change";
import type { FindingCode, FindingSources, PastRequest, Thresholds } from "@/lib/approvals/findings/types";
import type { Facts } from "@/lib/approvals/policy/types";
import { dayOf } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorItem } from "@/lib/db/schema/mirror";
import { env } from "@/lib/env";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { cents, type Cents } from "@/lib/treasury/money";
import { railOf } from "../approvals/facts";
import { asPast } from "../approvals/past";
import { pastPayees, type PastPayees } from "./past-payees";

/** The newest so many requests are worked out, with so many older ones as their history. */
export const mostRequests = 5_000;
const mostEarlier = 20_000;
/** Of a payee's and of an initiator's requests before one, so many are looked at: the newest. */
const mostBefore = 100;
/** After so many, others get a turn. */
const chunk = 100;

/** What can only be told at the moment itself: balances, browsers and what passed outside the desk are not kept by request. */
export const untellable: readonly FindingCode[] = ["share_of_pocket", "shared_browser", "outside_desk"];

export interface PastFacts {
  /** Newest first. */
  requests: TransferRequest[];
  /** Oldest first; `facts` for each set of thresholds that was given, in their order. */
  past: { id: string; initiatorEmail: string; facts: Facts[] }[];
  /** There were more in the time than were looked at. */
  cut: boolean;
}

const kindOf = (customerId: string) => and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, "transferRequests"));

/** What lies before the time that is looked at, no more of it than a comparison needs. Oldest first. */
async function earlierThan(customerId: string, since: Date): Promise<PastRequest[]> {
  const initiatorId = sql<string>`lower(${mirrorItem.data} -> 'created_by' ->> 'member_id')`;
  const { id, at, counterpartyId, pocketId, amount, status } = mirrorItem;
  const rows = await db()
    .select({ id, at, payeeId: counterpartyId, pocketId, amount, status, initiatorId })
    .from(mirrorItem)
    .where(and(kindOf(customerId), lt(mirrorItem.at, since)))
    .orderBy(desc(mirrorItem.at))
    .limit(mostEarlier);
  return rows
    .map((one): PastRequest => ({
      ...one, at: one.at.toISOString(), pocketId: one.pocketId ?? "",
      amount: one.amount === null ? null : cents(Math.abs(one.amount)),
    }))
    .reverse();
}

/** What was filed before a request, by payee and by initiator, as the requests are gone through in their order. */
class Before {
  readonly #payees = new Map<string, PastRequest[]>();
  readonly #initiators = new Map<string, PastRequest[]>();
  readonly #days = new Map<string, PastRequest[]>();

  static #add(to: Map<string, PastRequest[]>, key: string, one: PastRequest): void {
    const list = to.get(key);
    if (list) list.push(one);
    else to.set(key, [one]);
  }

  add(one: PastRequest, day: string | null): void {
    Before.#add(this.#initiators, one.initiatorId, one);
    if (one.payeeId === null) return;
    Before.#add(this.#payees, one.payeeId, one);
    if (day !== null) Before.#add(this.#days, `${one.payeeId} ${day}`, one);
  }

  /** Each once: those of the payee, and those of the initiator to others. */
  to({ payeeId, initiatorId }: PastRequest): PastRequest[] {
    const ofPayee = payeeId === null ? [] : (this.#payees.get(payeeId) ?? []).slice(-mostBefore);
    const ofInitiator = (this.#initiators.get(initiatorId) ?? []).slice(-mostBefore);
    return [...ofPayee, ...ofInitiator.filter((one) => payeeId === null || one.payeeId !== payeeId)];
  }

  /** What the payee gets on the day of filing with this one; null where an amount is not known. */
  paid({ payeeId, amount }: PastRequest, day: string): Cents | null {
    if (payeeId === null) return cents(0);
    if (amount === null) return null;
    const others = (this.#days.get(`${payeeId} ${day}`) ?? []).filter(({ status }) => !refused.includes(status));
    return others.some((one) => one.amount === null) ? null : cents(others.reduce((sum, one) => sum + (one.amount ?? 0), amount as number));
  }
}

interface Known {
  codes: readonly FindingCode[];
  thresholds: readonly Thresholds[];
  before: Before;
  payees: PastPayees;
}

function factsOf(request: TransferRequest, own: PastRequest, day: string, { codes, thresholds, before, payees }: Known): Facts[] {
  const payee = own.payeeId === null ? null : payees.at(own.payeeId, own.at);
  const { transfer } = request;
  const rail = railOf({ request, payee });
  const texts = [
    ...(transfer.description ? [{ what: "The description", text: transfer.description }] : []),
    ...(payee ? [{ what: "The payee's name", text: payee.name }] : []),
  ];
  const sources: FindingSources = {
    request: { ...own, everything: transfer.amount.type === "FULL_WITHDRAWAL", billsMove: rail === "own_bills" },
    texts, past: before.to(own), payee, payees: payee ? payees.like(payee, own.at) : [],
    balance: null, sharedWith: [], outside: [], timeZone: env().COMPANY_TIME_ZONE,
  };
  const facts = {
    amount: own.amount, paidToday: before.paid(own, day), rail, pocketId: own.pocketId, initiatorId: own.initiatorId,
    payee: own.payeeId === null ? null : agesOf(payee, new Date(own.at)),
  };
  // Mostly they are the same ones.
  const found = new Map([...new Set(thresholds)].map((some) => [some, findingsAmong(codes, sources, some).map(({ code }) => code)]));
  return thresholds.map((some) => ({ ...facts, findings: found.get(some)! }));
}

/**
 * What was known of every request of the desk's copy since an instant, as far as rules ask for it: in one pass, in the order in
 * which they were filed, with bounded work for each. `codes`: the findings that some rule asks for.
 */
export async function pastFacts(customerId: string, since: Date, codes: readonly FindingCode[], thresholds: readonly Thresholds[]): Promise<PastFacts> {
  const [rows, earlier] = await Promise.all([
    db()
      .select({ data: mirrorItem.data })
      .from(mirrorItem)
      .where(and(kindOf(customerId), gte(mirrorItem.at, since)))
      .orderBy(desc(mirrorItem.at), desc(mirrorItem.id))
      .limit(mostRequests + 1),
    earlierThan(customerId, since),
  ]);
  const requests = rows.slice(0, mostRequests).map(({ data }) => data as TransferRequest);
  const paid = new Set(requests.flatMap((one) => asPast(one).payeeId ?? []));
  const payees = await pastPayees(customerId, [...paid], codes.includes("same_name") || codes.includes("same_account"));
  const before = new Before();
  for (const one of earlier) before.add(one, null);
  const known: Known = { codes: codes.filter((code) => !untellable.includes(code)), thresholds, before, payees };
  const past: PastFacts["past"] = [];
  for (const [i, request] of requests.toReversed().entries()) {
    if (i % chunk === chunk - 1) await setImmediate();
    const own = asPast(request);
    const day = dayOf(new Date(own.at));
    past.push({ id: own.id, initiatorEmail: request.created_by.email.toLowerCase(), facts: factsOf(request, own, day, known) });
    before.add(own, day);
  }
  return { requests, past, cut: rows.length > mostRequests };
}
