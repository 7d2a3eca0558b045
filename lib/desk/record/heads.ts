import "server-only";
import { readFileSync } from "node:fs";
import type { KeyObject } from "node:crypto";
import { and, asc, desc, eq, gt } from "drizzle-orm";
import { headKey, headLine, keyIdOf, signHead, type SignedHead } from "@/lib/audit/heads";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { auditHead } from "@/lib/db/schema/approvals";
import { auditEntry } from "@/lib/db/schema/audit";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { bringOut, promise } from "./outside";

/** Entries are signed at the latest when there are this many, or when the first of them is this old. */
const mostUnsigned = 100;
const longestUnsignedMs = 8_000;

let known: { file: string; key: KeyObject } | null = null;

/** The key of the heads; null where none is configured. Throws where the file holds none. */
export function headSigner(): KeyObject | null {
  const file = env().AUDIT_KEY_FILE;
  if (!file) return null;
  if (known?.file !== file) known = { file, key: headKey(readFileSync(file, "utf8")) };
  return known.key;
}

/** At the start: throws where the key cannot be used, and says so where there is none. */
export function checkHeadSigner(): void {
  const key = headSigner();
  if (key) log.info({ event: "audit.key", key: keyIdOf(key).match(/.{8}/g) }, "Heads of the audit record are signed");
  else log.warn({ event: "audit.unsigned" }, "AUDIT_KEY_FILE is not set: heads of the audit record are not signed");
}

/** The last entry of a customer's chain; null where there is none. */
export async function newestEntry(customerId: string) {
  const [row] = await db()
    .select({ position: auditEntry.position, entryHash: auditEntry.entryHash })
    .from(auditEntry)
    .where(eq(auditEntry.customerId, customerId))
    .orderBy(desc(auditEntry.position))
    .limit(1);
  return row ?? null;
}

async function newestHead(customerId: string): Promise<number> {
  const [row] = await db()
    .select({ position: auditHead.position })
    .from(auditHead)
    .where(eq(auditHead.customerId, customerId))
    .orderBy(desc(auditHead.position))
    .limit(1);
  return row?.position ?? 0;
}

/** How a customer's record stands against its heads. `oldest`: ISO instant of the first entry after the newest head; null where all are signed. */
export async function unsigned(customerId: string): Promise<{ count: number; oldest: string | null }> {
  const [newest, signed] = await Promise.all([newestEntry(customerId), newestHead(customerId)]);
  if (!newest || newest.position <= signed) return { count: 0, oldest: null };
  const [first] = await db()
    .select({ at: auditEntry.at })
    .from(auditEntry)
    .where(and(eq(auditEntry.customerId, customerId), gt(auditEntry.position, signed)))
    .orderBy(asc(auditEntry.position))
    .limit(1);
  return { count: newest.position - signed, oldest: first?.at ?? null };
}

/**
 * Signs the newest entry of a customer's chain, whatever number of processes do so: one head stands for a position. Answers the
 * head where this call made it. The signature covers all entries up to there, since each holds the hash of the one before.
 */
export async function signNewest(customerId: string): Promise<SignedHead | null> {
  const key = headSigner();
  const newest = key && (await newestEntry(customerId));
  if (!newest || newest.position <= (await newestHead(customerId))) return null;
  const at = now();
  const head = signHead({ customerId, ...newest, at: at.toISOString() }, key);
  const kept = await db().transaction(async (tx) => {
    const rows = await tx
      .insert(auditHead)
      .values({ customerId, position: head.position, head, at })
      .onConflictDoNothing()
      .returning({ position: auditHead.position });
    if (rows.length === 0) return false;
    await promise(tx, head);
    return true;
  });
  if (!kept) return null;
  log.info(headLine(head), "A head of the audit record was signed");
  await bringOut(head);
  return head;
}

interface Turn {
  /** Another entry came meanwhile. */
  again: boolean;
  done: Promise<void>;
}

// Pages, routes and the end of the process are bundled apart and must know of the same.
const shared = globalThis as typeof globalThis & { countersignHeads?: Map<string, Turn> };
/** Customers whose newest entry is being signed. */
const underWay = (): Map<string, Turn> => (shared.countersignHeads ??= new Map());

/** Signs what a decision has just written, without anybody waiting for it. One at a time for a customer. */
export function signHeadSoon(customerId: string): void {
  if (!env().AUDIT_KEY_FILE) return;
  const running = underWay().get(customerId);
  if (running) {
    running.again = true;
    return;
  }
  const turn: Turn = { again: false, done: Promise.resolve() };
  underWay().set(customerId, turn);
  turn.done = (async () => {
    try {
      do {
        turn.again = false;
        await signNewest(customerId);
      } while (turn.again);
    } catch (err) {
      // The job signs it within seconds.
      log.error({ event: "audit.head_not_signed", customerId, err }, "A head of the audit record could not be signed");
    } finally {
      underWay().delete(customerId);
    }
  })();
}

/** The job: signs where a hundred entries wait or the first of them grows old. */
export async function signDueHeads(): Promise<void> {
  if (!headSigner()) return;
  for (const customerId of env().JIKO_CUSTOMER_IDS) {
    const { count, oldest } = await unsigned(customerId);
    if (oldest && (count >= mostUnsigned || now().getTime() - Date.parse(oldest) >= longestUnsignedMs)) await signNewest(customerId);
  }
}

/** At the end of a process: whatever is not signed yet is. */
export async function signLastHeads(): Promise<void> {
  await Promise.all([...underWay().values()].map(({ done }) => done));
  if (headSigner()) for (const customerId of env().JIKO_CUSTOMER_IDS) await signNewest(customerId);
}
