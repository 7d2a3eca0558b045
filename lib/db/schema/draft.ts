import { index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** A form that is being filled in. Its id becomes the id of what is filed, so that filing it twice is one thing. */
export const draft = pgTable(
  "draft",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    memberId: text("member_id").notNull(),
    kind: text("kind").notNull(),
    value: jsonb("value").notNull(),
    /** Counts the saves: two tabs that edit one draft must not overwrite each other unseen. */
    revision: integer("revision").notNull().default(1),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    index("draft_owner").on(table.customerId, table.memberId, table.kind, table.updatedAt),
    index("draft_expiry").on(table.expiresAt),
  ],
);
