import "server-only";
import { sql } from "drizzle-orm";
import type { EntryText } from "@/lib/audit/verify";
import { db } from "@/lib/db/connection";
import { AppError } from "@/lib/errors";
import type { TeamMember } from "@/lib/jiko/team";
import { log } from "@/lib/log";
import { teamNow } from "../policy/company";
import type { Reader } from "../sources";

/** Somebody who may never have come here. `role`: as an invitation or change that passed through the desk left it; else null. */
export interface KnownMember {
  id: string;
  name: string;
  role: string | null;
}

/** Whom members were told about through the desk: invited, given another role, deactivated or reactivated before an instant. */
export async function changedHere(customerId: string, until: string): Promise<KnownMember[]> {
  const { rows } = await db().execute<{ intent: string; outcome: string }>(sql`
    select i.canonical as intent, o.canonical as outcome
    from audit_entry o join audit_entry i on i.customer_id = o.customer_id and i.correlation_id = o.correlation_id and i.kind = 'intent'
    where o.customer_id = ${customerId}::uuid and o.action in ('team.invite', 'team.changeRole', 'team.deactivate', 'team.reactivate')
      and o.kind in ('outcome', 'correction') and o.outcome = 'done' and o.at < ${until} order by o.position`);
  const found = new Map<string, KnownMember>();
  for (const { intent, outcome } of rows) {
    const { result } = (JSON.parse(outcome) as EntryText).details as { result?: { memberId?: string; name?: string } };
    const asked = (JSON.parse(intent) as EntryText).details as { role?: string; change?: { role?: string } };
    const id = result?.memberId?.toLowerCase();
    if (id) found.set(id, { id, name: result?.name ?? id, role: asked.role ?? asked.change?.role ?? found.get(id)?.role ?? null });
  }
  return [...found.values()];
}

/** Who had filed or decided a request at Jiko before an instant, by the desk's copy of the requests. */
export async function actedAtJiko(customerId: string, until: string): Promise<KnownMember[]> {
  const { rows } = await db().execute<{ id: string; name: string | null }>(sql`
    select distinct on (id) id, name from (
      select lower(data -> 'created_by' ->> 'member_id') as id, data -> 'created_by' ->> 'name' as name, at
      from mirror_item where customer_id = ${customerId}::uuid and kind = 'transferRequests' and at < ${until}::timestamptz
      union all
      select lower(one ->> 'member_id'), one ->> 'name', (one ->> 'decided_at')::timestamptz
      from mirror_item, jsonb_array_elements(data -> 'reviewers') as one
      where customer_id = ${customerId}::uuid and kind = 'transferRequests' and at < ${until}::timestamptz
        and (one ->> 'decided_at')::timestamptz < ${until}::timestamptz
    ) as acts where id is not null order by id, at desc`);
  return rows.map(({ id, name }) => ({ id, name: name || id, role: null }));
}

/** Jiko's team list as it is now; null where whoever asks may not read it or Jiko does not answer. */
export async function teamAtJiko(read: Reader): Promise<TeamMember[] | null> {
  try {
    return (await teamNow(read)).map((one) => ({ ...one, id: one.id.toLowerCase() }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ event: "access.team_not_read", code: error.code }, "The access report does without Jiko's team list");
    return null;
  }
}
