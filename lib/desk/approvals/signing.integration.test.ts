import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import type { Policy, Rule } from "@/lib/approvals/policy/types";
import type { DecisionInput } from "@/lib/approvals/types";
import { canonicalJson } from "@/lib/canonical";
import { db } from "@/lib/db/connection";
import { policyVersion, signOff } from "@/lib/db/schema/approvals";
import { ceremony, passkey } from "@/lib/db/schema/passkeys";
import { cents } from "@/lib/treasury/money";
import { testDatabase } from "@/scripts/database";
import { deskCommands } from "../commands";
import { refusal, openScene, type Person } from "../commands/testing/scene";
import { runDeskCommand } from "../desk-command";
import { relyingParty } from "../passkeys/ceremony";
import { openGesture } from "../passkeys/gesture";
import { authenticatorOf, signStatement } from "../passkeys/testing";
import { assumeSigned } from "../policy/testing";

const scene = openScene(testDatabase);
const { run, outcome, kinds, work } = scene;
const bank = () => scene.desk.bank;

const everyRequest = (count: number, more: Partial<Rule["then"]> = {}): Rule => ({
  ...builtInPolicy.rules[0]!,
  id: randomUUID(),
  then: { demands: [{ count, from: {}, step: 1 }], assurance: "passkey", ...more },
});

const inForce = (rules: Rule[], limits: Policy["limits"] = []): Promise<void> => assumeSigned(scene.desk.customerId, { rules, limits });

const approver = (name: string): Person => scene.desk.session(name, "APPROVER");
const rows = () => db().select().from(signOff).where(eq(signOff.customerId, scene.desk.customerId));

describe("a policy above Jiko's", () => {
  it("holds all but the last, which goes to Jiko with the sign-in of whoever gives it", async () => {
    await inForce([everyRequest(3)]);
    const [two, three] = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member);
    expect(await run("transfer.approve", scene.approver, await scene.desk.seen(id))).toMatchObject({ state: "done", result: { how: "held", left: 2 } });
    expect(await run("transfer.approve", two, await scene.desk.seen(id))).toMatchObject({ result: { how: "held", left: 1 } });
    expect(bank().writes()).toEqual([]);
    expect(await run("transfer.approve", three, await scene.desk.seen(id))).toMatchObject({ result: { how: "sent", status: "APPROVED", approvals: 1 } });
    expect(bank().writes()).toEqual(["transferRequests.approve"]);
    expect((await rows()).map(({ memberName, how }) => `${memberName} ${how}`).sort()).toEqual(["Approver One held", "Approver Three sent", "Approver Two held"]);
  });

  it("counts nobody twice, under another membership of the same person neither", async () => {
    await inForce([everyRequest(2)]);
    const again = { ...approver("Approver Again"), email: scene.approver.email };
    bank().team.find(({ id }) => id === again.memberId)!.email = scene.approver.email;
    const id = await scene.desk.filed(scene.initiator.member);
    approver("Approver Two");
    await run("transfer.approve", scene.approver, await scene.desk.seen(id));
    for (const who of [scene.approver, again]) {
      expect((await refusal(run("transfer.approve", who, await scene.desk.seen(id)))).message).toContain("signed this already");
    }
  });

  it("checks those who are held again: who left, lost the role or the passkey counts no more", async () => {
    await inForce([everyRequest(2)]);
    const [two, three] = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member);
    await run("transfer.approve", scene.approver, await scene.desk.seen(id));
    const own = bank().team.find((one) => one.id === scene.approver.memberId)!;
    own.role = "VIEWER";
    expect(await run("transfer.approve", two, await scene.desk.seen(id))).toMatchObject({ result: { how: "held" } });
    own.role = "APPROVER";
    await db().update(passkey).set({ state: "revoked" }).where(eq(passkey.memberId, two.memberId));
    await db().update(passkey).set({ state: "revoked" }).where(eq(passkey.memberId, scene.approver.memberId));
    expect(await run("transfer.approve", three, await scene.desk.seen(id))).toMatchObject({ result: { how: "held", left: 1 } });
    expect(bank().writes()).toEqual([]);
  });

  it("forgets what was signed of a request that is another one now", async () => {
    await inForce([everyRequest(2)]);
    const two = approver("Approver Two");
    const id = await scene.desk.filed(scene.initiator.member);
    await run("transfer.approve", scene.approver, await scene.desk.seen(id));
    Object.assign(bank().requests.get(id)!.transfer.amount, { amount_usdc: 999_999 });
    expect(await run("transfer.approve", two, await scene.desk.seen(id))).toMatchObject({ result: { how: "held", left: 1 } });
    expect(await run("transfer.approve", scene.approver, await scene.desk.seen(id))).toMatchObject({ result: { how: "sent" } });
  });

  it("sends exactly one of two that sign at the same moment", async () => {
    await inForce([everyRequest(2)]);
    const two = approver("Approver Two");
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    const answers = await Promise.all([run("transfer.approve", scene.approver, given), run("transfer.approve", two, await scene.desk.seen(id))]);
    expect(answers.map((one) => one.state === "done" && (one.result as { how: string }).how).sort()).toEqual(["held", "sent"]);
    expect(bank().requests.get(id)).toMatchObject({ status: "APPROVED" });
    expect(bank().writes()).toEqual(["transferRequests.approve"]);
  });

  it("waits with a sign-off whose way depends on another that is under way", async () => {
    await inForce([everyRequest(3)]);
    const [two, three] = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member, 2);
    await run("transfer.approve", scene.approver, await scene.desk.seen(id));
    const late = await scene.desk.seen(id);
    bank().faults.set("transferRequests.approve", "drop-before");
    expect(await run("transfer.approve", two, await scene.desk.seen(id))).toMatchObject({ state: "unknown" });
    const answer = await run("transfer.approve", three, late).catch((error: Error) => error.message);
    expect(JSON.stringify(answer)).toMatch(/on its way|"how":"sent"/);
    expect(bank().requests.get(id)!.reviewers.length).toBeLessThanOrEqual(1);
  });

  it("is refused when it changed since it was shown, and asks for a new look when more is asked", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    approver("Approver Two");
    const given = await scene.desk.seen(id);
    const signed = await scene.desk.signed(scene.approver, given);
    await inForce([everyRequest(2)]);
    expect((await refusal(run("transfer.approve", scene.approver, signed))).message).toContain("Look again");
    expect(bank().writes()).toEqual([]);
  });

  it("ticks, call-back, expiry, limits and assurance are asked for by name", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await inForce([everyRequest(1, { callBack: true })]);
    expect((await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(id)))).message).toContain("call back");
    await inForce([everyRequest(1, { expiresAfterHours: 1 })]);
    scene.later(7200);
    expect((await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(id)))).message).toContain("expired");
    await inForce([everyRequest(1)], [{ for: {}, filedPerDay: null, signedPerDay: cents(1) }]);
    expect((await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(id)))).message).toContain("at most $0.01 in a business day");
    await inForce([everyRequest(1, { acknowledge: ["first_payment"] })]);
    const given = { ...(await scene.desk.signed(scene.approver, await scene.desk.seen(id))), acknowledged: [] };
    expect(await refusal(run("transfer.approve", scene.approver, given))).toMatchObject({ code: "invalid_input", fields: [{ field: "acknowledged.first_payment" }] });
    const weak = { ...(await scene.desk.seen(id)), acknowledged: ["first_payment"], gesture: { kind: "session" } };
    expect((await refusal(run("transfer.approve", scene.approver, weak))).message).toContain("with a passkey");
    expect(bank().writes()).toEqual([]);
  });

  it("takes a mere session where the policy says so", async () => {
    await inForce([everyRequest(1, { assurance: "session" })]);
    const id = await scene.desk.filed(scene.initiator.member);
    const given = { ...(await scene.desk.seen(id)), acknowledged: [], gesture: { kind: "session" } };
    expect(await run("transfer.approve", scene.approver, given)).toMatchObject({ state: "done", result: { how: "sent" } });
    expect((await rows())[0]).toMatchObject({ assurance: "session", proof: null });
  });

  it("signs nothing by a policy that somebody wrote into the database", async () => {
    await inForce([everyRequest(2)]);
    const id = await scene.desk.filed(scene.initiator.member);
    const changed = canonicalJson({ version: 2, rules: [everyRequest(1, { assurance: "session" })], limits: [] });
    // Whoever owns the database can also make the check fit: the digest then is not the one that was signed.
    await expect(db().update(policyVersion).set({ canonical: changed }).where(eq(policyVersion.customerId, scene.desk.customerId))).rejects.toThrow();
    const given = await scene.desk.seen(id);
    expect(given.shown.context.policy.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is found out when a sign-off that was held lost its answer", async () => {
    await inForce([everyRequest(2)]);
    approver("Approver Two");
    const id = await scene.desk.filed(scene.initiator.member);
    const commandId = randomUUID();
    await run("transfer.approve", scene.approver, await scene.desk.seen(id), commandId);
    await work();
    expect(await outcome(scene.approver, commandId)).toMatchObject({ state: "done", result: { how: "held" } });
    expect(await kinds()).toEqual(["outcome policy.sign done", "intent transfer.approve", "outcome transfer.approve done"]);
  });
});

describe("a freeze", () => {
  it("stops what is signed after it, whatever was read before", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const signed = await scene.desk.signed(scene.approver, await scene.desk.seen(id));
    const freeze = deskCommands.get("desk.freeze")!;
    await runDeskCommand(freeze, scene.approver, { commandId: randomUUID(), input: { reason: "Something is wrong" } });
    expect((await refusal(run("transfer.approve", scene.approver, signed))).message).toContain("frozen by Approver One");
    expect(bank().writes()).toEqual([]);
    expect(await run("transfer.reject", scene.approver, await scene.desk.seen(id, "Not now"))).toMatchObject({ state: "done" });
  });

  it("needs two people to be lifted", async () => {
    const [freeze, lift] = [deskCommands.get("desk.freeze")!, deskCommands.get("desk.unfreeze")!];
    const send = (command: typeof lift, who: Person, input: unknown) => runDeskCommand(command, who, { commandId: randomUUID(), input });
    const begun = await send(freeze, scene.approver, { reason: "Something is wrong" });
    const { id } = (begun as { result: { id: string } }).result;
    expect(await send(lift, scene.approver, { id })).toMatchObject({ result: { lifted: false } });
    expect((await refusal(send(lift, scene.approver, { id }))).message).toContain("second person");
    expect(await send(lift, approver("Approver Two"), { id })).toMatchObject({ result: { lifted: true } });
  });
});

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
    expect(await refused(scene.approver, given, await signStatement(scene.approver, statement, { userVerified: false }))).toContain("did not verify you");
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
    const [own] = [await signStatement(scene.approver, { kind: "approve", items: [item(given)] })];
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
    const send = (given: DecisionInput) => run("transfer.approve", scene.approver, { ...given, acknowledged: given.shown.context.policy.acknowledge, gesture });
    expect(await send(batch[0]!)).toMatchObject({ state: "done" });
    bank().faults.set("transferRequests.approve", "rate-limit");
    expect((await refusal(send(batch[1]!))).code).toBe("rate_limited");
    expect(await send(batch[2]!)).toMatchObject({ state: "done" });
    expect((await refusal(send(batch[1]!))).message).toContain("used already");
    expect((await refusal(send(extra))).message).toMatch(/something else|used already/);
    const proofs = (await rows()).map(({ proof }) => proof);
    expect(new Set(proofs).size).toBe(1);
  });
});

describe("whoever may write to the database, and has none of the keys,", () => {
  it("adds no sign-off that counts", async () => {
    await inForce([everyRequest(3)]);
    const others = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member);
    const { subjectHash, contextHash } = await scene.desk.seen(id);
    for (const { memberId, name, email, customerId } of others) {
      const row = { id: randomUUID(), customerId, transferId: id, memberId, memberName: name, email, role: "APPROVER", how: "held", at: new Date() } as const;
      await db().insert(signOff).values({ ...row, assurance: "session", policyVersion: "2", subjectHash, contextHash, amount: 1 });
    }
    expect(await run("transfer.approve", scene.approver, await scene.desk.seen(id))).toMatchObject({ result: { how: "held", left: 2 } });
    expect(bank().writes()).toEqual([]);
  });

  it("signs with nobody's passkey by putting another key in its place, fingerprint and all", async () => {
    const given = await scene.desk.seen(await scene.desk.filed(scene.initiator.member));
    const other = approver("Approver Two");
    const theirs = await authenticatorOf(other);
    await authenticatorOf(scene.approver);
    const [row] = await db().select().from(passkey).where(eq(passkey.memberId, other.memberId));
    const { publicKey, fingerprint, credentialId } = row!;
    await db().update(passkey).set({ credentialId: randomUUID() }).where(eq(passkey.memberId, other.memberId));
    await db().update(passkey).set({ publicKey, fingerprint, credentialId }).where(eq(passkey.memberId, scene.approver.memberId));
    const { transferId, subjectHash, contextHash } = given;
    const { nonce, challenge } = await openGesture(scene.approver, { kind: "approve", items: [{ transferId, subjectHash, contextHash }] });
    const gesture = { kind: "passkey", nonce, response: theirs.get({ challenge, ...relyingParty() }) };
    const refused = await refusal(run("transfer.approve", scene.approver, { ...given, acknowledged: given.shown.context.policy.acknowledge, gesture }));
    expect(refused.message).toContain("not as it was enrolled");
  });
});

describe("what is signed at the same moment, or in another way than it seems", () => {
  it("stays within the limit of a business day", async () => {
    await inForce([everyRequest(1)], [{ for: {}, filedPerDay: null, signedPerDay: cents(123_456) }]);
    const ids = [await scene.desk.filed(scene.initiator.member), await scene.desk.filed(scene.initiator.member), await scene.desk.filed(scene.initiator.member)];
    const given = await Promise.all(ids.map((id) => scene.desk.seen(id)));
    const answers = await Promise.all(given.map((one) => run("transfer.approve", scene.approver, one).then(() => "done", () => "refused")));
    expect(answers.sort()).toEqual(["done", "refused", "refused"]);
  });

  it("names a request once in a list", async () => {
    const { transferId, subjectHash, contextHash } = await scene.desk.seen(await scene.desk.filed(scene.initiator.member));
    const item = { transferId, subjectHash, contextHash };
    await expect(signStatement(scene.approver, { kind: "approve", items: [item, { ...item, contextHash: "0".repeat(64) }] })).rejects.toThrow("twice");
  });

  it("is refused, and no fault of ours, where its authenticator adds what cannot be hashed", async () => {
    const given = await scene.desk.seen(await scene.desk.filed(scene.initiator.member));
    const { gesture } = await scene.desk.signed(scene.approver, given);
    const added = (clientExtensionResults: object) => {
      const { response, ...rest } = gesture as { response: object };
      return run("policy.sign", scene.approver, { number: 2, digest: "0".repeat(64), gesture: { ...rest, response: { ...response, clientExtensionResults } } });
    };
    const field = "gesture.response.clientExtensionResults.share";
    expect(await refusal(added({ share: 0.5 }))).toMatchObject({ code: "invalid_input", fields: [{ field }] });
    expect((await refusal(added({ share: "\ud800" }))).code).toBe("conflict");
  });

  it("is confirmed by no other membership of the same person", async () => {
    const again = scene.desk.session("Approver Again", "APPROVER");
    await authenticatorOf(scene.approver);
    await db().update(passkey).set({ state: "waiting" }).where(eq(passkey.memberId, scene.approver.memberId));
    const [row] = await db().select().from(passkey).where(eq(passkey.memberId, scene.approver.memberId));
    bank().team.find(({ id }) => id === scene.approver.memberId)!.email = again.email;
    const gesture = await signStatement(again, { kind: "passkey", passkeyId: row!.id, fingerprint: row!.fingerprint });
    const sent = runDeskCommand(deskCommands.get("passkey.confirm")!, again, { commandId: randomUUID(), input: { id: row!.id, gesture } }, { client: bank().as(again.member) });
    expect((await refusal(sent)).message).toContain("Somebody else must confirm");
  });

  it("goes on in the way in which a list was begun", async () => {
    await inForce([everyRequest(1, { assurance: "fresh-sign-in" })]);
    const ids = [await scene.desk.filed(scene.initiator.member), await scene.desk.filed(scene.initiator.member)];
    const given = await Promise.all(ids.map((id) => scene.desk.seen(id)));
    const items = given.map(({ transferId, subjectHash, contextHash }) => ({ transferId, subjectHash, contextHash }));
    const gesture = (await signStatement(scene.approver, { kind: "approve", items })) as { nonce: string };
    const input = (i: number, how: object) => ({ ...given[i]!, acknowledged: given[i]!.shown.context.policy.acknowledge, gesture: how });
    expect(await run("transfer.approve", scene.approver, input(0, gesture))).toMatchObject({ state: "done" });
    const invented = { kind: "fresh-sign-in", nonce: gesture.nonce, stepUp: randomUUID() };
    expect((await refusal(run("transfer.approve", scene.approver, input(1, invented)))).message).toContain("in another way");
  });
});
