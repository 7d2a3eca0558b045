import "server-only";
import { sql } from "drizzle-orm";
import { findingsFor } from "@/lib/approvals/findings/find";
import { refused } from "@/lib/approvals/findings/finder";
import { agesOf, lastChange } from "@/lib/approvals/findings/last-change";
import type { Finding, Thresholds } from "@/lib/approvals/findings/types";
import type { Facts, Rail } from "@/lib/approvals/policy/types";
import { counterpartyIdOf } from "@/lib/approvals/snapshot";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { env } from "@/lib/env";
import { nameOf } from "@/lib/jiko/counterparties";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { dayOf } from "@/lib/clock";
import { cents, type Cents } from "@/lib/treasury/money";
import { seenOf } from "../mirror/seen";
import type { Reader, RequestSources } from "../sources";
import { asPast, type Past } from "./past";
import { asKnown, otherPayees } from "./payees";

/** Of the rows that a finding rests on, so many are named; its text says how many there are. */
const mostRows = 20;

export interface Known {
  facts: Facts;
  findings: Finding[];
}

interface Given {
  read: Reader;
  customerId: string;
  sources: RequestSources;
  past: Past;
  outside: readonly { what: string; memberId: string }[];
  asOf: Date;
  /** Of the policy in force. */
  thresholds: Thresholds;
}

/** Everything that policy and screen need to know of a request beyond what Jiko says of it. */
export async function factsOf({ read, customerId, sources, past, outside, asOf, thresholds }: Given): Promise<Known> {
  const { request, payee, originPocket } = sources;
  const [payees, seen, sharedWith] = await Promise.all([
    payee ? otherPayees(read, customerId, payee) : [],
    payee ? seenOf(customerId, [payee.id.toLowerCase()]) : null,
    sharedBrowsers(customerId, request, thresholds.sharedBrowserHours),
  ]);
  const own = asPast(request);
  const balance = originPocket?.portfolio?.total_value ?? null;
  const everything = request.transfer.amount.type === "FULL_WITHDRAWAL";
  const amount = everything ? balance : own.amount;
  const requests = past.requests.map(asPast);
  const known = payee && { ...asKnown(payee), change: lastChange(payee, seen?.get(payee.id.toLowerCase()) ?? []) };
  const texts = [
    ...(request.transfer.description ? [{ what: "The description", text: request.transfer.description }] : []),
    ...(payee ? [{ what: "The payee's name", text: nameOf(payee.counterparty_name) }] : []),
  ];
  const found = findingsFor(
    {
      request: { ...own, amount, everything, billsMove: railOf(sources) === "own_bills" },
      texts, past: requests, payee: known, payees, balance, sharedWith, outside, timeZone: env().COMPANY_TIME_ZONE,
    },
    thresholds,
  );
  const findings = found.map((one) => ({ ...one, rows: one.rows.slice(0, mostRows) }));
  const facts: Facts = {
    amount,
    paidToday: paidToday(request, amount, past, asOf),
    rail: railOf(sources),
    pocketId: request.transfer.origin_pocket_id.toLowerCase(),
    initiatorId: request.created_by.member_id.toLowerCase(),
    payee: counterpartyIdOf(request) ? agesOf(known, asOf) : null,
    findings: findings.map(({ code }) => code),
  };
  return { facts, findings };
}

/** The kind of transfer, as rules of a policy name it. Of the payee its kind alone matters. */
export function railOf({ request: { transfer }, payee }: { request: TransferRequest; payee: { type: string } | null }): Rail {
  if (transfer.type === "USDC") return "usdc";
  if (transfer.type === "WIRE") return payee ? (payee.type === "international_wire" ? "international_wire" : "wire") : "unknown";
  if (transfer.type !== "ON_US") return "unknown";
  if (transfer.details.type === "PEER_TO_PEER") return "jikonet";
  if (transfer.details.type !== "INTERNAL_REALLOCATION") return "unknown";
  const { transfer_type } = transfer.details;
  if (transfer_type === "SECURITY_TRANSFER") return "own_bills";
  return transfer_type === "BANK_TRANSFER" || transfer_type == null ? "own_cash" : "unknown";
}

/**
 * What the payee gets today with this request: all that was filed on the company's day of the decision and all that still
 * waits. Null where an amount or the past is not known, and for a move between own pockets.
 */
function paidToday(request: TransferRequest, amount: Cents | null, past: Past, asOf: Date): Cents | null {
  const payeeId = counterpartyIdOf(request)?.toLowerCase();
  if (!payeeId) return cents(0);
  if (amount === null || !past.complete) return null;
  const today = dayOf(asOf);
  const others = past.requests
    .map(asPast)
    .filter((one) => one.payeeId === payeeId && !refused.includes(one.status))
    .filter((one) => one.status === "PENDING_APPROVAL" || dayOf(new Date(one.at)) === today);
  return others.some((one) => one.amount === null) ? null : cents(others.reduce((sum, one) => sum + (one.amount ?? 0), amount as number));
}

/** Other members who signed in with the browser that filed a request, within so many hours of the sign-in that filed it. */
async function sharedBrowsers(customerId: string, request: TransferRequest, hours: number): Promise<{ memberId: string; name: string }[]> {
  const [requestId, initiatorId] = [request.id.toLowerCase(), request.created_by.member_id.toLowerCase()];
  const { rows } = await db().execute<{ member_id: string; name: string }>(sql`
    with filed as (
      select canonical::jsonb -> 'actor' ->> 'sessionId' as session_id from ${auditEntry}
      where customer_id = ${customerId}::uuid and subject_id = ${requestId} and action = 'transfer.file' and kind = 'intent' limit 1
    ), browser as (
      select canonical::jsonb -> 'details' ->> 'browserMark' as mark, at::timestamptz as at from ${auditEntry}, filed
      where customer_id = ${customerId}::uuid and subject_id = filed.session_id and action = 'session.started' limit 1
    )
    select distinct e.member_id, e.canonical::jsonb -> 'actor' ->> 'name' as name from ${auditEntry} e, browser b
    where e.customer_id = ${customerId}::uuid and e.action = 'session.started' and e.member_id <> ${initiatorId}
      and e.canonical::jsonb -> 'details' ->> 'browserMark' = b.mark
      and e.at between to_char((b.at - make_interval(hours => ${hours})) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                   and to_char((b.at + make_interval(hours => ${hours})) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  return rows.map(({ member_id, name }) => ({ memberId: member_id, name }));
}
