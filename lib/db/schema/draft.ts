import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

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
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("draft_owner").on(table.customerId, table.memberId, table.kind, table.updatedAt),
    index("draft_expiry").on(table.expiresAt),
  ],
);
