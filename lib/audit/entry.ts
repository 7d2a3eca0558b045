import { z } from "zod";
import { canonicalJson } from "@/lib/canonical";
import { redact } from "@/lib/redact";
import { sha256Hex } from "@/lib/sha256";
import { hash } from "node:crypto";

/**
 * One entry of the audit record.
 *
 * Its stored form is one text: the canonical JSON (lib/canonical.ts) of
 * `{ version: 1, customerId, position, at, kind, action, actor, correlationId, subjectId, outcome, details }`, where what
 * is absent is null. `contentHash = SHA-256(text as UTF-8)`, `entryHash = SHA-256(prevHash || contentHash)` over the 32 raw
 * bytes of each; `prevHash` of a customer's first entry is 32 zero bytes. Hashes are written as lower-case hexadecimal. No
 * key is involved: anyone can verify a chain, and what makes it hard to rewrite is that its heads are kept elsewhere.
 */
export const auditEntrySchema = z.strictObject({
  // Jiko's id: which versions of UUID it mints is not published.
  customerId: z.guid(),
  at: z.date(),
  /**
   * An intent is written before something is tried, its outcome after, under one correlation id; an event stands alone; a
   * correction contradicts an earlier outcome.
   */
  kind: z.enum(["intent", "outcome", "event", "correction"]),
  /** Dotted name: `transfer.approve`, `statement.download`, `session.started`, `access.refused`. */
  action: z.string().regex(/^[a-z][a-zA-Z]*(\.[a-zA-Z]+)+$/),
  actor: z.strictObject({ memberId: z.string(), sessionId: z.string().optional(), name: z.string() }).nullable(),
  correlationId: z.string().min(1).max(200),
  subjectId: z.string().max(200).nullable(),
  outcome: z.string().max(100).optional(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.input<typeof auditEntrySchema>;

export const firstPrevHash = "0".repeat(64);

export interface ChainLink {
  canonical: string;
  contentHash: string;
  prevHash: string;
  entryHash: string;
}

export const entryHashOf = (prevHash: string, contentHash: string): string =>
  hash("sha256", Buffer.from(prevHash + contentHash, "hex"));

/** PostgreSQL's jsonb knows neither NUL nor half a surrogate pair; fractions have no canonical form and become text. */
function storable(value: unknown): unknown {
  if (typeof value === "string") {
    return value.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  }
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : String(value);
  if (Array.isArray(value)) return value.map((one) => storable(one ?? null));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), storable(one)]));
}

/** The entry as the next link after `previous`. Details lose every token and account number on the way. Throws on a malformed entry. */
export function linkOf(entry: AuditEntry, previous: { position: number; entryHash: string } | null): ChainLink {
  const { customerId, at, kind, action, actor, correlationId, subjectId, outcome, details } = auditEntrySchema.parse(entry);
  const canonical = canonicalJson(
    storable({
      version: 1,
      customerId: customerId.toLowerCase(),
      position: (previous?.position ?? 0) + 1,
      at: at.toISOString(),
      kind,
      action,
      actor: actor && { memberId: actor.memberId, name: actor.name, sessionId: actor.sessionId ?? null },
      correlationId,
      subjectId,
      outcome: outcome ?? null,
      details: redact(details),
    }),
  );
  const contentHash = sha256Hex(canonical);
  const prevHash = previous?.entryHash ?? firstPrevHash;
  return { canonical, contentHash, prevHash, entryHash: entryHashOf(prevHash, contentHash) };
}
