CREATE TABLE "attachment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"transfer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"digest" text NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"customer_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"head" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "audit_head_customer_id_position_pk" PRIMARY KEY("customer_id","position")
);
--> statement-breakpoint
CREATE TABLE "call_back" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"counterparty_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"how" text NOT NULL,
	"contact" text NOT NULL,
	"source" text NOT NULL,
	"note" text,
	"confirmed_at" timestamp with time zone NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"email" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ceremony" (
	"nonce" text PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"challenge" text NOT NULL,
	"body" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "comment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"transfer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_freeze" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"frozen_by" uuid NOT NULL,
	"frozen_by_name" text NOT NULL,
	"frozen_at" timestamp with time zone NOT NULL,
	"asked_by" uuid,
	"asked_by_name" text,
	"asked_by_email" text,
	"asked_at" timestamp with time zone,
	"lifted_by" uuid,
	"lifted_by_name" text,
	"lifted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"customer_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "evidence_customer_id_digest_pk" PRIMARY KEY("customer_id","digest"),
	CONSTRAINT "evidence_digest" CHECK (digest ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"member_id" uuid,
	"email" text,
	"kind" text NOT NULL,
	"subject_id" text,
	"once" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"urgent" boolean DEFAULT false NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"label" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"fingerprint" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"backed_up" boolean NOT NULL,
	"state" text NOT NULL,
	"enrolment" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_by" text,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	CONSTRAINT "passkey_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "policy_version" (
	"customer_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"canonical" text NOT NULL,
	"digest" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_by_name" text NOT NULL,
	"proposed_by_email" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"signed_by" uuid,
	"signed_by_name" text,
	"signed_at" timestamp with time zone,
	"proof" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "policy_version_customer_id_number_pk" PRIMARY KEY("customer_id","number"),
	CONSTRAINT "policy_version_digest" CHECK (digest = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'))
);
--> statement-breakpoint
CREATE TABLE "seen_at_jiko" (
	"customer_id" uuid NOT NULL,
	"transfer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"what" text NOT NULL,
	"origin" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seen_at_jiko_customer_id_transfer_id_member_id_what_pk" PRIMARY KEY("customer_id","transfer_id","member_id","what")
);
--> statement-breakpoint
CREATE TABLE "sign_off" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"transfer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"how" text NOT NULL,
	"assurance" text NOT NULL,
	"passkey_id" uuid,
	"proof" text,
	"policy_version" text NOT NULL,
	"subject_hash" text NOT NULL,
	"context_hash" text NOT NULL,
	"amount" bigint,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_up" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"purpose" text NOT NULL,
	"nonce" text NOT NULL,
	"state_hash" text NOT NULL,
	"verifier" text NOT NULL,
	"return_to" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"proven_at" timestamp with time zone,
	"proof" text,
	"used_at" timestamp with time zone,
	CONSTRAINT "step_up_state_hash_unique" UNIQUE("state_hash")
);
--> statement-breakpoint
CREATE INDEX "attachment_transfer" ON "attachment" USING btree ("customer_id","transfer_id","at");--> statement-breakpoint
CREATE INDEX "call_back_payee" ON "call_back" USING btree ("customer_id","counterparty_id","recorded_at");--> statement-breakpoint
CREATE INDEX "ceremony_expiry" ON "ceremony" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "comment_transfer" ON "comment" USING btree ("customer_id","transfer_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "desk_freeze_one" ON "desk_freeze" USING btree ("customer_id") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "evidence_subject" ON "evidence" USING btree ("customer_id","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_once" ON "message" USING btree ("customer_id",coalesce(member_id, '00000000-0000-0000-0000-000000000000'::uuid),"once");--> statement-breakpoint
CREATE INDEX "message_member" ON "message" USING btree ("customer_id","member_id","at");--> statement-breakpoint
CREATE INDEX "passkey_member" ON "passkey" USING btree ("customer_id","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_version_one_in_force" ON "policy_version" USING btree ("customer_id") WHERE state = 'in_force';--> statement-breakpoint
CREATE UNIQUE INDEX "policy_version_one_proposed" ON "policy_version" USING btree ("customer_id") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "sign_off_transfer" ON "sign_off" USING btree ("customer_id","transfer_id");--> statement-breakpoint
CREATE INDEX "sign_off_member" ON "sign_off" USING btree ("customer_id","member_id","at");--> statement-breakpoint
CREATE INDEX "step_up_expiry" ON "step_up" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "mirror_item_initiator" ON "mirror_item" USING btree ("customer_id",(data -> 'created_by' ->> 'member_id'),"at") WHERE kind = 'transferRequests';
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ceremony, step_up, attachment, message TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON passkey, policy_version, desk_freeze TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON comment, evidence, audit_head, call_back, sign_off, seen_at_jiko TO countersign_app;
--> statement-breakpoint
-- Sealing a text again with another key leaves what was sealed: its hash is the row's name.
GRANT UPDATE (key_id, sealed) ON evidence TO countersign_app;
--> statement-breakpoint
GRANT UPDATE (published_at) ON audit_head TO countersign_app;
