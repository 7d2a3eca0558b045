import { randomUUID } from "node:crypto";
import { wire } from "./support/desk-client";
import { approves, requestNow, short, waiting, writes } from "./support/outcomes";
import { asking, proposePolicy, putPolicyInForce, restorePolicy } from "./support/policy";
import { withNeighbour as test } from "./support/second";
import { sql } from "./support/sessions";
import { expect, members } from "./support/test";
import { keepTurn, turns, waitingFor } from "./support/turns";

const supplies = "a5582861-9b9f-410c-b515-fcabd9ddc5aa";
const untouched = { status: "PENDING_APPROVAL", decisions: [], payments: 0 };
/** Which came first is told by the intent: the outcome is there when Jiko has answered. */
const order = (line: string) => line !== "outcome transfer.approve done";
const gone = { status: "COMPLETED", decisions: ["APPROVED"], payments: 1 };

test.describe("a policy that comes in force while a request is being signed", () => {
  test.afterEach(restorePolicy);

  /** The version of the policy that the record names with a command, and how it went out. */
  const named = async (commandId: string) => {
    const asked = `select canonical::jsonb #>> '{details,policyVersion}' as version, canonical::jsonb #>> '{details,how}' as how
      from audit_entry where correlation_id = $1 and kind = 'intent'`;
    return (await sql<{ version: string; how: string }>(asked, [commandId]))[0]!;
  };

  test("judges anew what is held: who no longer counts is no help, Jiko hears of the last alone", async ({ desk, bank, record }) => {
    const people = ["initiatorOne", "approverOne", "approverTwo", "approverThree"] as const;
    const [initiator, one, two, three] = await Promise.all(people.map(desk));
    const { members: team } = await bank.state();
    await putPolicyInForce(asking(2));
    const transferId = await initiator!.filed(wire());
    expect((await approves(one!, transferId)).body).toMatchObject({ result: { how: "held", left: 1 } });
    await bank.clearCalls();

    const others = team.filter(({ email }) => email === members.approverTwo || email === members.approverThree).map(({ id }) => id);
    await putPolicyInForce(asking(2, { demands: [{ count: 2, from: { members: others }, step: 1 }] }));
    expect((await two!.approval(transferId)).progress).toMatchObject({ signed: 1, wanted: 3 });
    // What was enough by the old one would have gone out with this.
    expect((await approves(two!, transferId)).body).toMatchObject({ result: { how: "held", left: 1 } });
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    expect((await approves(three!, transferId)).body).toMatchObject({ result: { how: "sent" } });
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await writes(bank)).toEqual([200]);
    expect(await record.verdict()).toMatchObject({ ok: true });
  });

  test("sends nothing by asking for less: what is held waits for somebody who is there", async ({ desk, bank }) => {
    const [initiator, one, two] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
    await putPolicyInForce(asking(2));
    const transferId = await initiator.filed(wire());
    await approves(one, transferId);
    await bank.clearCalls();
    await restorePolicy();
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    expect(short(await approves(one, transferId))).toBe("403 forbidden");
    expect(short(await approves(two, transferId))).toBe("200 done");
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await writes(bank)).toEqual([200]);
  });

  test("stops who was checked by the old one and is not on record yet, at another process", async ({ desk, bank, record, neighbour }) => {
    const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
    const transferId = await initiator.filed(wire());
    const [input, commandId] = [await approver.decision(transferId, "approve"), randomUUID()];
    const sign = await proposePolicy(asking(2));
    await bank.clearCalls();
    const kept = await keepTurn(turns.signOff(transferId));
    const sent = approver.at(neighbour).send("transfer.approve", input, commandId);
    await waitingFor(turns.signOff(transferId), 1);
    expect(short(await sign())).toBe("200 done");
    await kept.release();

    const { status, body } = await sent;
    const why = "The policy was changed while you signed. Look again before you sign. Nothing was decided.";
    expect([status, body.message]).toEqual([409, why]);
    expect(await record.of(commandId)).toEqual(["event transfer.approve refused"]);
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    // Looked at again, the sign-off is one of two.
    expect((await approves(approver, transferId)).body).toMatchObject({ result: { how: "held", left: 1 } });
    expect(await writes(bank)).toEqual([]);
  });

  test("waits for who was faster, and the record names the one that was asked", async ({ desk, bank, record, neighbour }) => {
    const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
    const transferId = await initiator.filed(wire());
    const [input, approval, signature] = [await approver.decision(transferId, "approve"), randomUUID(), randomUUID()];
    const { number } = (await approver.get<{ inForce: { number: number } }>("/api/policy")).body.inForce;
    const sign = await proposePolicy(asking(2));
    const kept = await keepTurn(turns.record);
    const sent = approver.at(neighbour).send("transfer.approve", input, approval);
    await waitingFor(turns.record, 1);
    const signed = sign(signature);
    await waitingFor(turns.policy, 1);
    await kept.release();

    expect([short(await sent), short(await signed)]).toEqual(["200 done", "200 done"]);
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await named(approval)).toEqual({ version: String(number), how: "sent" });
    expect((await record.of(approval, signature)).filter(order)).toEqual(["intent transfer.approve", "outcome policy.sign done"]);
  });
});

test.describe("a freeze while somebody is signing", () => {
  const freeze = { reason: "An invoice that nobody ordered" };

  test("stops whoever is not on record yet: refused, and Jiko hears nothing", async ({ desk, bank, record, neighbour }) => {
    const [initiator, approver, other] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
    const { id: memberId } = (await bank.state()).members.find(({ email }) => email === members.approverOne)!;
    const transferId = await initiator.filed(wire());
    const [input, approval, freezing] = [await approver.decision(transferId, "approve"), randomUUID(), randomUUID()];
    await bank.clearCalls();
    const kept = await keepTurn(turns.claim(transferId, memberId));
    const sent = approver.send("transfer.approve", input, approval);
    await waitingFor(turns.claim(transferId, memberId), 1);
    expect(short(await other.at(neighbour).send("desk.freeze", freeze, freezing))).toBe("200 done");
    await kept.release();

    const { status, body } = await sent;
    const why = "The desk is frozen by Approver Two: nothing is filed or signed here until two people lift it.";
    expect([status, body.message]).toEqual([409, why]);
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    expect(await writes(bank)).toEqual([]);
    expect(await record.of(freezing, approval)).toEqual(["outcome desk.freeze done", "event transfer.approve refused"]);
  });

  test("comes after whoever was faster, and holds for the next", async ({ desk, bank, record, neighbour }) => {
    const [initiator, approver, other] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
    const [transferId, nextId] = [await initiator.filed(wire()), await initiator.filed(wire({ amount: "2,345.67" }))];
    const [input, next] = [await approver.decision(transferId, "approve"), await approver.decision(nextId, "approve")];
    const [approval, freezing] = [randomUUID(), randomUUID()];
    await bank.clearCalls();
    const kept = await keepTurn(turns.signOff(transferId));
    const sent = approver.send("transfer.approve", input, approval);
    await waitingFor(turns.signOff(transferId), 1);
    const frozen = other.at(neighbour).send("desk.freeze", freeze, freezing);
    await waitingFor(turns.freeze, 1);
    await kept.release();

    expect([short(await sent), short(await frozen)]).toEqual(["200 done", "200 done"]);
    expect((await record.of(approval, freezing)).filter(order)).toEqual(["intent transfer.approve", "outcome desk.freeze done"]);
    expect(short(await approver.send("transfer.approve", next))).toBe("409 conflict");
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await requestNow(bank, nextId)).toEqual(untouched);
    expect(await writes(bank)).toEqual([200]);
  });

  test("is there at once while an approval is at Jiko, and what comes of that is told", async ({ desk, bank, record }) => {
    const [initiator, approver, other] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
    const transferId = await initiator.filed(wire());
    const [input, approval] = [await approver.decision(transferId, "approve"), randomUUID()];
    const hold = await bank.hold("transferRequests.approve");
    const sent = approver.send("transfer.approve", input, approval);
    await waiting(bank, 1);
    expect(short(await other.send("desk.freeze", freeze))).toBe("200 done");
    await bank.release(hold.id);
    expect(short(await sent)).toBe("200 done");
    expect(await record.of(approval)).toEqual(["intent transfer.approve", "outcome transfer.approve done"]);
    expect(await requestNow(bank, transferId)).toEqual(gone);
  });
});

test.describe("a payee that changes while somebody signs", () => {
  const account = { identifier: "000123456780" };

  test("stops the approval when it is read again, with what differs, and Jiko hears nothing", async ({ desk, bank, record }) => {
    const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
    const transferId = await initiator.filed(wire());
    const [input, approval] = [await approver.decision(transferId, "approve"), randomUUID()];
    await bank.clearCalls();
    // It is on its way already, and Jiko is just being asked: by jobs in this member's name too.
    const hold = await bank.hold("transferRequests.get", { member: "approver.one" });
    const sent = approver.send("transfer.approve", input, approval);
    await expect.poll(async () => (await bank.held()).length).toBeGreaterThan(0);
    await bank.changeCounterparty(supplies, account);
    await bank.release(hold.id);

    const { status, body } = await sent;
    expect([status, body.code]).toEqual([409, "subject_changed"]);
    expect(body.data).toMatchObject({ differences: [{ shown: expect.stringContaining("6789"), now: expect.stringContaining("6780") }] });
    expect(await record.of(approval)).toEqual(["event transfer.approve refused"]);
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    expect(await writes(bank)).toEqual([]);
  });

  test("after it was read cannot be stopped; the record keeps what was signed, the next look shows the other", async ({ desk, bank }) => {
    const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
    const transferId = await initiator.filed(wire());
    const before = await approver.approval(transferId);
    const input = await approver.decision(transferId, "approve");
    const hold = await bank.hold("transferRequests.approve");
    const sent = approver.send("transfer.approve", input);
    await waiting(bank, 1);
    await bank.changeCounterparty(supplies, account);
    await bank.release(hold.id);
    expect(short(await sent)).toBe("200 done");
    expect(await requestNow(bank, transferId)).toEqual(gone);
    const after = await approver.approval(transferId);
    expect(after.snapshot.subject.destination).toMatchObject({ payee: { account: "000123456780" } });
    const signed = `select canonical::jsonb #>> '{details,subjectHash}' as hash from audit_entry
      where subject_id = $1 and kind = 'intent' and action = 'transfer.approve'`;
    expect(await sql(signed, [transferId])).toEqual([{ hash: before.subjectHash }]);
    expect(after.subjectHash).not.toBe(before.subjectHash);
  });
});
