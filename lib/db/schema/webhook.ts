import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, words } from "./columns";

/**
 * An address of ours that a subscription at Jiko delivers to. Its id is the last part of the address and is how a
 * subscription is known to be ours; nobody can guess it.
 */
export const webhookEndpoint = pgTable("webhook_endpoint", {
  id: uuid("id").primaryKey(),
  customerId: uuid("customer_id").notNull(),
  createdAt: instant("created_at").notNull(),
  /** Deliveries that were taken, how many of them were known already, and those that were refused, by why. */
  accepted: integer("accepted").notNull().default(0),
  repeated: integer("repeated").notNull().default(0),
  badSignature: integer("bad_signature").notNull().default(0),
  badCustomer: integer("bad_customer").notNull().default(0),
  badBody: integer("bad_body").notNull().default(0),
  lastAcceptedAt: instant("last_accepted_at"),
  lastRefusedAt: instant("last_refused_at"),
});

/**
 * A secret that deliveries are signed with, sealed. Of an endpoint of ours: for as long as it may be used. Of a receiver that
 * is not ours (`endpoint_id` is null): until it was shown, once, to the person who made it.
 */
export const webhookSecret = pgTable(
  "webhook_secret",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    endpointId: uuid("endpoint_id").references(() => webhookEndpoint.id, { onDelete: "cascade" }),
    keyId: text("key_id").notNull(),
    sealed: bytes("sealed").notNull(),
    createdAt: instant("created_at").notNull(),
    /** From here on it is no longer accepted (or shown), and the row is deleted. Null: no end is set. */
    expiresAt: instant("expires_at"),
  },
  (table) => [index("webhook_secret_endpoint").on(table.endpointId), index("webhook_secret_expiry").on(table.expiresAt)],
);

/** An event that was delivered to us: one row however often it came. */
export const webhookEvent = pgTable(
  "webhook_event",
  {
    customerId: uuid("customer_id").notNull(),
    eventId: uuid("event_id").notNull(),
    endpointId: uuid("endpoint_id").notNull(),
    eventType: text("event_type").notNull(),
    /** When it happened, by the bank's time. */
    happenedAt: instant("happened_at").notNull(),
    /** The ids of the payload, and nothing else of it. */
    about: jsonb("about").$type<Record<string, string>>().notNull(),
    receivedAt: instant("received_at").notNull(),
    deliveries: integer("deliveries").notNull().default(1),
    /** Words that its list finds it by, as in the copy of Jiko's lists. */
    search: text("search").notNull().default(""),
    words: words("words")
      .notNull()
      .generatedAlwaysAs(sql.raw("array_to_tsvector(array_remove(string_to_array(search, ' '), ''))")),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.eventId] }),
    index("webhook_event_received").on(table.customerId, table.receivedAt, table.eventId),
    index("webhook_event_age").on(table.receivedAt),
    index("webhook_event_happened").on(table.customerId, table.happenedAt, table.eventId),
    index("webhook_event_type").on(table.customerId, table.eventType, table.eventId),
    index("webhook_event_deliveries").on(table.customerId, table.deliveries, table.eventId),
    index("webhook_event_words").using("gin", table.words),
  ],
);
