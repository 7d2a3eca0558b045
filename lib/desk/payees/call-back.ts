import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { payeeOf } from "@/lib/approvals/payee";
import type { SnapshotPayee } from "@/lib/approvals/types";
import { may, permissions } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { callBack } from "@/lib/db/schema/approvals";
import { AppError } from "@/lib/errors";
import type { CallBackWay } from "@/lib/forms/call-back";
import { counterpartiesGet, type Counterparty } from "@/lib/jiko/counterparties";
import { teamList } from "@/lib/jiko/team";
import { allPages } from "../commands/all-pages";
import { readWhole } from "../read";
import type { Reader } from "../sources";
import { markFits, markOf } from "./fingerprint";

/** Whether a payee's account, as it stands at Jiko now, was confirmed by a call-back. `at`: ISO instant of the call. */
export type CallBack =
  | { state: "confirmed"; by: { memberId: string; name: string; email: string }; at: string; how: CallBackWay }
  /** Never, or for another name or account than now. */
  | { state: "none" | "lost" };

type Row = typeof callBack.$inferSelect;

const rowsOf = (customerId: string, counterpartyId: string): Promise<Row[]> =>
  db()
    .select()
    .from(callBack)
    .where(and(eq(callBack.customerId, customerId), eq(callBack.counterpartyId, counterpartyId)))
    .orderBy(desc(callBack.recordedAt), desc(callBack.id));

const standing = (rows: readonly Row[], payee: Counterparty): CallBack => {
  const fitting = rows.find(({ fingerprint }) => markFits(payee, fingerprint));
  if (!fitting) return { state: rows.length > 0 ? "lost" : "none" };
  const { memberId, memberName, email, confirmedAt, how } = fitting;
  return { state: "confirmed", by: { memberId, name: memberName, email }, at: confirmedAt.toISOString(), how };
};

/**
 * The latest call-back that fits the payee as it was read from Jiko. `notBy`: what this person confirmed does not count, under
 * whichever membership of the same address: who filed a request asks for its payee's account in vain.
 */
export async function callBackOf(customerId: string, payee: Counterparty, notBy?: { memberId: string; email: string }): Promise<CallBack> {
  const own = ({ memberId, email }: Row) =>
    notBy !== undefined && (memberId === notBy.memberId.toLowerCase() || (email !== "" && email === notBy.email.toLowerCase()));
  return standing((await rowsOf(customerId, payee.id)).filter((row) => !own(row)), payee);
}

export interface ShownCallBack {
  id: string;
  by: { memberId: string; name: string };
  how: CallBackWay;
  contact: string;
  source: string;
  note: string | null;
  /** ISO instants. */
  confirmedAt: string;
  recordedAt: string;
  /** It was for name and account as they are now. */
  fits: boolean;
}

/** What `GET /api/payees/[id]/call-backs` answers. */
export interface CallBacksView {
  standing: CallBack;
  /** Name and account that a call-back recorded now would be for, and their mark, which comes back with it. */
  payee: SnapshotPayee;
  mark: string;
  /** The newest first. */
  history: ShownCallBack[];
  /** Why whoever asks can record none. */
  barred: string | null;
}

export async function callBacksView(session: Session, counterpartyId: string): Promise<CallBacksView> {
  const { customerId } = session;
  const read: Reader = (op, input) => readWhole(op, session, input);
  const [payee, rows, own] = await Promise.all([
    read(counterpartiesGet, { params: { counterparty_id: counterpartyId } }),
    rowsOf(customerId, counterpartyId),
    membershipsOf(read, session),
  ]);
  const barred = may(session, "payees.confirm") ? null : permissions["payees.confirm"].barred;
  return {
    standing: standing(rows, payee),
    payee: payeeOf(payee),
    mark: markOf(payee),
    history: rows.map((row) => ({
      id: row.id, by: { memberId: row.memberId, name: row.memberName }, how: row.how, contact: row.contact, source: row.source,
      note: row.note, confirmedAt: row.confirmedAt.toISOString(), recordedAt: row.recordedAt.toISOString(),
      fits: markFits(payee, row.fingerprint),
    })),
    barred: barred ?? uncheckable(payee) ?? (await adderBar(db(), customerId, own, counterpartyId)),
  };
}

/** Nobody can confirm what the desk cannot tell apart. */
export const uncheckable = (payee: Counterparty): string | null =>
  payee.type === "UNKNOWN" ? "Countersign does not know this kind of payee, so nobody can check its account." : null;

/** The ids under which one person is a member: their own, and those of the same address where the team list may be read. */
export async function membershipsOf(read: Reader, { memberId, email }: Session): Promise<string[]> {
  const team = await allPages((query) => read(teamList, { query })).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "forbidden") return [];
    throw error;
  });
  const address = email.toLowerCase();
  const same = team.filter((one) => address !== "" && one.email.toLowerCase() === address).map(({ id }) => id);
  return [...new Set([memberId, ...same].flatMap((id) => [id, id.toLowerCase()]))];
}

/**
 * Whoever added a payee here cannot be the one who confirms it: why not, or null. While it is not known whether an addition of
 * theirs arrived, it may be this payee.
 */
export async function adderBar(
  at: Transaction | Database,
  customerId: string,
  memberIds: readonly string[],
  counterpartyId: string,
): Promise<string | null> {
  const members = sql.join(memberIds.map((id) => sql`${id}`), sql`, `);
  const { rows } = await at.execute<{ added: string | null }>(sql`
    select o.canonical::jsonb -> 'details' -> 'result' ->> 'payeeId' as added
    from audit_entry i
    left join audit_entry o on o.customer_id = i.customer_id and o.correlation_id = i.correlation_id and o.kind in ('outcome', 'correction')
    where i.customer_id = ${customerId}::uuid and i.member_id in (${members}) and i.action = 'payee.add' and i.kind = 'intent'
      and (o.position is null or o.outcome = 'done')`);
  const payees = rows.map(({ added }) => added?.toLowerCase() ?? null);
  if (payees.includes(counterpartyId.toLowerCase())) return "You added this payee, so somebody else must confirm its account.";
  return payees.includes(null) ? "It is not known yet whether a payee that you sent has arrived. Wait for that first." : null;
}
