CREATE TABLE "balance_snapshot" (
	"customer_id" uuid NOT NULL,
	"pocket_id" uuid NOT NULL,
	"day" text NOT NULL,
	"value" bigint NOT NULL,
	"cash" bigint NOT NULL,
	"priced_at" timestamp with time zone,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "balance_snapshot_customer_id_day_pocket_id_pk" PRIMARY KEY("customer_id","day","pocket_id")
);
--> statement-breakpoint
CREATE TABLE "planned_flow" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"pocket_id" uuid NOT NULL,
	"day" text NOT NULL,
	"amount" bigint NOT NULL,
	"text" text NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "planned_flow_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "recurring_verdict" (
	"customer_id" uuid NOT NULL,
	"recurring_id" text NOT NULL,
	"verdict" text NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "recurring_verdict_customer_id_recurring_id_pk" PRIMARY KEY("customer_id","recurring_id")
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON balance_snapshot, planned_flow, recurring_verdict TO countersign_app;
