import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { DecisionInput } from "@/lib/approvals/types";
import { db } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
import { ceremony, passkey } from "@/lib/db/schema/passkeys";
import { testDatabase } from "@/scripts/database";
import { refusal, openScene, type Person } from "../commands/testing/scene";
import { assumeSigned, everyRequest } from "../policy/testing";
import { relyingParty } from "./ceremony";
import { openGesture } from "./gesture";
import { authenticatorOf, signStatement } from "./testing";

const scene = openScene(testDatabase);
const { run } = scene;
const bank = () => scene.desk.bank;

const approver = (name: string): Person => scene.desk.session(name, "APPROVER");

describe("a gesture", () => {
  const other = async (): Promise<DecisionInput> => scene.desk.seen(await scene.desk.filed(scene.initiator.member));
  /** Filed first and looked at afterwards: the second of the same amount is a risk of the first. */
  const several = async (count: number): Promise<DecisionInput[]> => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(await scene.desk.filed(scene.initiator.member));
    return Promise.all(ids.map((id) => scene.desk.seen(id)));
  };
  const item = ({ transferId, subjectHash, contextHash }: DecisionInput) => ({ transferId, subjectHash, contextHash });
  const refused = async (who: Person, given: DecisionInput, gesture: unknown) => {
    const acknowledged = given.shown.context.policy.acknowledge;
    const { message } = await refusal(run("transfer.approve", who, { ...given, acknowledged, gesture }));
    expect(bank().writes()).toEqual([]);
    return message;
  };

  it("stands for no other request, no other amount and no other look", async () => {
    const [given, another] = (await several(2)) as [DecisionInput, DecisionInput];
    const signed = await scene.desk.signed(scene.approver, another);
    expect(await refused(scene.approver, given, signed.gesture)).toContain("something else than what was shown");
    const wrong = await signStatement(scene.approver, { kind: "approve", items: [{ ...item(given), subjectHash: another.subjectHash }] });
    expect(await refused(scene.approver, given, wrong)).toContain("something else than what was shown");
    const stale = await signStatement(scene.approver, { kind: "approve", items: [{ ...item(given), contextHash: "0".repeat(64) }] });
    expect(await refused(scene.approver, given, stale)).toContain("something else than what was shown");
  });

  it("stands for no other kind of decision", async () => {
    const given = await other();
    const { nonce, challenge } = await openGesture(scene.approver, { kind: "policy", number: 2, digest: "0".repeat(64) });
    const response = (await authenticatorOf(scene.approver)).get({ challenge, ...relyingParty() });
    expect(await refused(scene.approver, given, { kind: "passkey", nonce, response })).toContain("something else than what was shown");
  });

  it("is nobody else's, and of no other session", async () => {
    const given = await other();
    const signed = await scene.desk.signed(scene.approver, given);
    expect(await refused(approver("Approver Two"), given, signed.gesture)).toContain("not asked for by this session");
    expect(await refused({ ...scene.approver, id: randomUUID() }, given, signed.gesture)).toContain("not asked for by this session");
    // The challenge of one, signed with the passkey of another.
    const two = approver("Approver Two");
    const { nonce, challenge } = await openGesture(two, { kind: "approve", items: [item(given)] });
    const response = (await authenticatorOf(scene.approver)).get({ challenge, ...relyingParty() });
    expect(await refused(two, given, { kind: "passkey", nonce, response })).toContain("not one of yours");
  });

  it("is used once, and not after ten minutes", async () => {
    const given = await other();
    const signed = await scene.desk.signed(scene.approver, given);
    await run("transfer.approve", scene.approver, signed);
    bank().requests.get(given.transferId)!.status = "PENDING_APPROVAL";
    bank().requests.get(given.transferId)!.reviewers = [];
    bank().calls = [];
    expect(await refused(scene.approver, given, signed.gesture)).toMatch(/used already|signed this already/);
    const late = await scene.desk.signed(scene.approver, await other());
    scene.later(601);
    expect((await refusal(run("transfer.approve", scene.approver, late))).message).toContain("too long ago");
  });

  it("needs its person verified, at this address, and a count that goes on", async () => {
    const given = await other();
    const statement = { kind: "approve", items: [item(given)] } as const;
    const unverified = await signStatement(scene.approver, statement, { userVerified: false });
    expect(await refused(scene.approver, given, unverified)).toContain("did not verify you");
    const authenticator = await authenticatorOf(scene.approver);
    for (const changes of [{ origin: "https://desk.example.com" }, { rpId: "example.com" }]) {
      const { nonce, challenge } = await openGesture(scene.approver, statement);
      const response = authenticator.get({ challenge, ...relyingParty(), ...changes });
      expect(await refused(scene.approver, given, { kind: "passkey", nonce, response })).toContain("does not fit");
    }
    await db().update(passkey).set({ counter: 1000 }).where(eq(passkey.memberId, scene.approver.memberId));
    const { nonce, challenge } = await openGesture(scene.approver, statement);
    const copied = authenticator.get({ challenge, ...relyingParty(), counter: 5 });
    expect(await refused(scene.approver, given, { kind: "passkey", nonce, response: copied })).toContain("does not fit");
  });

  it("is none with a passkey row that was exchanged, or with a challenge that was", async () => {
    const given = await other();
    const two = approver("Approver Two");
    const own = await signStatement(scene.approver, { kind: "approve", items: [item(given)] });
    await authenticatorOf(two);
    const [theirs] = await db().select().from(passkey).where(eq(passkey.memberId, two.memberId));
    await db().update(passkey).set({ publicKey: theirs!.publicKey }).where(eq(passkey.memberId, scene.approver.memberId));
    expect(await refused(scene.approver, given, own)).toContain("not as it was enrolled");
    const signed = await scene.desk.signed(two, given);
    const { nonce } = signed.gesture as { nonce: string };
    const items = [{ ...item(given), contextHash: "1".repeat(64) }];
    await db().update(ceremony).set({ body: { statement: { kind: "approve", items }, used: [] } }).where(eq(ceremony.nonce, nonce));
    expect(await refused(two, given, signed.gesture)).toContain("no longer what it was");
  });

  it("signs a batch as a whole: each once, in one list, with an outcome of its own", async () => {
    const [extra, ...batch] = (await several(4)) as [DecisionInput, ...DecisionInput[]];
    const gesture = await signStatement(scene.approver, { kind: "approve", items: batch.map(item) });
    const send = (given: DecisionInput) =>
      run("transfer.approve", scene.approver, { ...given, acknowledged: given.shown.context.policy.acknowledge, gesture });
    expect(await send(batch[0]!)).toMatchObject({ state: "done" });
    bank().faults.set("transferRequests.approve", "rate-limit");
    expect((await refusal(send(batch[1]!))).code).toBe("rate_limited");
    expect(await send(batch[2]!)).toMatchObject({ state: "done" });
    expect((await refusal(send(batch[1]!))).message).toContain("used already");
    expect((await refusal(send(extra))).message).toMatch(/something else|used already/);
    const given = await db().select({ proof: signOff.proof }).from(signOff).where(eq(signOff.customerId, scene.desk.customerId));
    expect(new Set(given.map(({ proof }) => proof)).size).toBe(1);
  });

  it("is none with another key in the passkey's place, fingerprint and all", async () => {
    const given = await other();
    const two = approver("Approver Two");
    const theirs = await authenticatorOf(two);
    await authenticatorOf(scene.approver);
    const [row] = await db().select().from(passkey).where(eq(passkey.memberId, two.memberId));
    const { publicKey, fingerprint, credentialId } = row!;
    await db().update(passkey).set({ credentialId: randomUUID() }).where(eq(passkey.memberId, two.memberId));
    await db().update(passkey).set({ publicKey, fingerprint, credentialId }).where(eq(passkey.memberId, scene.approver.memberId));
    const { nonce, challenge } = await openGesture(scene.approver, { kind: "approve", items: [item(given)] });
    const gesture = { kind: "passkey", nonce, response: theirs.get({ challenge, ...relyingParty() }) };
    expect(await refused(scene.approver, given, gesture)).toContain("not as it was enrolled");
  });

  it("names a request once in a list", async () => {
    const one = item(await other());
    const twice = { kind: "approve", items: [one, { ...one, contextHash: "0".repeat(64) }] } as const;
    await expect(signStatement(scene.approver, twice)).rejects.toThrow("twice");
  });

  it("goes on in the way in which a list was begun", async () => {
    await assumeSigned(scene.desk.customerId, { rules: [everyRequest(1, { assurance: "fresh-sign-in" })], limits: [] });
    const given = await several(2);
    const gesture = (await signStatement(scene.approver, { kind: "approve", items: given.map(item) })) as { nonce: string };
    const input = (i: number, how: object) => ({ ...given[i]!, acknowledged: given[i]!.shown.context.policy.acknowledge, gesture: how });
    expect(await run("transfer.approve", scene.approver, input(0, gesture))).toMatchObject({ state: "done" });
    const invented = { kind: "fresh-sign-in", nonce: gesture.nonce, stepUp: randomUUID() };
    expect((await refusal(run("transfer.approve", scene.approver, input(1, invented)))).message).toContain("in another way");
  });

  it("is refused, and no fault of ours, where its authenticator adds what cannot be hashed", async () => {
    const digest = "0".repeat(64);
    const gesture = (await signStatement(scene.approver, { kind: "policy", number: 2, digest })) as { response: object };
    const added = (clientExtensionResults: object) => {
      const response = { ...gesture.response, clientExtensionResults };
      return run("policy.sign", scene.approver, { number: 2, digest, gesture: { ...gesture, response } });
    };
    const field = "gesture.response.clientExtensionResults.share";
    expect(await refusal(added({ share: 0.5 }))).toMatchObject({ code: "invalid_input", fields: [{ field }] });
    expect((await refusal(added({ share: "\ud800" }))).code).toBe("conflict");
  });

  it("confirms no passkey under another membership of its owner", async () => {
    const again = scene.desk.session("Approver Again", "APPROVER");
    await authenticatorOf(scene.approver);
    await db().update(passkey).set({ state: "waiting" }).where(eq(passkey.memberId, scene.approver.memberId));
    const [row] = await db().select().from(passkey).where(eq(passkey.memberId, scene.approver.memberId));
    bank().team.find(({ id }) => id === scene.approver.memberId)!.email = again.email;
    const gesture = await signStatement(again, { kind: "passkey", passkeyId: row!.id, fingerprint: row!.fingerprint });
    expect((await refusal(run("passkey.confirm", again, { id: row!.id, gesture }))).message).toContain("Somebody else must confirm");
  });
});
