import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/canonical";
import { sha256Hex } from "@/lib/sha256";
import { linkOf } from "./entry";
import { ProofChecker, type Opened } from "./proofs";
import { softIssuer, storyInMemory, type Person, type SoftIssuer } from "@/lib/desk/record/testing/story";
import type { EntryText } from "./verify";

let bank: SoftIssuer;
let told: Awaited<ReturnType<typeof storyInMemory>>;
let [initiator, approver, second]: Person[] = [];
beforeAll(async () => {
  bank = await softIssuer();
});
beforeEach(async () => {
  told = await storyInMemory(bank);
  [initiator, approver, second] = [await told.enrol("Initiator One"), await told.enrol("Approver One"), await told.enrol("Approver Two")];
});

const texts = (): EntryText[] => told.entries.map((entry, i) => JSON.parse(linkOf(entry, { position: i, entryHash: "0".repeat(64) }).canonical) as EntryText);

/** What is said of the entries, with their place; nothing of those that hold. */
async function faults(keys?: SoftIssuer["keys"]): Promise<string[]> {
  const open = (digest: string): Opened => {
    const kept = told.evidence.get(digest);
    if (!kept) return { fault: "is not there" };
    return sha256Hex(canonicalJson(kept.value)) === digest ? { value: structuredClone(kept.value) } : { fault: "was changed: it is not what its hash says" };
  };
  const checker = new ProofChecker(open, keys);
  const said: string[] = [];
  for (const entry of texts()) {
    const fault = await checker.take(entry);
    if (fault) said.push(`${entry.action}: ${fault}`);
  }
  return said;
}

describe("what holds", () => {
  it("is a record with enrolments, a policy, sign-offs by passkey and by fresh sign-in, a passkey confirmed and one revoked", async () => {
    const policy = await told.policy(2, initiator!, approver!);
    const waiting = await told.enrol("Approver Three", { state: "waiting" });
    await told.confirm(approver!, waiting);
    await told.enrol("Approver Two", { memberId: second!.memberId, signedBy: second! });
    for (const who of [approver!, waiting]) await told.approve(who, await told.file(initiator!), { policy: { number: 2, ...policy } });
    await told.approve(second!, await told.file(initiator!), { assurance: "fresh-sign-in" });
    await told.revoke(approver!, second!);
    expect(await faults()).toEqual([]);
    expect(await faults(bank.keys)).toEqual([]);
  });
});

describe("a sign-off is not believed", () => {
  const only = async (start: string) => {
    const said = await faults();
    expect(said).toEqual([expect.stringContaining(start)]);
  };
  const rename = (person: Person): Person => ({ ...person, memberId: randomUUID() });

  it("replayed on another request", async () => {
    const proof = await told.approve(approver!, await told.file(initiator!));
    await told.approve(approver!, await told.file(initiator!), { proof });
    await only("transfer.approve: what was signed is not what it says: another request, snapshot, policy or passkey");
  });

  it("used once more for the same request", async () => {
    const request = await told.file(initiator!);
    const proof = await told.approve(approver!, request);
    await told.approve(approver!, request, { proof });
    await only("transfer.approve: its gesture was used before");
  });

  it("made for another snapshot of it, though the texts look the same", async () => {
    const request = await told.file(initiator!);
    const twin = { ...request, subject: { ...request.subject, description: "Invoice\u00a04711" } };
    const other = await told.approve(approver!, request);
    await told.approve(approver!, twin, { proof: other });
    await only("transfer.approve: what was signed is not what it says");
  });

  it("of a request whose amount is another one in the entry", async () => {
    await told.approve(approver!, await told.file(initiator!), { details: { amount: { type: "REQUESTED_AMOUNT", cents: 1 } } });
    await only("transfer.approve: its amount is not that of its snapshot");
  });

  it("made by another member", async () => {
    const request = await told.file(initiator!);
    const proof = await told.approve(approver!, request);
    await told.approve(second!, request, { proof });
    await only("transfer.approve: its proof is of another member");
  });

  it("with a passkey of somebody else, one that nobody enrolled, one that waits, one that is revoked", async () => {
    await told.approve(rename(approver!), await told.file(initiator!));
    await only("transfer.approve: its passkey was enrolled by another member");
    told.entries.splice(3);
    const strange = (await (await storyInMemory(bank)).enrol("Approver Four")) as Person;
    await told.approve(strange, await told.file(initiator!));
    await only("transfer.approve: its passkey was never enrolled");
    told.entries.splice(3);
    await told.approve({ ...approver!, passkey: strange.passkey }, await told.file(initiator!));
    await only("transfer.approve: its gesture was made with another key than the one enrolled");
    told.entries.splice(3);
    await told.approve(await told.enrol("Approver Five", { state: "waiting" }), await told.file(initiator!));
    await only("transfer.approve: its passkey was not confirmed yet");
    told.entries.splice(3);
    await told.revoke(second!, approver!);
    await told.approve(approver!, await told.file(initiator!));
    await only("transfer.approve: its passkey was revoked before");
  });

  it("without verification of a person, or over another challenge", async () => {
    const { passkey, passkeyId } = approver!;
    await told.approve(approver!, await told.file(initiator!), { sign: (what) => passkey.gesture(passkeyId, what, { userVerified: false }) });
    await only("transfer.approve: its gesture does not hold: its assertion does not hold: User verification");
    told.entries.splice(3);
    await told.approve(approver!, await told.file(initiator!), { sign: (what) => passkey.gesture(passkeyId, what, { challenge: "AAAA" }) });
    await only("transfer.approve: its gesture does not hold: its assertion does not hold: Unexpected authentication response challenge");
    told.entries.splice(3);
    const other = (gesture: ReturnType<typeof passkey.gesture>) => ({ ...gesture, signature: passkey.gesture(passkeyId, gesture).signature });
    await told.approve(approver!, await told.file(initiator!), { sign: (what) => other(passkey.gesture(passkeyId, what)) });
    await only("transfer.approve: its gesture does not hold: its signature does not fit the passkey");
  });

  it("with a nonce that another gesture had", async () => {
    const { passkey, passkeyId } = approver!;
    let nonce = "";
    for (let turn = 0; turn < 2; turn++) {
      const sign = (what: Parameters<typeof passkey.gesture>[1]) => passkey.gesture(passkeyId, { ...what, nonce: (nonce ||= what.nonce) });
      await told.approve(approver!, await told.file(initiator!), { sign });
    }
    await only("transfer.approve: its gesture has the nonce of another one");
  });

  it("as a passkey where it was a sign-in, or without any proof", async () => {
    await told.approve(approver!, await told.file(initiator!), { assurance: "fresh-sign-in", details: { assurance: "passkey" } });
    await only("transfer.approve: its proof is not a passkey");
    told.entries.splice(3);
    await told.approve(approver!, await told.file(initiator!), { details: { proof: null } });
    await only("transfer.approve: it names no gesture and no sign-in");
  });

  it("under a policy that the record does not have", async () => {
    await told.approve(approver!, await told.file(initiator!), { policy: { number: 2, digest: "ab".repeat(32) } });
    await only("transfer.approve: it names a policy (version 2)");
  });
});

describe("evidence", () => {
  it("that is gone or changed is named", async () => {
    const proof = await told.approve(approver!, await told.file(initiator!));
    const gesture = told.evidence.get(proof)!;
    told.evidence.set(proof, { ...gesture, value: { ...(gesture.value as object), nonce: "AAAA" } });
    expect(await faults()).toEqual(["transfer.approve: its proof was changed: it is not what its hash says"]);
    told.evidence.delete(proof);
    expect(await faults()).toEqual(["transfer.approve: its proof is not there"]);
  });

  it("of an enrolment must be Jiko's word for this key", async () => {
    const { keys } = await softIssuer();
    expect(await faults(keys)).toHaveLength(3);
    expect((await faults(keys))[0]).toContain("passkey.enrol: its enrolment does not hold: its id_token does not hold");
    const [first] = told.entries;
    const enrolment = told.evidence.get(first!.details.enrolment as string)!;
    const another = { ...(enrolment.value as object), signIn: (told.evidence.get(second!.enrolment)!.value as { signIn: string }).signIn };
    const digest = sha256Hex(canonicalJson(another));
    told.evidence.set(digest, { kind: "enrolment", value: another });
    first!.details = { ...first!.details, enrolment: digest };
    expect(await faults()).toEqual(["passkey.enrol: its enrolment does not hold: the sign-in is of another member"]);
  });

  it("of a second passkey needs the first one, or a second person", async () => {
    await told.enrol("Approver One", { memberId: approver!.memberId });
    expect(await faults()).toEqual(["passkey.enrol: it names no gesture and no sign-in"]);
    told.entries.splice(3);
    const waiting = await told.enrol("Approver One", { memberId: approver!.memberId, state: "waiting" });
    expect(await faults()).toEqual([]);
    await told.confirm(waiting, waiting);
    expect(await faults()).toEqual(["passkey.confirm: its passkey was not confirmed yet"]);
  });

  it("says nothing of what was refused", async () => {
    const request = await told.file(initiator!);
    await told.approve(approver!, request);
    const refused = told.entries.at(-2)!;
    told.entries.push({ ...refused, kind: "event", outcome: "refused", details: { decision: "approve" } });
    expect(await faults()).toEqual([]);
  });
});
