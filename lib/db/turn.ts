import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "./connection";

const key = (name: string) => sql`hashtextextended(${name}, 0)`;

/** Waits until no other transaction has this turn, over all instances, and has it until this one ends: who comes next sees what was done. */
export async function takeTurn(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${key(name)})`);
}

/** Goes beside others that share the turn; who takes it waits for all of them, and they for whoever has it. */
export async function shareTurn(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${key(name)})`);
}
