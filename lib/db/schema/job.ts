import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Work that is due at a time, taken by one instance at a time through a lease. One row per kind and key. */
export const job = pgTable(
  "job",
  {
    kind: text("kind").notNull(),
    key: text("key").notNull(),
    payload: jsonb("payload").notNull(),
    dueAt: instant("due_at").notNull(),
    /** A fresh value for every claim: whoever lost the lease can no longer write the row. */
    leaseOwner: uuid("lease_owner"),
    leaseUntil: instant("lease_until"),
    /** Failures in a row. */
    attempts: integer("attempts").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key] }), index("job_due").on(table.dueAt)],
);
