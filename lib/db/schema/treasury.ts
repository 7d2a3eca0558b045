import { bigint, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** What a pocket was worth when it was last looked at on a day: the last look of a day stands for its close. Days are the company's. */
export const balanceSnapshot = pgTable(
  "balance_snapshot",
  {
    customerId: uuid("customer_id").notNull(),
    pocketId: uuid("pocket_id").notNull(),
    day: text("day").notNull(),
    /** Cents: the balance, and how much of it is cash. */
    value: bigint("value", { mode: "number" }).notNull(),
    cash: bigint("cash", { mode: "number" }).notNull(),
    /** When Jiko priced it; null where it does not say. */
    pricedAt: instant("priced_at"),
    /** By the bank's clock. */
    takenAt: instant("taken_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.day, table.pocketId] })],
);

/** What was decided about a flow that comes back in a rhythm. None: it is open. */
export const recurringVerdict = pgTable(
  "recurring_verdict",
  {
    customerId: uuid("customer_id").notNull(),
    /** As lib/treasury/recurring names the flow. */
    recurringId: text("recurring_id").notNull(),
    verdict: text("verdict", { enum: ["accepted", "struck"] }).notNull(),
    memberId: uuid("member_id").notNull(),
    memberName: text("member_name").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.recurringId] })],
);

/** A flow that somebody expects. */
export const plannedFlow = pgTable(
  "planned_flow",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    pocketId: uuid("pocket_id").notNull(),
    day: text("day").notNull(),
    /** Signed cents. */
    amount: bigint("amount", { mode: "number" }).notNull(),
    text: text("text").notNull(),
    memberId: uuid("member_id").notNull(),
    memberName: text("member_name").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.id] })],
);
