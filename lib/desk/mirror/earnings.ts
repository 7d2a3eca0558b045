import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorEarning } from "@/lib/db/schema/mirror";
import { AppError } from "@/lib/errors";
import { pocketEarnings } from "@/lib/jiko/pockets";
import { cents, type Cents } from "@/lib/treasury/money";
import { readWhole } from "../read";
import { boundsOf, daysOf, type Month } from "./months";

export interface Earned {
  amount: Cents;
  pricedAt: string | null;
}

const dayMs = 24 * 3600 * 1000;
/** What was earned in a time that ended so long ago no longer changes every day; it is still read again each week. */
const settledMs = 10 * dayMs;
const keptMs = 7 * dayMs;

/**
 * What a pocket earned over spans of months, as Jiko tells it to this member. Of spans long past, the figure of the last
 * week counts. Null where Jiko has none.
 */
export async function earningsOf(session: Session, pocketId: string, spans: readonly Month[][], bank: Date): Promise<(Earned | null)[]> {
  const { customerId } = session;
  const nameOf = (span: Month[]) => (span.length === 1 ? span[0]! : `${span[0]}/${span.at(-1)}`);
  const ours = and(eq(mirrorEarning.customerId, customerId), eq(mirrorEarning.pocketId, pocketId));
  const kept = await db()
    .select()
    .from(mirrorEarning)
    .where(and(ours, inArray(mirrorEarning.month, spans.map(nameOf))));
  return Promise.all(
    spans.map(async (span) => {
      const name = nameOf(span);
      const { until } = boundsOf(span.at(-1)!);
      const settled = bank.getTime() - until.getTime() > settledMs;
      const found = kept.find((one) => one.month === name && now().getTime() - one.readAt.getTime() < keptMs);
      if (settled && found) return { amount: cents(found.amount), pricedAt: null };
      const query = { period: "range", date_from: daysOf(span[0]!).first, date_to: daysOf(span.at(-1)!).last } as const;
      const read = await readWhole(pocketEarnings, session, { params: { pocket_id: pocketId }, query }).catch((error: unknown) => {
        // Jiko may refuse a range that begins before the pocket: then this figure is missing, not the page.
        if (error instanceof AppError && (error.code === "invalid_input" || error.code === "not_found")) return null;
        throw error;
      });
      if (!read) return null;
      if (settled) {
        const row = { customerId, pocketId, month: name, amount: read.earnings, readAt: now() };
        const target = [mirrorEarning.customerId, mirrorEarning.pocketId, mirrorEarning.month];
        await db().insert(mirrorEarning).values(row).onConflictDoUpdate({ target, set: { amount: sql`excluded.amount`, readAt: sql`excluded.read_at` } });
      }
      return { amount: read.earnings, pricedAt: read.pricing_timestamp };
    }),
  );
}
