import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const generated = (expression: string) => sql.raw(`(canonical::jsonb ${expression})`);

/**
 * The audit record. `canonical` is the entry; what one filters by is generated from it, so that a column can never say
 * something else than the text that was hashed. The runtime role may insert and select, nobody may change (see the
 * migration with the triggers). The checks make the database refuse hashes that do not fit; the two unique keys keep a
 * customer's chain from forking.
 */
export const auditEntry = pgTable(
  "audit_entry",
  {
    canonical: text("canonical").notNull(),
    contentHash: text("content_hash").notNull(),
    prevHash: text("prev_hash").notNull(),
    entryHash: text("entry_hash").notNull(),
    customerId: uuid("customer_id")
      .notNull()
      .generatedAlwaysAs(sql.raw("((canonical::jsonb ->> 'customerId')::uuid)")),
    position: bigint("position", { mode: "number" })
      .notNull()
      .generatedAlwaysAs(sql.raw("((canonical::jsonb ->> 'position')::bigint)")),
    /** UTC, `2026-06-15T14:02:11.118Z`: always 24 characters, so that the order of the text is the order of time. */
    at: text("at")
      .notNull()
      .generatedAlwaysAs(generated("->> 'at'")),
    kind: text("kind", { enum: ["intent", "outcome", "event", "correction"] })
      .notNull()
      .generatedAlwaysAs(generated("->> 'kind'")),
    action: text("action")
      .notNull()
      .generatedAlwaysAs(generated("->> 'action'")),
    memberId: text("member_id").generatedAlwaysAs(generated("-> 'actor' ->> 'memberId'")),
    correlationId: text("correlation_id").generatedAlwaysAs(generated("->> 'correlationId'")),
    subjectId: text("subject_id").generatedAlwaysAs(generated("->> 'subjectId'")),
    outcome: text("outcome").generatedAlwaysAs(generated("->> 'outcome'")),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.position] }),
    uniqueIndex("audit_entry_one_successor").on(table.customerId, table.prevHash),
    uniqueIndex("audit_entry_one_of_each")
      .on(table.customerId, table.correlationId, table.kind)
      .where(sql`kind in ('intent', 'outcome')`),
    index("audit_entry_subject").on(table.customerId, table.subjectId, table.position),
    index("audit_entry_member").on(table.customerId, table.memberId, table.position),
    index("audit_entry_time").on(table.customerId, table.at),
    index("audit_entry_action").on(table.customerId, table.action.op("text_pattern_ops"), table.position),
    index("audit_entry_outcome").on(table.customerId, table.outcome, table.position),
    index("audit_entry_kinds").on(table.customerId, table.kind, table.position),
    index("audit_entry_command").on(table.customerId, table.correlationId, table.position),
    check("audit_entry_at", sql`at ~ '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$'`),
    check("audit_entry_kind", sql`kind in ('intent', 'outcome', 'event', 'correction')`),
    check("audit_entry_correlated", sql`kind not in ('intent', 'outcome') or correlation_id is not null`),
    check("audit_entry_content", sql`content_hash = encode(sha256(convert_to(canonical, 'UTF8')), 'hex')`),
    check("audit_entry_chain", sql`entry_hash = encode(sha256(decode(prev_hash, 'hex') || decode(content_hash, 'hex')), 'hex')`),
  ],
);
