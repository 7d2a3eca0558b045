import "server-only";
import { sql } from "drizzle-orm";
import { limitOf, withinLimit } from "@/lib/approvals/policy/limits";
import type { Member, Policy } from "@/lib/approvals/policy/types";
import { dayOf, now, startOfDay } from "@/lib/clock";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { takeTurn } from "@/lib/db/turn";
import { addDays, businessDayFrom, previousBusinessDay } from "@/lib/treasury/business-days";
import { cents, formatCents, type Cents } from "@/lib/treasury/money";

/** Since when the present business day runs: a weekend belongs to the business day that follows it. Real time. */
export function businessDayBegan(at: Date = now()): Date {
  return startOfDay(addDays(previousBusinessDay(businessDayFrom(dayOf(at))), 1));
}

/** What a member files or signs is counted one after the other, so that two at once cannot both be the last that fits. */
export const oneAtATime = (tx: Transaction, memberId: string): Promise<void> => takeTurn(tx, `limit:${memberId.toLowerCase()}`);

interface Used {
  sum: Cents;
  /** An amount among it is not known, so nobody can say what is left. */
  unclear: boolean;
}

type At = Database | Transaction;
/** As the database answers: null where there was nothing to sum up. */
type Summed = { sum: string | null; unclear: boolean | null };

/** What a member has signed off here in this business day, what is on its way included. */
export const signedToday = (customerId: string, memberId: string, at: At = db()) => usedToday(at, customerId, memberId, "transfer.approve");

/** What a member has filed here in this business day. */
export const filedToday = (customerId: string, memberId: string, at: At = db()) => usedToday(at, customerId, memberId, "transfer.file");

/** By the record: what was refused or did not reach Jiko does not count. */
async function usedToday(at: At, customerId: string, memberId: string, action: "transfer.approve" | "transfer.file"): Promise<Used> {
  const { rows } = await at.execute<Summed>(sql`
    select sum((i.canonical::jsonb -> 'details' ->> 'upperAmount')::bigint) as sum,
      bool_or(i.canonical::jsonb -> 'details' ->> 'upperAmount' is null) as unclear
    from audit_entry i
    where i.customer_id = ${customerId}::uuid and i.member_id = ${memberId.toLowerCase()} and i.action = ${action} and i.kind = 'intent'
      and i.at >= ${businessDayBegan().toISOString()}
      and not exists (
        select 1 from audit_entry o where o.customer_id = i.customer_id and o.correlation_id = i.correlation_id and o.kind = 'outcome'
          and o.outcome in ('refused', 'not_done')
      )`);
  return usedOf(rows[0]);
}

const usedOf = (row: Summed | undefined): Used => ({ sum: cents(Number(row?.sum ?? 0)), unclear: row?.unclear ?? false });

/** Why a limit of the policy stands in the way, as a sentence; null where it does not. */
export function limitFault(
  policy: Pick<Policy, "limits">,
  member: Member,
  what: "filedPerDay" | "signedPerDay",
  used: Used,
  amount: Cents | null,
): string | null {
  const limit = limitOf(policy, member, what);
  if (limit === null) return null;
  const verb = what === "filedPerDay" ? "file" : "sign";
  const answer = used.unclear ? null : withinLimit(limit, used.sum, amount);
  if (answer?.ok) return null;
  const so = used.unclear ? "something of today has no amount" : `${formatCents(used.sum)} of it is used`;
  return `You may ${verb} at most ${formatCents(limit)} in a business day, and ${so}. Somebody else must ${verb} this.`;
}
