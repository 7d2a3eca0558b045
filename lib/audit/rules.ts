import { counts, fewestLeft, progressOf } from "@/lib/approvals/policy/progress";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import { policySchema } from "@/lib/approvals/policy/schema";
import type { Demand, Member, Policy } from "@/lib/approvals/policy/types";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import type { Snapshot } from "@/lib/approvals/types";
import { claimOf } from "./named";
import type { OpenEvidence, ProofChecker } from "./proofs";
import { asksLess, lackOf, readSnapshot } from "./seen";
import { OpenSignOffs, signOffOfEntry, type GivenSignOff, type SignOffSaid } from "./sign-offs";
import type { EntryText } from "./verify";

interface Version {
  version: string;
  digest: string | null;
}

const builtIn: Version = { version: "builtin-1", digest: null };
const nameOf = ({ version }: Pick<Version, "version">): string =>
  version === builtIn.version ? "the built-in policy" : `version ${version} of the policy`;
const keyOf = ({ version, digest }: Version): string => `${version} ${digest ?? ""}`;

/** Roles that Jiko lets sign (assumed). */
const signing = ["APPROVER", "ADMIN"] as const;

/** Everybody who could be on a team, as far as demands tell people apart, but those who signed already or filed. */
function anybody(demands: readonly Demand[], gone: readonly string[]): Member[] {
  const named = new Set(demands.flatMap(({ from }) => from.members ?? []).filter((id) => !gone.includes(id)));
  const others = demands.reduce((sum, { count }) => sum + count, 0);
  const ids = [...named, ...signing.flatMap((role) => Array.from({ length: others }, (_, i) => `${role} ${i}`))];
  const rolesOf = (id: string) => signing.filter((role) => named.has(id) || id.startsWith(role));
  return ids.flatMap((id) => rolesOf(id).map((role) => ({ id, role, email: id })));
}

/** A sentence of what is wrong with an entry. */
class Wrong extends Error {}

/**
 * Checks, entry after entry, that each decision went by the policy that was in force at that point of the record, and that what was
 * sent to Jiko had the sign-offs that this policy asks for, by the entries before it. It knows roles as sign-ins and changes put
 * them on record, and people by the id of their membership.
 */
export class RuleChecker {
  private inForce = builtIn;
  private readonly everInForce = new Set([keyOf(builtIn)]);
  private readonly roles = new Map<string, Member["role"]>();
  private readonly signOffs = new OpenSignOffs();
  private readonly policies = new Map<string, Policy | null>();
  /** Sign-offs of a desk that did not put on record how they were made come before all that do. */
  private told = false;

  constructor(
    private readonly open: OpenEvidence,
    /** The snapshot of a request whose context has this hash; null where none is kept. */
    private readonly seen: (transferId: string, contextHash: string) => unknown,
    private readonly passkeys: ProofChecker["passkeys"],
  ) {}

  /** What is wrong with a decision; null where nothing is, or where the entry is none. */
  async take(entry: EntryText): Promise<string | null> {
    this.notice(entry);
    try {
      this.checkNamed(entry);
      if (!this.told && !("how" in entry.details)) return null;
      const said = signOffOfEntry(entry);
      if (!said) return null;
      this.told = true;
      try {
        await this.check(entry, said);
      } finally {
        this.signOffs.add(entry, said);
      }
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private notice(entry: EntryText): void {
    const { action, actor, details, outcome } = entry;
    const role = action === "session.started" ? details.role : action === "session.roleChanged" ? details.to : undefined;
    if (actor && typeof role === "string") this.roles.set(actor.memberId.toLowerCase(), role as Member["role"]);
    if (action.startsWith("transfer.") && outcome !== null) this.signOffs.settle(entry);
    if (action !== "policy.sign") return;
    const claim = claimOf(entry);
    if (claim?.kind !== "signed") return;
    this.inForce = { version: String(claim.number), digest: claim.digest };
    this.everInForce.add(keyOf(this.inForce));
  }

  /** A refusal or cancellation may have been looked at just before the policy changed, which asks nothing of it. */
  private checkNamed({ action, kind, details }: EntryText): void {
    const concerned = action === "transfer.reject" || action === "transfer.cancel";
    if (kind !== "intent" || !concerned || details.policyVersion === undefined) return;
    const named = { version: String(details.policyVersion), digest: (details.policyDigest as string | null | undefined) ?? null };
    if (!this.everInForce.has(keyOf(named))) throw new Wrong(`it names ${nameOf(named)}, which was not in force before it`);
  }

  private async check(entry: EntryText, said: SignOffSaid): Promise<void> {
    const named = { version: said.policyVersion, digest: said.policyDigest ?? null };
    if (keyOf(named) !== keyOf(this.inForce)) throw new Wrong(`it names ${nameOf(named)}, and ${nameOf(this.inForce)} was in force`);
    const snapshot = await this.snapshotOf(entry, said);
    const { policy } = snapshot.context;
    if (keyOf(policy) !== keyOf(named)) throw new Wrong(`the desk went by ${nameOf(policy)}, and it names ${nameOf(named)}`);
    const text = await this.textOf(named);
    if (!text) throw new Wrong(`the text of ${nameOf(named)} is not there`);
    if (asksLess(snapshot, text, said.upperAmount ?? null)) throw new Wrong(`less was asked for than ${nameOf(named)} asks`);
    const lack = lackOf(said, snapshot);
    if (lack) throw new Wrong(lack);
    this.checkSigners(entry, said, snapshot);
  }

  /** What the desk saw when it decided; what was shown is what the browser had. */
  private async snapshotOf({ subjectId }: EntryText, said: SignOffSaid): Promise<Snapshot> {
    const shown = said.contextNow === said.contextHash ? await this.open(said.snapshot) : null;
    const value = shown === null ? this.seen(subjectId ?? "", said.contextNow) : "value" in shown ? shown.value : null;
    const snapshot = readSnapshot(value);
    if (!snapshot) throw new Wrong("what the desk saw when it was signed is not there, or not in its form");
    if (subjectHashOf(snapshot.subject) === said.subjectHash && contextHashOf(snapshot.context) === said.contextNow) return snapshot;
    throw new Wrong("what the desk saw when it was signed is of another request");
  }

  private async textOf({ version, digest }: Version): Promise<Policy | null> {
    if (digest === null) return version === builtIn.version ? builtInPolicy : null;
    if (!this.policies.has(digest)) {
      const opened = await this.open(digest);
      const parsed = "value" in opened ? policySchema.safeParse(opened.value) : null;
      this.policies.set(digest, parsed?.success ? parsed.data : null);
    }
    return this.policies.get(digest) ?? null;
  }

  private stands({ how, passkeyId }: GivenSignOff): boolean {
    return how === "sent" || !passkeyId || this.passkeys.get(passkeyId)?.state !== "revoked";
  }

  private checkSigners({ actor, subjectId }: EntryText, said: SignOffSaid, { subject, context }: Snapshot): void {
    const { how, subjectHash, policyVersion } = said;
    const id = actor?.memberId.toLowerCase() ?? "";
    if (id === subject.initiator.memberId.toLowerCase()) throw new Wrong("it was signed by whoever filed the request");
    const given = this.signOffs.of(subjectId ?? "", subjectHash);
    const onRecord = (id: string, how: string) => given.some((one) => one.memberId === id.toLowerCase() && one.how === how);
    const missing = context.signOffs.find((one) => !onRecord(one.memberId, one.how));
    if (missing) throw new Wrong(`it counts a sign-off of ${missing.name} that is not on record`);
    const standing = given.filter((one) => this.stands(one));
    if (standing.some(({ memberId }) => memberId === id)) throw new Wrong("the same member had signed it before");
    const member: Member = { id, role: said.role as Member["role"], email: id };
    const signed = standing.map(({ memberId, role }): Member => ({ id: memberId, role: this.roles.get(memberId) ?? role, email: memberId }));
    const { demands } = context.policy;
    const before = progressOf({ demands }, signed);
    const by = nameOf({ version: policyVersion });
    if (before.step !== null && !counts(before, member)) throw new Wrong(`${by} asked for other people at this step`);
    if (how === "held") return;
    const after = progressOf({ demands }, [...signed, member]);
    const gone = [...signed.map((one) => one.id), id, subject.initiator.memberId.toLowerCase()];
    const left = after.step === null ? 0 : fewestLeft(after, anybody([...after.open, ...after.later], gone));
    const open = context.requiredApprovals - context.decisions.filter(({ decision }) => decision === "APPROVED").length - 1;
    if (left === null || left > open) throw new Wrong(`it was sent to Jiko before the sign-offs that ${by} asks for were there`);
  }
}
