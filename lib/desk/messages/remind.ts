import "server-only";
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { bankingNow } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
import { mirrorItem } from "@/lib/db/schema/mirror";
import { env } from "@/lib/env";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { expiryHours } from "../policy/requirements";
import { announce } from "./announce";
import { remindersOf } from "./reminders";

/** Hours after which requests expire, by id; those that are not named never do. */
export type ExpiryHours = (customerId: string, requests: readonly TransferRequest[]) => Promise<ReadonlyMap<string, number>>;

/** A row that was not seen at Jiko for longer than this may have been decided: better no reminder than a wrong one. */
const freshFor = sql`interval '30 minutes'`;

/** How an instant is written in a message, which is read outside the browser: with its zone. */
const write = (instant: Date): string =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "long", timeZone: env().COMPANY_TIME_ZONE }).format(instant);

/** Looks through what waits for approval, by the desk's copy, and has people reminded. Each reminder is told once. */
export async function remind(hoursOf: ExpiryHours = expiryHours): Promise<void> {
  const at = await bankingNow();
  for (const customerId of env().JIKO_CUSTOMER_IDS) await remindCustomer(customerId.toLowerCase(), at, hoursOf);
}

async function remindCustomer(customerId: string, at: Date, hoursOf: ExpiryHours): Promise<void> {
  const rows = await db()
    .select({ id: mirrorItem.id, data: mirrorItem.data })
    .from(mirrorItem)
    .where(
      and(
        ...[eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, "transferRequests"), eq(mirrorItem.open, true)],
        ...[eq(mirrorItem.status, "PENDING_APPROVAL"), gte(mirrorItem.readAt, sql`now() - ${freshFor}`)],
      ),
    );
  if (rows.length === 0) return;
  const signatures = await db()
    .select({ transferId: signOff.transferId, memberId: signOff.memberId })
    .from(signOff)
    .where(and(eq(signOff.customerId, customerId), inArray(signOff.transferId, rows.map(({ id }) => id))));
  const rules = { at, remindAfterHours: env().REMIND_AFTER_HOURS, write };
  const requests = rows.map(({ data }) => data as TransferRequest);
  const hours = await hoursOf(customerId, requests);
  const tellings = requests.flatMap((request) => {
    const signed = signatures.filter(({ transferId }) => transferId === request.id.toLowerCase()).map(({ memberId }) => memberId);
    return remindersOf(request, { ...rules, expiresAfterHours: hours.get(request.id) ?? null, signed });
  });
  await db().transaction((tx) => announce(tx, customerId, tellings));
}
