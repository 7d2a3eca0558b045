import "server-only";
import { randomUUID } from "node:crypto";
import { record } from "@/lib/audit/append";
import type { SignedHead } from "@/lib/audit/heads";
import { restoredAction } from "@/lib/audit/verify";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { newestEntry, signNewest } from "./heads";

interface Restored {
  customerId: string;
  /** The last entry that the backup has. */
  kept: number;
  head: SignedHead | null;
}

/**
 * Says in the record of each customer that it was put back from a backup, and signs that. Heads outside of entries that came after
 * the backup are then explained; without it they tell of a tail that was cut.
 */
export async function recordRestored(reason: string): Promise<Restored[]> {
  const done: Restored[] = [];
  for (const customerId of env().JIKO_CUSTOMER_IDS) {
    const last = await newestEntry(customerId);
    if (!last) continue;
    await record({
      customerId, at: now(), kind: "event", action: restoredAction, actor: null, correlationId: randomUUID(), subjectId: null,
      details: { position: last.position, entryHash: last.entryHash, reason },
    });
    done.push({ customerId, kept: last.position, head: await signNewest(customerId) });
  }
  return done;
}
