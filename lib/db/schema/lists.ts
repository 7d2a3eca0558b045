import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** A list as somebody wants to come back to it: its filters, order and columns, under a name. */
export const listView = pgTable(
  "list_view",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    /** The name as it was when the view was last saved. */
    memberName: text("member_name").notNull(),
    list: text("list").notNull(),
    name: text("name").notNull(),
    /** The whole team sees it; else its owner alone. */
    team: boolean("team").notNull(),
    /** What the address of the list says, without a question mark. */
    search: text("search").notNull(),
    madeAt: instant("made_at").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [
    uniqueIndex("list_view_name").on(table.customerId, table.memberId, table.list, sql`lower(name)`),
    index("list_view_team").on(table.customerId, table.list).where(sql`team`),
  ],
);

/** The columns that a member wants to see of a list, in their order. */
export const listColumns = pgTable(
  "list_columns",
  {
    customerId: uuid("customer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    list: text("list").notNull(),
    columns: text("columns").array().notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.memberId, table.list] })],
);
