CREATE TABLE "mirror_earning" (
	"customer_id" uuid NOT NULL,
	"pocket_id" uuid NOT NULL,
	"month" text NOT NULL,
	"amount" bigint NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mirror_earning_customer_id_pocket_id_month_pk" PRIMARY KEY("customer_id","pocket_id","month")
);
--> statement-breakpoint
CREATE TABLE "mirror_item" (
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"pocket_id" uuid,
	"counterparty_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"amount" bigint,
	"status" text NOT NULL,
	"open" boolean NOT NULL,
	"search" text NOT NULL,
	"words" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(search, ' '), ''))) STORED NOT NULL,
	"data" jsonb NOT NULL,
	"digest" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"missing_since" timestamp with time zone,
	CONSTRAINT "mirror_item_customer_id_kind_id_pk" PRIMARY KEY("customer_id","kind","id")
);
--> statement-breakpoint
CREATE TABLE "mirror_kind" (
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"filled_at" timestamp with time zone,
	"as_of" timestamp with time zone,
	"reached_back" timestamp with time zone,
	"waiting_since" timestamp with time zone,
	"problem" text,
	"wanted_at" timestamp with time zone,
	CONSTRAINT "mirror_kind_customer_id_kind_pk" PRIMARY KEY("customer_id","kind")
);
--> statement-breakpoint
CREATE TABLE "mirror_round" (
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"stretch" text NOT NULL,
	"from" timestamp with time zone,
	"until" timestamp with time zone,
	"number" integer NOT NULL,
	"reading" boolean NOT NULL,
	"cursor" text,
	"reached" timestamp with time zone,
	"ordered" boolean DEFAULT true NOT NULL,
	"surprises" integer DEFAULT 0 NOT NULL,
	"misses" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"started_bank" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"agreed_at" timestamp with time zone,
	"figures" jsonb,
	"due_at" timestamp with time zone,
	CONSTRAINT "mirror_round_customer_id_kind_stretch_pk" PRIMARY KEY("customer_id","kind","stretch")
);
--> statement-breakpoint
CREATE TABLE "payee_version" (
	"customer_id" uuid NOT NULL,
	"counterparty_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "payee_version_customer_id_counterparty_id_number_pk" PRIMARY KEY("customer_id","counterparty_id","number")
);
--> statement-breakpoint
CREATE INDEX "mirror_item_time" ON "mirror_item" USING btree ("customer_id","kind","at");--> statement-breakpoint
CREATE INDEX "mirror_item_pocket" ON "mirror_item" USING btree ("customer_id","kind","pocket_id","at");--> statement-breakpoint
CREATE INDEX "mirror_item_payee" ON "mirror_item" USING btree ("customer_id","counterparty_id","at") WHERE counterparty_id is not null;--> statement-breakpoint
CREATE INDEX "mirror_item_open" ON "mirror_item" USING btree ("customer_id","kind","read_at") WHERE open;--> statement-breakpoint
CREATE INDEX "mirror_item_words" ON "mirror_item" USING gin ("words");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON mirror_item, mirror_kind, mirror_round, mirror_earning TO countersign_app;
--> statement-breakpoint
-- Versions of payees cannot be read again: nothing of the product deletes one. UPDATE is for sealing with a newer key.
GRANT SELECT, INSERT, UPDATE ON payee_version TO countersign_app;
