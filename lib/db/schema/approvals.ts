import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";

/**
 * What the audit record refers to by hash: gestures, enrolments, sign-ins, snapshots, policies. `digest` is SHA-256 of the
 * plain canonical text; the text is sealed, because snapshots hold account numbers and enrolments hold names. The runtime role
 * inserts and reads; it may seal a text again with another key, which a changed text would not survive.
 */
export const evidence = pgTable(
  "evidence",
  {
    customerId: uuid("customer_id").notNull(),
    digest: text("digest").notNull(),
    kind: text("kind", { enum: ["gesture", "enrolment", "sign_in", "snapshot", "policy"] }).notNull(),
    /** The request, passkey or policy that it belongs to. */
    subjectId: text("subject_id").notNull(),
    keyId: text("key_id").notNull(),
    sealed: bytes("sealed").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.digest] }),
    index("evidence_subject").on(table.customerId, table.subjectId),
    check("evidence_digest", sql`digest ~ '^[0-9a-f]{64}$'`),
  ],
);

/**
 * Sign-offs that were given here: held by us, or sent to Jiko. A member gives another one for a request only where the first no
 * longer counts. The record says the same; this is what one asks quickly.
 */
export const signOff = pgTable(
  "sign_off",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    transferId: uuid("transfer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    memberName: text("member_name").notNull(),
    /** Lower case: two memberships of one person share it. */
    email: text("email").notNull(),
    role: text("role").notNull(),
    how: text("how", { enum: ["held", "sent"] }).notNull(),
    assurance: text("assurance", { enum: ["session", "fresh-sign-in", "passkey"] }).notNull(),
    passkeyId: uuid("passkey_id"),
    /** Digest of the gesture or sign-in; null for `session`. */
    proof: text("proof"),
    policyVersion: text("policy_version").notNull(),
    subjectHash: text("subject_hash").notNull(),
    contextHash: text("context_hash").notNull(),
    /** Cents; null where the amount was not known. */
    amount: bigint("amount", { mode: "number" }),
    at: instant("at").notNull(),
  },
  (table) => [
    index("sign_off_transfer").on(table.customerId, table.transferId),
    index("sign_off_member").on(table.customerId, table.memberId, table.at),
  ],
);

/** Versions of the policy. `canonical` is what is signed; version 1 is built in and has no row. */
export const policyVersion = pgTable(
  "policy_version",
  {
    customerId: uuid("customer_id").notNull(),
    number: integer("number").notNull(),
    canonical: text("canonical").notNull(),
    digest: text("digest").notNull(),
    /** Why it is proposed, in the words of whoever proposes it. */
    note: text("note").notNull(),
    state: text("state", { enum: ["proposed", "in_force", "replaced", "withdrawn"] }).notNull(),
    proposedBy: uuid("proposed_by").notNull(),
    proposedByName: text("proposed_by_name").notNull(),
    proposedByEmail: text("proposed_by_email").notNull(),
    proposedAt: instant("proposed_at").notNull(),
    signedBy: uuid("signed_by"),
    signedByName: text("signed_by_name"),
    signedAt: instant("signed_at"),
    /** Digest of the gesture. */
    proof: text("proof"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.number] }),
    uniqueIndex("policy_version_one_in_force").on(table.customerId).where(sql`state = 'in_force'`),
    uniqueIndex("policy_version_one_proposed").on(table.customerId).where(sql`state = 'proposed'`),
    check("policy_version_digest", sql`digest = encode(sha256(convert_to(canonical, 'UTF8')), 'hex')`),
  ],
);

/** While a row without `lifted_at` is there, nothing is filed or signed here. */
export const deskFreeze = pgTable(
  "desk_freeze",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    reason: text("reason").notNull(),
    frozenBy: uuid("frozen_by").notNull(),
    frozenByName: text("frozen_by_name").notNull(),
    frozenAt: instant("frozen_at").notNull(),
    /** The first of the two who lift it. */
    askedBy: uuid("asked_by"),
    askedByName: text("asked_by_name"),
    askedByEmail: text("asked_by_email"),
    askedAt: instant("asked_at"),
    liftedBy: uuid("lifted_by"),
    liftedByName: text("lifted_by_name"),
    liftedAt: instant("lifted_at"),
  },
  (table) => [uniqueIndex("desk_freeze_one").on(table.customerId).where(sql`lifted_at is null`)],
);

/** Somebody asked a payee, by a way known before, whether its account is right. */
export const callBack = pgTable(
  "call_back",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    counterpartyId: uuid("counterparty_id").notNull(),
    /** Fingerprint of name and account that were confirmed: another one loses the call-back. */
    fingerprint: text("fingerprint").notNull(),
    how: text("how", { enum: ["phone", "video", "in_person", "letter"] }).notNull(),
    /** With whom, and where the number was taken from. */
    contact: text("contact").notNull(),
    source: text("source").notNull(),
    note: text("note"),
    confirmedAt: instant("confirmed_at").notNull(),
    memberId: uuid("member_id").notNull(),
    memberName: text("member_name").notNull(),
    email: text("email").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [index("call_back_payee").on(table.customerId, table.counterpartyId, table.recordedAt)],
);

/** What people write under a request. Nothing is changed or removed. */
export const comment = pgTable(
  "comment",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    transferId: uuid("transfer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    memberName: text("member_name").notNull(),
    text: text("text").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [index("comment_transfer").on(table.customerId, table.transferId, table.at)],
);

/** Invoices and other papers of a request. The id of a draft becomes the id of the request, so they can be there before it. */
export const attachment = pgTable(
  "attachment",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    transferId: uuid("transfer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    memberName: text("member_name").notNull(),
    name: text("name").notNull(),
    type: text("type").notNull(),
    size: integer("size").notNull(),
    /** SHA-256 of the plain content, hexadecimal. */
    digest: text("digest").notNull(),
    keyId: text("key_id").notNull(),
    sealed: bytes("sealed").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [index("attachment_transfer").on(table.customerId, table.transferId, table.at)],
);

/** What the desk tells a member, or (without a member) everybody's channel. One row for one thing, however often it is found. */
export const message = pgTable(
  "message",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    /** Null: the channel. */
    memberId: uuid("member_id"),
    email: text("email"),
    kind: text("kind").notNull(),
    subjectId: text("subject_id"),
    /** What makes it one: kind, subject and turn. */
    once: text("once").notNull(),
    title: text("title").notNull(),
    text: text("text").notNull(),
    urgent: boolean("urgent").notNull().default(false),
    at: instant("at").notNull(),
    readAt: instant("read_at"),
    sentAt: instant("sent_at"),
    /** Why it could not be sent, without an address. */
    problem: text("problem"),
  },
  (table) => [
    uniqueIndex("message_once").on(table.customerId, sql`coalesce(member_id, '00000000-0000-0000-0000-000000000000'::uuid)`, table.once),
    index("message_member").on(table.customerId, table.memberId, table.at),
  ],
);

/** Decisions and requests as they were seen at Jiko, so that what did not pass through the desk is told once. */
export const seenAtJiko = pgTable(
  "seen_at_jiko",
  {
    customerId: uuid("customer_id").notNull(),
    transferId: uuid("transfer_id").notNull(),
    /** Who filed or decided. */
    memberId: uuid("member_id").notNull(),
    what: text("what", { enum: ["filed", "APPROVED", "REJECTED", "CANCELED"] }).notNull(),
    /** `before`: it stood there when the desk first looked. */
    origin: text("origin", { enum: ["before", "desk", "outside"] }).notNull(),
    seenAt: instant("seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.transferId, table.memberId, table.what] })],
);

/** Signed heads of the audit record. */
export const auditHead = pgTable(
  "audit_head",
  {
    customerId: uuid("customer_id").notNull(),
    position: bigint("position", { mode: "number" }).notNull(),
    head: jsonb("head").notNull(),
    at: instant("at").notNull(),
    /** When it was written where the database's owner does not reach; null where it still waits. */
    publishedAt: instant("published_at"),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.position] })],
);
