// A company's record with everything that can be checked in it, for tests and benchmarks: people enrol passkeys, put a policy in
// force and sign requests off. What it writes goes wherever the caller keeps entries and evidence.
import { randomBytes, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet } from "jose";
import { parseAuthenticatorData, decodeAttestationObject } from "@simplewebauthn/server/helpers";
import type { GestureEvidence, SignInEvidence } from "@/lib/approvals/evidence";
import { challengeOf, enrolmentNonceOf, fingerprintOf, type Gesture } from "@/lib/approvals/gesture";
import { ownKeyStatement, type Statement } from "@/lib/approvals/statement";
import type { Outcome, PolicyContent } from "@/lib/approvals/policy/types";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import type { AuditEntry } from "@/lib/audit/entry";
import { SoftAuthenticator } from "@/lib/auth/testing/authenticator";
import { canonicalJson } from "@/lib/canonical";
import { sha256Hex } from "@/lib/sha256";

export type EvidenceKind = "gesture" | "enrolment" | "sign_in" | "snapshot" | "policy";

interface Sink {
  keep(kind: EvidenceKind, subjectId: string, value: unknown): Promise<string>;
  write(entry: AuditEntry): Promise<void>;
}

export interface Person {
  memberId: string;
  name: string;
  passkeyId: string;
  passkey: SoftPasskey;
  enrolment: string;
}

const issuer = "https://auth.example.com";
const clientId = "countersign";
const nonce = () => randomBytes(32).toString("base64url");

const rpId = "treasury.example.com";
const origin = `https://${rpId}`;

/** Somebody's authenticator with one passkey, and the evidence that comes of it. */
function softPasskey() {
  const authenticator = new SoftAuthenticator();
  const { id: credentialId, response } = authenticator.create({ challenge: nonce(), rpId, origin });
  const authData = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, "base64url"))).get("authData");
  const publicKey = Buffer.from(parseAuthenticatorData(authData).credentialPublicKey!);
  return {
    credentialId, publicKey, fingerprint: fingerprintOf(publicKey),
    registered: { attestationObject: response.attestationObject, clientDataJSON: response.clientDataJSON },
    /** `userVerified` and `challenge`: what a wrong one has otherwise. */
    gesture(passkeyId: string, what: Gesture, { userVerified = true, challenge = challengeOf(what) } = {}): GestureEvidence {
      const { authenticatorData, clientDataJSON, signature } = authenticator.get({ challenge, rpId, origin, userVerified }).response;
      return {
        version: 1, customerId: what.customerId, memberId: what.memberId, nonce: what.nonce, origin, rpId, passkeyId, credentialId,
        statement: what.statement as GestureEvidence["statement"], publicKey: publicKey.toString("base64url"),
        authenticatorData, clientDataJSON, signature,
      };
    },
  };
}

export type SoftPasskey = ReturnType<typeof softPasskey>;

/** Signs id_tokens as Jiko would. */
export async function softIssuer() {
  const { privateKey, publicKey } = await generateKeyPair("PS256", { modulusLength: 2048 });
  const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "PS256", use: "sig" }] };
  const idToken = (sub: string, nonce: string, at: Date) =>
    new SignJWT({ nonce })
      .setProtectedHeader({ alg: "PS256", kid: "one" })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setSubject(sub)
      .setIssuedAt(Math.floor(at.getTime() / 1000))
      .setExpirationTime(Math.floor(at.getTime() / 1000) + 300)
      .sign(privateKey);
  return { keys, idToken };
}

export type SoftIssuer = Awaited<ReturnType<typeof softIssuer>>;

const oneSignOff: Outcome = { demands: [{ count: 1, from: {}, step: 1 }], assurance: "fresh-sign-in" };
/** What the story's policies ask of every request, unless a test says otherwise. */
export const asks = (then: Outcome = oneSignOff): PolicyContent => ({ rules: [{ id: randomUUID(), name: "Every request", when: {}, then }], limits: [] });

export function story(customerId: string, { keep, write }: Sink, bank: SoftIssuer) {
  let at = Date.parse("2026-06-15T14:00:00Z");
  const later = () => new Date((at += 1_000));
  let inForce: { version: string; digest: string | null; then: Outcome } = { version: "builtin-1", digest: null, then: { ...oneSignOff, assurance: "passkey" } };
  const entry = (kind: AuditEntry["kind"], action: string, who: Person, changes: Partial<AuditEntry>): AuditEntry => ({
    customerId, at: later(), kind, action, actor: { memberId: who.memberId, name: who.name }, correlationId: randomUUID(), subjectId: null,
    details: {}, ...changes,
  });

  const signIn = async (who: Person, purpose: "enrol" | "decide", wanted: string, gesture: SignInEvidence["gesture"]): Promise<SignInEvidence> => ({
    version: 1, customerId, memberId: who.memberId, subject: `sub-${who.memberId}`, purpose, nonce: wanted, issuer, clientId,
    idToken: await bank.idToken(`sub-${who.memberId}`, wanted, new Date(at)),
    keys: bank.keys as SignInEvidence["keys"], at: new Date(at).toISOString(), gesture,
  });

  return {
    customerId,
    /** When the last entry was written. */
    now: () => new Date(at),
    /** Somebody with a passkey. */
    async enrol(name: string, { state = "active", memberId = randomUUID(), signedBy }: { state?: string; memberId?: string; signedBy?: Person } = {}): Promise<Person> {
      const passkey = softPasskey();
      const person: Person = { memberId, name, passkeyId: randomUUID(), passkey, enrolment: "" };
      const proof = await keep("sign_in", person.passkeyId, await signIn(person, "enrol", enrolmentNonceOf(passkey.publicKey), null));
      person.enrolment = await keep("enrolment", person.passkeyId, {
        version: 1, customerId, memberId: person.memberId, passkeyId: person.passkeyId, credentialId: passkey.credentialId,
        publicKey: passkey.publicKey.toString("base64url"), ...passkey.registered, signIn: proof,
      });
      const statement = ownKeyStatement(passkey.fingerprint);
      const own = signedBy?.passkey.gesture(signedBy.passkeyId, { customerId, memberId, statement, nonce: nonce() });
      const signed = own ? await keep("gesture", person.passkeyId, own) : null;
      const details = { passkeyId: person.passkeyId, fingerprint: passkey.fingerprint, enrolment: person.enrolment, state, proof: signed };
      await write(entry("outcome", "passkey.enrol", person, { subjectId: person.passkeyId, outcome: "done", details }));
      return person;
    },
    async confirm(who: Person, whose: Person): Promise<void> {
      const { passkeyId, passkey } = whose;
      const statement: Statement = { kind: "passkey", passkeyId, fingerprint: passkey.fingerprint };
      const proof = await keep("gesture", passkeyId, who.passkey.gesture(who.passkeyId, { customerId, memberId: who.memberId, statement, nonce: nonce() }));
      const details = { passkeyId, fingerprint: passkey.fingerprint, proof };
      await write(entry("outcome", "passkey.confirm", who, { subjectId: passkeyId, outcome: "done", details }));
    },
    revoke: (who: Person, whose: Person): Promise<void> =>
      write(entry("outcome", "passkey.revoke", who, { subjectId: whose.passkeyId, outcome: "done", details: { passkeyId: whose.passkeyId } })),
    /** A policy, proposed by the one and signed by the other. */
    async policy(number: number, proposer: Person, signer: Person, content = asks()) {
      const text = canonicalJson({ version: number, ...content });
      const digest = await keep("policy", "policy", JSON.parse(text));
      await write(entry("outcome", "policy.propose", proposer, { subjectId: String(number), outcome: "done", details: { number, digest } }));
      const statement: Statement = { kind: "policy", number, digest };
      const what = { customerId, memberId: signer.memberId, statement, nonce: nonce() };
      const proof = await keep("gesture", String(number), signer.passkey.gesture(signer.passkeyId, what));
      await write(entry("outcome", "policy.sign", signer, { subjectId: String(number), outcome: "done", details: { number, digest, proof } }));
      inForce = { version: String(number), digest, then: content.rules[0]!.then };
      return { text, digest };
    },
    /** One request, filed; what else happens is put on record by `approve` and `note`. */
    async file(who: Person, cents = 250_000_000) {
      const transferId = randomUUID();
      const payee = { id: randomUUID(), name: "Sample Supplies LLC", type: "wire", account: "000123456789", routingNumber: "021000021" };
      const subject = {
        id: transferId, type: "WIRE", details: null, amount: { type: "REQUESTED_AMOUNT", cents }, description: "Invoice 4711",
        pocket: { id: randomUUID(), name: "Operating" }, destination: { kind: "payee", id: payee.id, payee },
        initiator: { memberId: who.memberId, name: who.name, email: "initiator.one@example.com" }, createdAt: "2026-06-15T14:00:00.000Z",
      };
      const { version, digest, then } = inForce;
      const policy = { version, digest, rules: ["Every request"], demands: then.demands, assurance: then.assurance, acknowledge: [], callBack: false, expiresAt: null };
      const context = {
        status: "PENDING_APPROVAL", requiredApprovals: 1, decisions: [], signOffs: [] as object[], findings: [], callBack: null, policy,
        asOf: "2026-06-15T14:00:00.000Z",
      };
      const snapshot = { version: 2, subject, context };
      await write(entry("intent", "transfer.file", who, { subjectId: transferId, details: { amount: subject.amount } }));
      return snapshot;
    },
    /** `sign` makes the gesture, so that a test can make a wrong one. */
    async approve(
      who: Person,
      snapshot: Awaited<ReturnType<typeof this.file>>,
      changes: {
        details?: Record<string, unknown>;
        assurance?: "passkey" | "fresh-sign-in";
        how?: "held" | "sent";
        /** The context that the desk saw, where it is not the one that was shown. */
        seen?: object;
        proof?: string;
        policy?: { number: number; digest: string };
        sign?: (what: Parameters<SoftPasskey["gesture"]>[1]) => ReturnType<SoftPasskey["gesture"]>;
      } = {},
    ): Promise<string> {
      const { id: transferId, amount } = snapshot.subject;
      const [subjectHash, contextHash] = [subjectHashOf(snapshot.subject), contextHashOf(snapshot.context)];
      const statement: Statement = { kind: "approve", items: [{ transferId, subjectHash, contextHash }] };
      const what = { customerId, memberId: who.memberId, statement, nonce: nonce() };
      const { assurance = "passkey", how = "sent", policy, sign = (one) => who.passkey.gesture(who.passkeyId, one) } = changes;
      const seen = changes.seen ?? snapshot.context;
      const given = { statement: statement as never, nonce: what.nonce };
      const made = assurance === "passkey" ? sign(what) : await signIn(who, "decide", challengeOf(what), given);
      const proof = changes.proof ?? (await keep(assurance === "passkey" ? "gesture" : "sign_in", transferId, made));
      const details = {
        decision: "approve", snapshotVersion: 2, subjectHash, contextHash, snapshot: await keep("snapshot", transferId, snapshot),
        contextNow: contextHashOf(seen), policyVersion: policy ? String(policy.number) : "builtin-1", policyDigest: policy?.digest ?? null,
        assurance, how, proof, acknowledged: [], upperAmount: amount.cents,
        ...(assurance === "passkey" ? { passkeyId: who.passkeyId, fingerprint: who.passkey.fingerprint } : { passkeyId: null, fingerprint: null }),
        amount, role: "APPROVER", ...changes.details,
      };
      if (seen !== snapshot.context) await keep("snapshot", transferId, { ...snapshot, context: seen });
      const correlationId = randomUUID();
      await write(entry("intent", "transfer.approve", who, { subjectId: transferId, correlationId, details }));
      await write(entry("outcome", "transfer.approve", who, { subjectId: transferId, correlationId, outcome: "done", details: { result: { status: how === "held" ? "PENDING_APPROVAL" : "PROCESSING" } } }));
      return proof;
    },
    /** Something that has nothing to do with any of it. */
    note: (who: Person): Promise<void> => write(entry("event", "session.started", who, { subjectId: randomUUID(), details: { role: "APPROVER" } })),
  };
}

/** A story that is kept in memory. */
export async function storyInMemory(bank: SoftIssuer) {
  const entries: AuditEntry[] = [];
  const evidence = new Map<string, { kind: EvidenceKind; value: unknown }>();
  const told = story(
    randomUUID(),
    {
      async keep(kind, _, value) {
        const digest = sha256Hex(canonicalJson(value));
        evidence.set(digest, { kind, value });
        return digest;
      },
      async write(entry) {
        entries.push(entry);
      },
    },
    bank,
  );
  return { ...told, entries, evidence };
}
