import "server-only";
import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { claimOf } from "@/lib/audit/named";
import type { EntryText } from "@/lib/audit/verify";
import { may } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { dayOf, now, startOf } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { AppError } from "@/lib/errors";
import { date } from "@/lib/jiko/schemas";
import { knownMembers } from "./list";

interface AccessPasskey {
  id: string;
  fingerprint: string;
  /** Of the enrolment, ISO. */
  since: string;
  state: "waiting" | "active";
}

export interface AccessMember {
  id: string;
  name: string;
  /** As the member's last sign-in had it, or a change after it; null where nobody signed in. */
  role: string | null;
  /** ISO instant of that sign-in. */
  signedIn: string | null;
  deactivated: string | null;
  passkeys: AccessPasskey[];
  mayFile: boolean;
  maySign: boolean;
}

/** Who could do what at the end of a day of the company, as far as the record knows it. */
export interface AccessReport {
  date: string;
  /** ISO: up to when entries were looked at. */
  until: string;
  members: AccessMember[];
  /** Null: the one that is built in. */
  policy: { number: number; digest: string; signedAt: string; signedBy: string } | null;
  frozen: { at: string; by: string } | null;
}

export const accessWanted = z.strictObject({ date: date.optional() });

interface Standing {
  role: string;
  scopes: string[];
  at: string;
}

/** The last sign-in of each member before an instant, with a change of role after it. */
async function standings(customerId: string, until: string): Promise<Map<string, Standing>> {
  const { rows } = await db().execute<{ canonical: string }>(sql`
    select distinct on (member_id, action) canonical from audit_entry
    where customer_id = ${customerId}::uuid and action in ('session.started', 'session.roleChanged') and at < ${until} and member_id is not null
    order by member_id, action, position desc`);
  const entries = rows.map(({ canonical }) => JSON.parse(canonical) as EntryText).toSorted((a, b) => a.position - b.position);
  const found = new Map<string, Standing>();
  for (const { actor, action, details, at } of entries) {
    const { memberId } = actor!;
    const before = found.get(memberId);
    if (action === "session.started") found.set(memberId, { role: String(details.role), scopes: (details.scopes as string[] | undefined) ?? [], at });
    else if (before) found.set(memberId, { ...before, role: String(details.to) });
  }
  return found;
}

const told = ["passkey.enrol", "passkey.confirm", "passkey.revoke", "policy.sign", "team.deactivate", "team.reactivate", "desk.freeze", "desk.unfreeze"];

/** What entries before an instant say of passkeys, policy, places on the team and the freeze. */
async function facts(customerId: string, until: string) {
  const rows = await db()
    .select({ canonical: auditEntry.canonical })
    .from(auditEntry)
    .where(and(eq(auditEntry.customerId, customerId), inArray(auditEntry.action, told), eq(auditEntry.outcome, "done"), lt(auditEntry.at, until)))
    .orderBy(asc(auditEntry.position));
  const passkeys = new Map<string, AccessPasskey & { memberId: string }>();
  const deactivated = new Map<string, string>();
  let policy: AccessReport["policy"] = null;
  let frozen: AccessReport["frozen"] = null;
  for (const entry of rows.map(({ canonical }) => JSON.parse(canonical) as EntryText)) {
    const { at, actor, action, subjectId, details } = entry;
    const claim = claimOf(entry);
    if (claim?.kind === "enrolled") {
      const state = claim.state === "waiting" ? "waiting" : "active";
      passkeys.set(claim.passkeyId, { id: claim.passkeyId, fingerprint: claim.fingerprint, since: at, state, memberId: actor?.memberId ?? "" });
    }
    const confirmed = claim?.kind === "confirmed" ? passkeys.get(claim.passkeyId) : undefined;
    if (confirmed) confirmed.state = "active";
    if (claim?.kind === "revoked") passkeys.delete(claim.passkeyId);
    if (claim?.kind === "signed") policy = { number: claim.number, digest: claim.digest, signedAt: at, signedBy: actor?.name ?? "" };
    if (action === "team.deactivate" && subjectId) deactivated.set(subjectId, at);
    if (action === "team.reactivate" && subjectId) deactivated.delete(subjectId);
    if (action === "desk.freeze") frozen = { at, by: actor?.name ?? "" };
    if (action === "desk.unfreeze" && details.step === "lifted") frozen = null;
  }
  return { passkeys: [...passkeys.values()], deactivated, policy, frozen };
}

/** The report for a day, today where none is named. Throws `invalid_input` for a day that has not come. */
export async function accessReport({ customerId }: Pick<Session, "customerId">, { date: day }: z.output<typeof accessWanted>): Promise<AccessReport> {
  // Real days: the record knows no other.
  const today = dayOf(now());
  const date = day ?? today;
  if (date > today) throw new AppError("invalid_input", { fields: [{ field: "date", message: "This day has not come yet." }] });
  const until = (date === today ? new Date(now().getTime() + 1) : startOf(date, 1)).toISOString();
  const [people, signedIn, known] = await Promise.all([knownMembers(customerId, until), standings(customerId, until), facts(customerId, until)]);
  const members = people.map(({ id, name }): AccessMember => {
    const standing = signedIn.get(id) ?? null;
    const deactivated = known.deactivated.get(id) ?? null;
    const holds = (permission: "transfers.file" | "transfers.decide") => standing !== null && deactivated === null && may(standing, permission);
    const passkeys = known.passkeys.filter(({ memberId }) => memberId === id).map(({ memberId: _, ...one }) => one);
    return {
      ...{ id, name, role: standing?.role ?? null, signedIn: standing?.at ?? null, deactivated, passkeys },
      ...{ mayFile: holds("transfers.file"), maySign: holds("transfers.decide") },
    };
  });
  return { date, until, members, policy: known.policy, frozen: known.frozen };
}
