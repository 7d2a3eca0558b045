CREATE TABLE "webhook_endpoint" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"repeated" integer DEFAULT 0 NOT NULL,
	"bad_signature" integer DEFAULT 0 NOT NULL,
	"bad_customer" integer DEFAULT 0 NOT NULL,
	"bad_body" integer DEFAULT 0 NOT NULL,
	"last_accepted_at" timestamp with time zone,
	"last_refused_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_event" (
	"customer_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"about" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"deliveries" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "webhook_event_customer_id_event_id_pk" PRIMARY KEY("customer_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_secret" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"endpoint_id" uuid,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_endpoint_id_webhook_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoint"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_event_received" ON "webhook_event" USING btree ("customer_id","received_at","event_id");--> statement-breakpoint
CREATE INDEX "webhook_event_age" ON "webhook_event" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "webhook_secret_endpoint" ON "webhook_secret" USING btree ("endpoint_id");--> statement-breakpoint
CREATE INDEX "webhook_secret_expiry" ON "webhook_secret" USING btree ("expires_at");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoint, webhook_secret, webhook_event TO countersign_app;
