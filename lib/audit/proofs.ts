import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import { enrolmentEvidence, gestureEvidence, signInEvidence, type GestureEvidence, type SignInEvidence } from "@/lib/approvals/evidence";
import { challengeOf, fingerprintOf } from "@/lib/approvals/gesture";
import { ownKeyStatement, type Statement } from "@/lib/approvals/statement";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import { canonicalJson } from "@/lib/canonical";
import { enrolmentFault } from "./enrolment-fault";
import { gestureFault } from "./gesture-fault";
import { claimOf, type Claim } from "./named";
import { signInFault } from "./sign-in-fault";
import type { EntryText } from "./verify";

/** Evidence under its hash; `fault` where it is not there, cannot be opened, or is not what the hash says. */
export type Opened = { value: unknown } | { fault: string };
export type OpenEvidence = (digest: string) => Opened | Promise<Opened>;

/** A passkey as the record tells of it. */
export interface KnownPasskey {
  memberId: string;
  fingerprint: string;
  enrolment: string;
  state: "waiting" | "active" | "revoked";
}

const snapshotEvidence = z.looseObject({ subject: z.looseObject({ id: z.string(), amount: z.unknown() }), context: z.unknown() });

/** A sentence of what is wrong with an entry. */
class Wrong extends Error {}

type Decision = Extract<Claim, { kind: "decision" }>;

/**
 * Checks what the entries of one customer claim, in their order: each against the evidence that it names and against what the
 * entries before it said of passkeys and policies.
 */
export class ProofChecker {
  readonly passkeys = new Map<string, KnownPasskey>();
  /** Versions of the policy by number: the hash of each, and whether it was signed. */
  readonly policies = new Map<number, { digest: string; signed: boolean }>();
  /** Gestures by nonce, and what each was counted for under which command. */
  private readonly nonces = new Map<string, string>();
  private readonly counted = new Map<string, string>();

  constructor(
    private readonly open: OpenEvidence,
    private readonly issuerKeys?: JSONWebKeySet,
  ) {}

  /** What is wrong with what an entry claims; null where nothing is, or where it claims nothing. */
  async take(entry: EntryText): Promise<string | null> {
    try {
      const claim = claimOf(entry);
      if (claim) await this.check(entry, claim);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private async check(entry: EntryText, claim: Claim): Promise<void> {
    switch (claim.kind) {
      case "decision":
        return this.decision(entry, claim);
      case "enrolled":
        return this.enrolled(entry, claim);
      case "confirmed": {
        const passkey = this.passkeys.get(claim.passkeyId);
        if (passkey?.fingerprint !== claim.fingerprint) throw new Wrong("it confirms a passkey that was not enrolled");
        await this.proven(entry, claim.proof, { kind: "passkey", passkeyId: claim.passkeyId, fingerprint: claim.fingerprint });
        passkey.state = "active";
        return;
      }
      case "revoked": {
        const passkey = this.passkeys.get(claim.passkeyId);
        if (passkey) passkey.state = "revoked";
        return;
      }
      case "proposed":
        this.policies.set(claim.number, { digest: claim.digest, signed: false });
        return;
      case "signed": {
        const policy = this.policies.get(claim.number);
        if (policy?.digest !== claim.digest) throw new Wrong(`it signs another policy than the one proposed as version ${claim.number}`);
        await this.proven(entry, claim.proof, { kind: "policy", number: claim.number, digest: claim.digest });
        policy.signed = true;
      }
    }
  }

  private async evidence<Schema extends z.ZodType>(what: string, digest: string, schema: Schema): Promise<z.output<Schema>> {
    const opened = await this.open(digest);
    if ("fault" in opened) throw new Wrong(`${what} ${opened.fault}`);
    const parsed = schema.safeParse(opened.value);
    if (!parsed.success) throw new Wrong(`${what} is not in its form: ${parsed.error.issues[0]!.path.join(".")}`);
    return parsed.data;
  }

  private async decision(entry: EntryText, claim: Decision): Promise<void> {
    const { snapshot, subjectHash = "", contextHash = "", policyDigest, policyVersion, assurance, action, proof } = claim;
    const transferId = entry.subjectId ?? "";
    if (snapshot) {
      const { subject, context } = await this.evidence("its snapshot", snapshot, snapshotEvidence);
      if (subjectHashOf(subject) !== subjectHash) throw new Wrong("its snapshot shows another subject than the one decided on");
      if (contextHashOf(context) !== contextHash) throw new Wrong("its snapshot shows another context than the one decided on");
      if (subject.id !== transferId) throw new Wrong("its snapshot is of another request");
      const { amount } = claim;
      if (typeof amount === "object" && amount !== null && canonicalJson(amount) !== canonicalJson(subject.amount)) {
        throw new Wrong("its amount is not that of its snapshot");
      }
    }
    if (policyDigest && this.policies.get(Number(policyVersion))?.digest !== policyDigest) {
      throw new Wrong(`it names a policy (version ${policyVersion}) that the record does not have under this hash`);
    }
    if (action !== "approve" || assurance === undefined || assurance === "session") return;
    if (!snapshot) throw new Wrong("it names no snapshot");
    const statement: Statement = { kind: "approve", items: [{ transferId, subjectHash, contextHash }] };
    const { passkey } = await this.proven(entry, proof, statement, assurance);
    if (passkey && (passkey.id !== claim.passkeyId || passkey.fingerprint !== claim.fingerprint)) {
      throw new Wrong("its gesture was made with another passkey than the one it names");
    }
  }

  private async enrolled(entry: EntryText, claim: Extract<Claim, { kind: "enrolled" }>): Promise<void> {
    const { passkeyId, fingerprint, enrolment: digest, state } = claim;
    const memberId = entry.actor?.memberId ?? "";
    const before = [...this.passkeys.values()].some((one) => one.memberId === memberId);
    // Known from here on whatever is wrong with it: that is said once, here.
    this.passkeys.set(passkeyId, { memberId, fingerprint, enrolment: digest, state: state === "waiting" ? "waiting" : "active" });
    const enrolment = await this.evidence("its enrolment", digest, enrolmentEvidence);
    if (enrolment.passkeyId !== passkeyId || enrolment.memberId !== memberId || enrolment.customerId !== entry.customerId) {
      throw new Wrong("its enrolment is of another passkey or member");
    }
    if (fingerprintOf(Buffer.from(enrolment.publicKey, "base64url")) !== fingerprint) {
      throw new Wrong("its fingerprint is not that of the key that was enrolled");
    }
    const signIn = await this.evidence("the sign-in of its enrolment", enrolment.signIn, signInEvidence);
    const fault = enrolmentFault(enrolment, signIn) ?? (await signInFault(signIn, this.issuerKeys));
    if (fault) throw new Wrong(`its enrolment does not hold: ${fault}`);
    // A first one signs at once; another one where its owner signed for it, or a second person did.
    if (before && state === "active") await this.proven(entry, claim.proof, ownKeyStatement(fingerprint));
  }

  /** That the actor of an entry made this statement, with a passkey or a fresh sign-in, and that it is counted once. */
  private async proven(
    entry: EntryText,
    digest: string | null | undefined,
    wanted: Statement,
    assurance?: "passkey" | "fresh-sign-in",
  ): Promise<{ passkey: { id: string; fingerprint: string } | null }> {
    if (!digest) throw new Wrong("it names no gesture and no sign-in");
    const proof = await this.evidence("its proof", digest, z.union([gestureEvidence, signInEvidence]));
    const isSignIn = "idToken" in proof;
    if (assurance && isSignIn !== (assurance === "fresh-sign-in")) throw new Wrong(`its proof is not a ${assurance}`);
    const own = proof.memberId === entry.actor?.memberId && proof.customerId === entry.customerId;
    if (!own) throw new Wrong("its proof is of another member");
    const given = isSignIn ? proof.gesture : { statement: proof.statement, nonce: proof.nonce };
    if (!given) throw new Wrong("its sign-in was for nothing that is signed");
    if (!covers(given.statement, wanted)) {
      throw new Wrong("what was signed is not what it says: another request, snapshot, policy or passkey");
    }
    this.once(entry, digest, given.nonce, wanted);
    return isSignIn ? this.bySignIn(proof, given) : this.byPasskey(proof);
  }

  /** A nonce is of one gesture, and a gesture counts for a thing once. */
  private once(entry: EntryText, digest: string, nonce: string, wanted: Statement): void {
    const earlier = this.nonces.get(nonce);
    if (earlier !== undefined && earlier !== digest) throw new Wrong("its gesture has the nonce of another one, which was used before");
    this.nonces.set(nonce, digest);
    const key = `${digest} ${canonicalJson(wanted)}`;
    if ((this.counted.get(key) ?? entry.correlationId) !== entry.correlationId) throw new Wrong("its gesture was used before");
    this.counted.set(key, entry.correlationId);
  }

  private async bySignIn(signIn: SignInEvidence, given: { statement: Statement; nonce: string }): Promise<{ passkey: null }> {
    if (signIn.purpose !== "decide") throw new Wrong("its sign-in was not for a decision");
    if (challengeOf({ ...signIn, ...given }) !== signIn.nonce) {
      throw new Wrong("its sign-in was for another decision: the nonce does not come from this one");
    }
    const fault = await signInFault(signIn, this.issuerKeys);
    if (fault) throw new Wrong(`its sign-in does not hold: ${fault}`);
    return { passkey: null };
  }

  private async byPasskey(gesture: GestureEvidence): Promise<{ passkey: { id: string; fingerprint: string } }> {
    const known = this.passkeys.get(gesture.passkeyId);
    const fingerprint = fingerprintOf(Buffer.from(gesture.publicKey, "base64url"));
    if (!known) throw new Wrong("its passkey was never enrolled");
    if (known.memberId !== gesture.memberId) throw new Wrong("its passkey was enrolled by another member");
    if (known.fingerprint !== fingerprint) throw new Wrong("its gesture was made with another key than the one enrolled");
    if (known.state === "revoked") throw new Wrong("its passkey was revoked before");
    if (known.state === "waiting") throw new Wrong("its passkey was not confirmed yet");
    const fault = await gestureFault(gesture);
    if (fault) throw new Wrong(`its gesture does not hold: ${fault}`);
    return { passkey: { id: gesture.passkeyId, fingerprint } };
  }
}

/** Whether what was signed says what is wanted; of several requests the one that is meant must be among them, once. */
function covers(given: Statement, wanted: Statement): boolean {
  if (given.kind !== "approve" || wanted.kind !== "approve") return canonicalJson(given) === canonicalJson(wanted);
  const [meant] = wanted.items;
  const same = given.items.filter((item) => item.transferId === meant!.transferId);
  return same.length === 1 && canonicalJson(same[0]) === canonicalJson(meant);
}
