import { bigint, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * A ZIP of statements that a member chose: which files are wanted, and how far its one download has come. The progress lies
 * here because the page that asks may be answered by another process than the one that sends the file.
 */
export const archive = pgTable(
  "archive",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    memberId: text("member_id").notNull(),
    fileName: text("file_name").notNull(),
    /** The files wanted, in their order; no link among it. */
    files: jsonb("files").notNull(),
    state: text("state", { enum: ["ready", "running", "done", "failed", "canceled"] }).notNull(),
    /** Files that are through, those that failed included. */
    through: integer("through").notNull().default(0),
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    /** `[{ file, reason }]` of those that failed. */
    faults: jsonb("faults").notNull().default([]),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** The database's own clock: a download that lives moves it every few seconds. */
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [index("archive_owner").on(table.customerId, table.memberId, table.createdAt)],
);
