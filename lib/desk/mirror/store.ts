import "server-only";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/connection";
import { mirrorItem } from "@/lib/db/schema/mirror";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { sha256Hex } from "@/lib/sha256";
import { sighted } from "../messages/sighted";
import type { Row } from "./sources";
import type { MirrorKind } from "./types";
import { keepVersions } from "./versions";

export interface PageRead {
  customerId: string;
  kind: MirrorKind;
  rows: readonly Row[];
  /** When the call began, by the database's clock. */
  readAt: Date;
  /** The bank's time. */
  seenAt: Date;
}

/** What a page changed: rows that were not here, and rows that were here otherwise, each with what is known of it. */
export interface Stored {
  added: Row[];
  altered: { row: Row; wasOpen: boolean }[];
}

const excluded = (column: string) => sql.raw(`excluded.${column}`);

/**
 * Stores rows as Jiko sent them. Safe to repeat; a row that a later call has brought already stays as it is. Postgres sorts
 * the keys of `data`, so what was stored is compared by digest.
 */
export async function storeRows(tx: Transaction, { customerId, kind, rows, readAt, seenAt }: PageRead): Promise<Stored> {
  // A list that shifts while it is read can show a row twice on one page.
  const wanted = new Map(rows.map((row) => [row.id.toLowerCase(), row]));
  if (wanted.size === 0) return { added: [], altered: [] };
  const ids = [...wanted.keys()].sort();
  const same = and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, kind), inArray(mirrorItem.id, ids));
  const known = new Map(
    (
      await tx
        .select({ id: mirrorItem.id, digest: mirrorItem.digest, open: mirrorItem.open, status: mirrorItem.status, readAt: mirrorItem.readAt })
        .from(mirrorItem)
        .where(same)
        .orderBy(mirrorItem.id)
        .for("update")
    ).map((row) => [row.id, row]),
  );
  const fresh = ids.filter((id) => (known.get(id)?.readAt ?? readAt) <= readAt);
  const digests = new Map(fresh.map((id) => [id, sha256Hex(JSON.stringify(wanted.get(id)!.data))]));
  const alike = fresh.filter((id) => known.get(id)?.digest === digests.get(id));
  const other = fresh.filter((id) => known.get(id)?.digest !== digests.get(id));
  if (alike.length > 0) {
    await tx
      .update(mirrorItem)
      .set({ readAt, missingSince: null })
      .where(and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, kind), inArray(mirrorItem.id, alike)));
  }
  if (other.length > 0) {
    await tx
      .insert(mirrorItem)
      .values(
        other.map((id) => {
          const { payee: _, at, ...row } = wanted.get(id)!;
          return { ...row, id, at: new Date(at), customerId, kind, digest: digests.get(id)!, readAt, firstSeenAt: seenAt };
        }),
      )
      .onConflictDoUpdate({
        target: [mirrorItem.customerId, mirrorItem.kind, mirrorItem.id],
        set: {
          pocketId: excluded("pocket_id"),
          counterpartyId: excluded("counterparty_id"),
          at: excluded("at"),
          amount: excluded("amount"),
          status: excluded("status"),
          open: excluded("open"),
          name: excluded("name"),
          type: excluded("type"),
          direction: excluded("direction"),
          laterAt: excluded("later_at"),
          search: excluded("search"),
          data: excluded("data"),
          digest: excluded("digest"),
          readAt: excluded("read_at"),
          missingSince: sql`null`,
        },
        setWhere: lte(mirrorItem.readAt, excluded("read_at")),
      });
  }
  if (kind === "transferRequests") {
    const sightings = fresh.map((id) => ({ request: wanted.get(id)!.data as TransferRequest, before: known.get(id)?.status ?? null }));
    await sighted(tx, { customerId, sightings, seenAt });
  }
  await keepVersions(
    tx,
    customerId,
    fresh.flatMap((id) => wanted.get(id)!.payee ?? []),
    seenAt,
  );
  return {
    added: other.filter((id) => !known.has(id)).map((id) => wanted.get(id)!),
    altered: other.filter((id) => known.has(id)).map((id) => ({ row: wanted.get(id)!, wasOpen: known.get(id)!.open })),
  };
}
