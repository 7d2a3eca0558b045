import "server-only";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "./connection";

/** What processes tell each other through PostgreSQL (LISTEN/NOTIFY). Names and ids alone: whoever may connect may listen. */
export type Signal =
  /** Something of a customer is no longer as it was; topics of lib/forms/topics.ts. */
  | { customer: string; topics: readonly string[] }
  /** These sessions are over. */
  | { ended: readonly string[] };

export const signalChannel = "countersign_live";

/** Told to every process when the transaction is committed, and never when it is not. The same signal twice is told once. */
export async function notify(tx: Transaction | Database, signal: Signal): Promise<void> {
  await tx.execute(sql`select pg_notify(${signalChannel}, ${JSON.stringify(signal)})`);
}
