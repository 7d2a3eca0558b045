import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";

/** Who is signed in. The cookie's token is not here, only its SHA-256: whoever reads this table cannot become anybody. */
export const session = pgTable(
  "session",
  {
    id: uuid("id").primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    /** SHA-256 of a value that this browser keeps, so that a new sign-in finds the one it replaces in every response mode. */
    browserHash: text("browser_hash").notNull(),
    subject: text("subject").notNull(),
    memberId: uuid("member_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    customerName: text("customer_name").notNull(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    role: text("role").notNull(),
    roleReason: text("role_reason"),
    scopes: text("scopes").array().notNull(),
    createdAt: instant("created_at").notNull(),
    lastActiveAt: instant("last_active_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("session_browser").on(table.browserHash), index("session_customer").on(table.customerId, table.expiresAt)],
);

/**
 * Jiko's tokens of a session, sealed. `lease_until` has three meanings: null, nobody renews; ahead, somebody renews;
 * past, somebody began to renew and nobody knows how it ended, so the refresh token must not be used again.
 */
export const vault = pgTable("vault", {
  sessionId: uuid("session_id")
    .primaryKey()
    .references(() => session.id, { onDelete: "cascade" }),
  customerId: uuid("customer_id").notNull(),
  keyId: text("key_id").notNull(),
  sealed: bytes("sealed").notNull(),
  version: integer("version").notNull().default(1),
  renewAt: instant("renew_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  leaseUntil: instant("lease_until"),
});
