import "server-only";
import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { claimOf } from "@/lib/audit/named";
import type { EntryText } from "@/lib/audit/verify";
import { may, type Permission } from "@/lib/auth/permissions";
import { scopes } from "@/lib/auth/scopes";
import type { Session } from "@/lib/auth/session";
import { dayOf, now, startOf } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { AppError } from "@/lib/errors";
import { date } from "@/lib/jiko/schemas";
import type { Role, TeamMember } from "@/lib/jiko/team";
import type { Reader } from "../sources";
import { actedAtJiko, changedHere, teamAtJiko, type KnownMember } from "./known-otherwise";
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
  /** Where this member is known from: they came here; the desk invited or changed them; they acted at Jiko; today's list names them. */
  from: "here" | "desk" | "copy" | "list";
  /**
   * As the member's last sign-in had it, or a change after it; of whoever never signed in as it was given here, or by today's list;
   * null where nothing says.
   */
  role: string | null;
  /** ISO instant of that sign-in. */
  signedIn: string | null;
  deactivated: string | null;
  passkeys: AccessPasskey[];
  mayFile: boolean;
  maySign: boolean;
  /** By Jiko's list of today: `APPROVER`, `APPROVER, INVITED`; null where that list does not name the member, or was not read. */
  atJiko: string | null;
}

/** Who could do what at the end of a day of the company, as far as the record knows it. */
export interface AccessReport {
  date: string;
  /** ISO: up to when entries were looked at. */
  until: string;
  members: AccessMember[];
  /** Jiko has its team as of now alone: today's report reads it, and no past one goes by it. */
  team: "read" | "unreadable" | "past";
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

/** Somebody whom a source knows, with the role that it gives. The sources that say more come first. */
type Person = KnownMember & Pick<AccessMember, "from">;

const eachOnce = (people: readonly Person[]): Person[] => [...new Map(people.toReversed().map((one) => [one.id, one])).values()];
const from = (list: readonly KnownMember[], source: Person["from"]): Person[] => list.map((one) => ({ ...one, from: source }));
const words = ({ role, status }: TeamMember): string => (status === "ACTIVE" ? role : `${role}, ${status}`);

/**
 * The report for a day, today where none is named. `read` is asked for Jiko's team list, and for today's report alone. Throws
 * `invalid_input` for a day that has not come.
 */
export async function accessReport(
  { customerId }: Pick<Session, "customerId">,
  { date: day }: z.output<typeof accessWanted>,
  read: Reader,
): Promise<AccessReport> {
  // Real days: the record knows no other.
  const today = dayOf(now());
  const date = day ?? today;
  if (date > today) throw new AppError("invalid_input", { fields: [{ field: "date", message: "This day has not come yet." }] });
  const until = (date === today ? new Date(now().getTime() + 1) : startOf(date, 1)).toISOString();
  const [people, changed, acted, team, signedIn, known] = await Promise.all([
    ...([knownMembers(customerId, until), changedHere(customerId, until), actedAtJiko(customerId, until)] as const),
    ...([date === today ? teamAtJiko(read) : null, standings(customerId, until), facts(customerId, until)] as const),
  ]);
  const listed = new Map((team ?? []).map((one) => [one.id, one]));
  const onList = [...listed.values()].map(({ id, name }) => ({ id, name, role: null }));
  const here = people.map((one) => ({ ...one, role: null }));
  const all = eachOnce([...from(here, "here"), ...from(changed, "desk"), ...from(acted, "copy"), ...from(onList, "list")]);
  const members = all.map((one): AccessMember => {
    const { id, name } = one;
    const standing = signedIn.get(id) ?? null;
    const deactivated = known.deactivated.get(id) ?? null;
    const jiko = listed.get(id);
    const role = standing?.role ?? changed.find((other) => other.id === id)?.role ?? jiko?.role ?? null;
    // Whoever never signed in would be granted what the role has; an invitation must be taken first.
    const unseen = standing === null && jiko?.status === "ACTIVE" ? { role: jiko.role as Role, scopes } : null;
    const holder = standing ?? unseen;
    const active = deactivated === null && (team === null || jiko?.status === "ACTIVE");
    const holds = (permission: Permission) => holder !== null && active && may(holder, permission);
    const passkeys = known.passkeys.filter(({ memberId }) => memberId === id).map(({ memberId: _, ...key }) => key);
    return {
      id, name, from: one.from, role, signedIn: standing?.at ?? null, deactivated, passkeys, atJiko: jiko ? words(jiko) : null,
      mayFile: holds("transfers.file"), maySign: holds("transfers.decide"),
    };
  });
  const byName = members.toSorted((a, b) => a.name.localeCompare(b.name, "en-US"));
  return { date, until, members: byName, team: date !== today ? "past" : team ? "read" : "unreadable", policy: known.policy, frozen: known.frozen };
}
