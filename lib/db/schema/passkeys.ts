import { bigint, boolean, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";

/** Passkeys. What ties one to its person lies in `evidence` under `enrolment`; what happened to it in the record. */
export const passkey = pgTable(
  "passkey",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    memberName: text("member_name").notNull(),
    /** What its owner calls it. */
    label: text("label").notNull(),
    /** base64url, as the authenticator gave it. */
    credentialId: text("credential_id").notNull().unique(),
    /** COSE. */
    publicKey: bytes("public_key").notNull(),
    /** SHA-256 of the public key, hexadecimal. */
    fingerprint: text("fingerprint").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    backedUp: boolean("backed_up").notNull(),
    /** `waiting`: enrolled by somebody who had one before and did not sign with it; a second person must confirm it. */
    state: text("state", { enum: ["waiting", "active", "revoked"] }).notNull(),
    /** Digest of the evidence of its enrolment. */
    enrolment: text("enrolment").notNull(),
    createdAt: instant("created_at").notNull(),
    confirmedBy: text("confirmed_by"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    revokedBy: text("revoked_by"),
  },
  (table) => [index("passkey_member").on(table.customerId, table.memberId)],
);

/** A challenge that was handed out: for one member, one session and one use. */
export const ceremony = pgTable(
  "ceremony",
  {
    nonce: text("nonce").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    purpose: text("purpose", { enum: ["enrol", "decide", "policy", "confirm_passkey"] }).notNull(),
    challenge: text("challenge").notNull(),
    /** What is signed, or what waits until it is. No secret. */
    body: jsonb("body").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [index("ceremony_expiry").on(table.expiresAt)],
);

/** A fresh sign-in at Jiko that proves who sits there now, on its way and afterwards. */
export const stepUp = pgTable(
  "step_up",
  {
    id: uuid("id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    memberId: uuid("member_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    subject: text("subject").notNull(),
    purpose: text("purpose", { enum: ["enrol", "decide"] }).notNull(),
    /** What Jiko signs into the id_token. */
    nonce: text("nonce").notNull(),
    /** SHA-256 of the state in the address. */
    stateHash: text("state_hash").notNull().unique(),
    /** PKCE; of no use without the code, which goes through the browser. */
    verifier: text("verifier").notNull(),
    returnTo: text("return_to").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** When Jiko's answer was found right; null before. */
    provenAt: instant("proven_at"),
    /** Digest of the evidence of kind `sign_in`. */
    proof: text("proof"),
    usedAt: instant("used_at"),
  },
  (table) => [index("step_up_expiry").on(table.expiresAt)],
);
