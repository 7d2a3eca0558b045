CREATE TABLE "audit_entry" (
	"canonical" text NOT NULL,
	"content_hash" text NOT NULL,
	"prev_hash" text NOT NULL,
	"entry_hash" text NOT NULL,
	"customer_id" uuid GENERATED ALWAYS AS (((canonical::jsonb ->> 'customerId')::uuid)) STORED NOT NULL,
	"position" bigint GENERATED ALWAYS AS (((canonical::jsonb ->> 'position')::bigint)) STORED NOT NULL,
	"at" text GENERATED ALWAYS AS ((canonical::jsonb ->> 'at')) STORED NOT NULL,
	"kind" text GENERATED ALWAYS AS ((canonical::jsonb ->> 'kind')) STORED NOT NULL,
	"action" text GENERATED ALWAYS AS ((canonical::jsonb ->> 'action')) STORED NOT NULL,
	"member_id" text GENERATED ALWAYS AS ((canonical::jsonb -> 'actor' ->> 'memberId')) STORED,
	"correlation_id" text GENERATED ALWAYS AS ((canonical::jsonb ->> 'correlationId')) STORED,
	"subject_id" text GENERATED ALWAYS AS ((canonical::jsonb ->> 'subjectId')) STORED,
	"outcome" text GENERATED ALWAYS AS ((canonical::jsonb ->> 'outcome')) STORED,
	CONSTRAINT "audit_entry_customer_id_position_pk" PRIMARY KEY("customer_id","position"),
	CONSTRAINT "audit_entry_at" CHECK (at ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$'),
	CONSTRAINT "audit_entry_kind" CHECK (kind in ('intent', 'outcome', 'event', 'correction')),
	CONSTRAINT "audit_entry_correlated" CHECK (kind not in ('intent', 'outcome') or correlation_id is not null),
	CONSTRAINT "audit_entry_content" CHECK (content_hash = encode(sha256(convert_to(canonical, 'UTF8')), 'hex')),
	CONSTRAINT "audit_entry_chain" CHECK (entry_hash = encode(sha256(decode(prev_hash, 'hex') || decode(content_hash, 'hex')), 'hex'))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"browser_hash" text NOT NULL,
	"subject" text NOT NULL,
	"member_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"customer_name" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"role_reason" text,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_active_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "vault" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"renew_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"member_id" text NOT NULL,
	"kind" text NOT NULL,
	"value" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"lease_owner" uuid,
	"lease_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "job_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
ALTER TABLE "vault" ADD CONSTRAINT "vault_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entry_one_successor" ON "audit_entry" USING btree ("customer_id","prev_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entry_one_of_each" ON "audit_entry" USING btree ("customer_id","correlation_id","kind") WHERE kind in ('intent', 'outcome');--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("customer_id","subject_id","position");--> statement-breakpoint
CREATE INDEX "audit_entry_member" ON "audit_entry" USING btree ("customer_id","member_id","position");--> statement-breakpoint
CREATE INDEX "audit_entry_time" ON "audit_entry" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "session_browser" ON "session" USING btree ("browser_hash");--> statement-breakpoint
CREATE INDEX "session_customer" ON "session" USING btree ("customer_id","expires_at");--> statement-breakpoint
CREATE INDEX "draft_owner" ON "draft" USING btree ("customer_id","member_id","kind","updated_at");--> statement-breakpoint
CREATE INDEX "draft_expiry" ON "draft" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "job_due" ON "job" USING btree ("due_at");