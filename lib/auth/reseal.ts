import "server-only";
import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { session, vault } from "@/lib/db/schema/auth";
import { log } from "@/lib/log";
import { seal, unsealBytes, type Sealed } from "./seal";
import { ownerOfTokens, vaultKeys } from "./tokens";

interface Resealing<Row extends Sealed> {
  /** Rows that one of these keys has sealed, at most as many as named. */
  read(olderKeys: string[], most: number): Promise<Row[]>;
  ownerOf(row: Row): string;
  /** Puts the new seal in place of the row's, unless the row has changed since. */
  write(row: Row, sealed: Sealed): Promise<unknown>;
}

/**
 * Seals rows that an older one of our keys has sealed with the current one, some at a time, so that the older key can go. Does
 * nothing while there is one key alone. A row that does not open was changed in the database, and holds the others up no more.
 */
export async function resealRows<Row extends Sealed>({ read, ownerOf, write }: Resealing<Row>): Promise<void> {
  const keys = vaultKeys();
  const older = [...keys.keys.keys()].filter((id) => id !== keys.current);
  if (older.length === 0) return;
  for (const row of await read(older, 1000)) {
    try {
      await write(row, seal(keys, unsealBytes(keys, row, ownerOf(row)), ownerOf(row)));
    } catch (error) {
      log.error({ event: "reseal.unreadable", owner: ownerOf(row), keyId: row.keyId, err: error }, "A sealed row could not be sealed anew");
    }
  }
}

/** Tokens of live sessions. A renewal at the same moment wins: it counts the version up. */
export const resealTokens = (): Promise<void> =>
  resealRows({
    read: (older, most) =>
      db()
        .select({ ...getTableColumns(vault), holder: session })
        .from(vault)
        .innerJoin(session, eq(session.id, vault.sessionId))
        .where(inArray(vault.keyId, older))
        .limit(most),
    ownerOf: ({ holder }) => ownerOfTokens(holder),
    write: (row, sealed) =>
      db()
        .update(vault)
        .set(sealed)
        .where(and(eq(vault.sessionId, row.sessionId), eq(vault.version, row.version))),
  });
