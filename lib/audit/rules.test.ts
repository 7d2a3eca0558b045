import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Demand, Outcome } from "@/lib/approvals/policy/types";
import { contextHashOf } from "@/lib/approvals/snapshot";
import { asks, softIssuer, storyInMemory, type Person, type SoftIssuer } from "@/lib/desk/record/testing/story";
import { linkOf } from "./entry";
import { ProofChecker } from "./proofs";
import { RuleChecker } from "./rules";
import type { EntryText } from "./verify";

let bank: SoftIssuer;
let told: Awaited<ReturnType<typeof storyInMemory>>;
let [initiator, one, two, three]: Person[] = [];
beforeAll(async () => {
  bank = await softIssuer();
});
beforeEach(async () => {
  told = await storyInMemory(bank);
  initiator = await told.enrol("Initiator One");
  [one, two, three] = [await told.enrol("Approver One"), await told.enrol("Approver Two"), await told.enrol("Approver Three")];
});

async function faults(): Promise<string[]> {
  const open = (digest: string) => (told.evidence.has(digest) ? { value: structuredClone(told.evidence.get(digest)!.value) } : { fault: "is not there" });
  const seen = (transferId: string, contextHash: string) => {
    const kept = [...told.evidence.values()].filter(({ kind }) => kind === "snapshot").map(({ value }) => value as { subject: { id: string }; context: unknown });
    return kept.find(({ subject, context }) => subject.id === transferId && contextHashOf(context) === contextHash) ?? null;
  };
  const proofs = new ProofChecker(open);
  const rules = new RuleChecker(open, seen, proofs.passkeys);
  const said: string[] = [];
  for (const [i, entry] of told.entries.entries()) {
    const text = JSON.parse(linkOf(entry, { position: i, entryHash: "0".repeat(64) }).canonical) as EntryText;
    await proofs.take(text);
    const fault = await rules.take(text);
    if (fault) said.push(fault);
  }
  return said;
}

const demand = (count: number, more: Partial<Demand> = {}): Demand => ({ count, step: 1, from: {}, ...more });
/** Puts a policy in force that asks this of every request. */
const inForce = async (demands: Demand[], more: Partial<Outcome> = {}, number = 2) => ({
  number, ...(await told.policy(number, initiator!, one!, asks({ demands, assurance: "passkey", ...more }))),
});
type Request = Awaited<ReturnType<typeof told.file>>;
const counted = (request: Request, ...people: [Person, "held" | "sent"][]): Request => ({
  ...request,
  context: { ...request.context, signOffs: people.map(([{ memberId, name }, how]) => ({ memberId, name, how })) },
});

describe("a record whose decisions went by the policy", () => {
  it("holds: one by the built-in policy, two of one that asks for two, steps in their order, one of two at Jiko", async () => {
    await told.approve(one!, await told.file(initiator!));
    const policy = await inForce([demand(2)]);
    const request = await told.file(initiator!);
    await told.approve(one!, request, { policy, how: "held" });
    await told.approve(two!, counted(request, [one!, "held"]), { policy, seen: { ...counted(request, [one!, "held"]).context, asOf: "2026-06-15T15:00:00.000Z" } });
    const steps = await inForce([demand(1, { from: { members: [one!.memberId] } }), demand(1, { step: 2 })], {}, 3);
    const stepped = await told.file(initiator!);
    stepped.context.requiredApprovals = 2;
    await told.approve(one!, stepped, { policy: steps });
    expect(await faults()).toEqual([]);
  });

  it("holds for a refusal that was looked at just before the policy changed", async () => {
    await inForce([demand(1)]);
    told.entries.push({ ...told.entries.at(-1)!, kind: "intent", action: "transfer.reject", correlationId: randomUUID(), details: { policyVersion: "builtin-1", policyDigest: null } });
    expect(await faults()).toEqual([]);
  });
});

describe("a decision is named", () => {
  it("by another policy than the one in force: an older one, one to come, one that nobody signed", async () => {
    const second = await inForce([demand(1)]);
    const request = await told.file(initiator!);
    const third = await inForce([demand(1)], {}, 3);
    await told.approve(one!, request, { policy: second });
    expect(await faults()).toEqual(["it names version 2 of the policy, and version 3 of the policy was in force"]);
    told.entries.splice(-2);
    await told.approve(one!, await told.file(initiator!));
    expect(await faults()).toEqual(["it names the built-in policy, and version 3 of the policy was in force"]);
    told.entries.splice(4, 4);
    told.entries.splice(-3);
    await told.approve(one!, request, { policy: third });
    expect(await faults()).toHaveLength(1);
    const proposed = { policyVersion: "9", policyDigest: "ab".repeat(32) };
    told.entries.push({ ...told.entries.at(-1)!, kind: "intent", action: "transfer.cancel", correlationId: randomUUID(), details: proposed });
    expect((await faults()).at(-1)).toBe("it names version 9 of the policy, which was not in force before it");
  });

  it("where it was sent to Jiko before enough had signed", async () => {
    const early = "it was sent to Jiko before the sign-offs that version 2 of the policy asks for were there";
    const policy = await inForce([demand(3)]);
    const request = await told.file(initiator!);
    await told.approve(one!, request, { policy });
    expect(await faults()).toEqual([early]);
    told.entries.splice(-2);
    await told.approve(one!, request, { policy, how: "held" });
    await told.approve(two!, counted(request, [one!, "held"]), { policy });
    expect(await faults()).toEqual([early]);
    // With two wanted at Jiko the second may go there.
    told.entries.splice(-4);
    request.context.requiredApprovals = 2;
    await told.approve(one!, request, { policy, how: "held" });
    await told.approve(two!, counted(request, [one!, "held"]), { policy });
    expect(await faults()).toEqual([]);
  });

  it("where one of two had lost the passkey that was signed with, or Jiko never got it", async () => {
    const policy = await inForce([demand(2)]);
    const request = await told.file(initiator!);
    await told.approve(one!, request, { policy, how: "held" });
    await told.revoke(one!, one!);
    await told.approve(two!, request, { policy });
    expect(await faults()).toHaveLength(1);
  });

  it("where people signed who could not: out of turn, twice, what they filed", async () => {
    const policy = await inForce([demand(1, { from: { members: [one!.memberId] } }), demand(1, { step: 2 })]);
    const request = await told.file(initiator!);
    await told.approve(two!, request, { policy, how: "held" });
    expect(await faults()).toEqual(["version 2 of the policy asked for other people at this step"]);
    told.entries.splice(-2);
    await told.approve(one!, request, { policy, how: "held" });
    await told.approve(one!, counted(request, [one!, "held"]), { policy });
    expect(await faults()).toEqual(["the same member had signed it before"]);
    told.entries.splice(-4);
    await told.approve(initiator!, request, { policy, how: "held" });
    expect(await faults()).toEqual(["it was signed by whoever filed the request"]);
  });

  it("where it rests on a sign-off that is not on record", async () => {
    const policy = await inForce([demand(2)]);
    const request = counted(await told.file(initiator!), [three!, "held"]);
    await told.approve(one!, request, { policy });
    expect(await faults()).toEqual(["it counts a sign-off of Approver Three that is not on record"]);
  });

  it("where the desk asked for less than the policy, by its text", async () => {
    const policy = await inForce([demand(2)]);
    const request = await told.file(initiator!);
    request.context.policy.demands = [demand(1)];
    await told.approve(one!, request, { policy });
    expect(await faults()).toEqual(["less was asked for than version 2 of the policy asks"]);
  });

  it("where it lacked what was asked for: assurance, tick, call-back, time", async () => {
    const wanting = async (change: (context: Request["context"] & { policy: object }) => void, details: object = {}) => {
      const request = await told.file(initiator!);
      change(request.context);
      await told.approve(one!, request, { details: { ...details } });
      const said = await faults();
      told.entries.splice(-3);
      return said;
    };
    expect(await wanting(() => undefined, { assurance: "session" })).toEqual(["it was signed by session, and passkey was asked for"]);
    expect(await wanting(({ policy }) => Object.assign(policy, { acknowledge: ["changed_payee"] }))).toEqual(["a risk that asks for a tick was not ticked"]);
    expect(await wanting(({ policy }) => Object.assign(policy, { callBack: true }))).toEqual(["the call-back that the policy asks for was not there"]);
    expect(await wanting(({ policy }) => Object.assign(policy, { expiresAt: "2026-06-15T13:00:00.000Z" }))).toEqual(["the request had expired"]);
  });

  it("where what the desk saw is not kept, or it does not say how it was signed any more", async () => {
    const request = await told.file(initiator!);
    await told.approve(one!, request, { details: { contextNow: "ab".repeat(32) } });
    expect(await faults()).toEqual(["what the desk saw when it was signed is not there, or not in its form"]);
    await told.approve(two!, await told.file(initiator!), { details: { how: undefined } });
    expect((await faults()).at(-1)).toBe("it does not say how it was signed off: how");
  });
});
