CREATE TABLE "list_columns" (
	"customer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"list" text NOT NULL,
	"columns" text[] NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "list_columns_customer_id_member_id_list_pk" PRIMARY KEY("customer_id","member_id","list")
);
--> statement-breakpoint
CREATE TABLE "list_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"team" boolean NOT NULL,
	"search" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "mirror_item_time";--> statement-breakpoint
DROP INDEX "mirror_item_pocket";--> statement-breakpoint
DROP INDEX "mirror_item_open";--> statement-breakpoint
ALTER TABLE "mirror_item" ADD COLUMN "name" text collate "C";--> statement-breakpoint
ALTER TABLE "mirror_item" ADD COLUMN "type" text;--> statement-breakpoint
ALTER TABLE "mirror_item" ADD COLUMN "direction" text;--> statement-breakpoint
ALTER TABLE "mirror_item" ADD COLUMN "later_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "webhook_event" ADD COLUMN "search" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_event" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(search, ' '), ''))) STORED NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "list_view_name" ON "list_view" USING btree ("customer_id","member_id","list",lower(name));--> statement-breakpoint
CREATE INDEX "list_view_team" ON "list_view" USING btree ("customer_id","list") WHERE team;--> statement-breakpoint
CREATE INDEX "audit_entry_action" ON "audit_entry" USING btree ("customer_id","action" text_pattern_ops,"position");--> statement-breakpoint
CREATE INDEX "audit_entry_outcome" ON "audit_entry" USING btree ("customer_id","outcome","position");--> statement-breakpoint
CREATE INDEX "audit_entry_kinds" ON "audit_entry" USING btree ("customer_id","kind","position");--> statement-breakpoint
CREATE INDEX "audit_entry_command" ON "audit_entry" USING btree ("customer_id","correlation_id","position");--> statement-breakpoint
CREATE INDEX "mirror_item_amount" ON "mirror_item" USING btree ("customer_id","kind","amount" NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "mirror_item_name" ON "mirror_item" USING btree ("customer_id","kind","name" NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "mirror_item_type" ON "mirror_item" USING btree ("customer_id","kind","type" NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "mirror_item_status" ON "mirror_item" USING btree ("customer_id","kind","status","id");--> statement-breakpoint
CREATE INDEX "mirror_item_direction" ON "mirror_item" USING btree ("customer_id","kind","direction" NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "mirror_item_later" ON "mirror_item" USING btree ("customer_id","kind","later_at" NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "mirror_trade_cusip" ON "mirror_item" USING btree ("customer_id",((data ->> 'cusip') collate "C") nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "mirror_trade_maturity" ON "mirror_item" USING btree ("customer_id",((data ->> 'maturity_date') collate "C") nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "mirror_trade_quantity" ON "mirror_item" USING btree ("customer_id",((data ->> 'quantity')::numeric) nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "mirror_trade_price" ON "mirror_item" USING btree ("customer_id",((data ->> 'price')::numeric) nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "mirror_trade_yield" ON "mirror_item" USING btree ("customer_id",((data ->> 'yield_to_maturity')::numeric) nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "mirror_trade_notional" ON "mirror_item" USING btree ("customer_id",((data ->> 'notional')::bigint) nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "mirror_trade_booked" ON "mirror_item" USING btree ("customer_id",((data ->> 'book_date') collate "C") nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "mirror_trade_settled" ON "mirror_item" USING btree ("customer_id",((data ->> 'settled_date') collate "C") nulls first,"id") WHERE kind = 'trades';--> statement-breakpoint
CREATE INDEX "webhook_event_happened" ON "webhook_event" USING btree ("customer_id","happened_at","event_id");--> statement-breakpoint
CREATE INDEX "webhook_event_type" ON "webhook_event" USING btree ("customer_id","event_type","event_id");--> statement-breakpoint
CREATE INDEX "webhook_event_deliveries" ON "webhook_event" USING btree ("customer_id","deliveries","event_id");--> statement-breakpoint
CREATE INDEX "webhook_event_words" ON "webhook_event" USING gin ("words");--> statement-breakpoint
CREATE INDEX "mirror_item_time" ON "mirror_item" USING btree ("customer_id","kind","at","id","pocket_id","amount","status","type","direction");--> statement-breakpoint
CREATE INDEX "mirror_item_pocket" ON "mirror_item" USING btree ("customer_id","kind","pocket_id","at","id","amount");--> statement-breakpoint
CREATE INDEX "mirror_item_open" ON "mirror_item" USING btree ("customer_id","kind") WHERE open;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON list_view, list_columns TO countersign_app;
--> statement-breakpoint
-- A check moves one time of every row that it has seen and nothing else: with room on its page a row needs no new place in an index.
ALTER TABLE mirror_item SET (fillfactor = 85);
--> statement-breakpoint
-- A copy, which is read anew: its rows have to say by which words of which column they are found.
TRUNCATE mirror_item, mirror_kind, mirror_round;
--> statement-breakpoint
UPDATE webhook_event SET search = lower(concat_ws(' ', event_id, event_type, (SELECT string_agg(value || ' =about=' || value, ' ') FROM jsonb_each_text(about))));
