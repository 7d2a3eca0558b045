import { randomUUID } from "node:crypto";
import { fourCommands, each, eachOf, effectsOf, writesOf } from "./support/commands";
import { wire } from "./support/desk-client";
import { requestNow, short, sorted, waiting, writes } from "./support/outcomes";
import { withNeighbour as test } from "./support/second";
import { expect } from "./support/test";

test("two approvers who decide at the same moment move the money once, and each is told the truth", async ({ desk, bank, record }) => {
  const [initiator, one, two] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
  const transferId = await initiator.filed(wire());
  const inputs = await Promise.all([one, two].map((who) => who.decision(transferId, "approve")));
  await bank.clearCalls();
  const hold = await bank.hold("transferRequests.approve");
  const ids = [randomUUID(), randomUUID()];
  const sent = Promise.all([one, two].map((who, i) => who.send("transfer.approve", inputs[i], ids[i])));
  await waiting(bank, 2);
  await bank.release(hold.id);

  const answers = await sent;
  expect(sorted(answers)).toEqual(["200 done", "409 conflict"]);
  expect(await requestNow(bank, transferId)).toEqual({ status: "COMPLETED", decisions: ["APPROVED"], payments: 1 });
  expect((await writes(bank)).sort()).toEqual([200, 409]);
  const outcomes = await Promise.all([one, two].map(async (who, i) => (await who.outcome(ids[i]!)).body.state));
  expect(outcomes).toEqual(answers.map(({ status }) => (status === 200 ? "done" : "refused")));
  expect(await Promise.all(ids.map((id) => record.of(id)))).toEqual(
    outcomes.map((outcome) => ["intent transfer.approve", `outcome transfer.approve ${outcome}`]),
  );
  expect(await record.verdict()).toMatchObject({ ok: true });
});

test("where two approvals are needed, two at the same moment both count", async ({ desk, bank }) => {
  const [initiator, one, two] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
  const transferId = await initiator.filed(wire({ amount: "1,000,000.00" }));
  const inputs = await Promise.all([one, two].map((who) => who.decision(transferId, "approve")));
  const hold = await bank.hold("transferRequests.approve");
  const sent = Promise.all([one, two].map((who, i) => who.send("transfer.approve", inputs[i])));
  await waiting(bank, 2);
  await bank.release(hold.id);
  expect(sorted(await sent)).toEqual(["200 done", "200 done"]);
  expect(await requestNow(bank, transferId)).toEqual({ status: "COMPLETED", decisions: ["APPROVED", "APPROVED"], payments: 1 });
});

test("an approver with two windows decides once: the second is stopped while the first is under way", async ({ desk, bank, record }) => {
  const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
  const transferId = await initiator.filed(wire());
  const [approve, approveToo, reject] = await Promise.all((["approve", "approve", "reject"] as const).map((action) => approver.decision(transferId, action)));
  await bank.clearCalls();
  const hold = await bank.hold("transferRequests.approve");
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  const sent = approver.send("transfer.approve", approve, first);
  await waiting(bank, 1);

  const pending = { commandId: first, name: "transfer.approve" };
  const [again, other] = [await approver.send("transfer.approve", approveToo, second), await approver.send("transfer.reject", reject, third)];
  expect([again, other].map(({ status, body }) => [status, body.code, body.data])).toEqual([
    [409, "conflict", { pending }],
    [409, "conflict", { pending }],
  ]);
  const view = await approver.approval(transferId);
  expect(view.pending).toEqual({ commandId: first, action: "approve" });
  expect(view.barred.approve).toContain("We are finding out");
  await bank.release(hold.id);
  expect(short(await sent)).toBe("200 done");
  expect((await approver.approval(transferId)).pending).toBeNull();
  expect(await requestNow(bank, transferId)).toEqual({ status: "COMPLETED", decisions: ["APPROVED"], payments: 1 });
  expect(await writes(bank)).toEqual([200]);
  expect(await record.of(second)).toEqual(["event transfer.approve refused"]);
  expect(await record.of(third)).toEqual(["event transfer.reject refused"]);
});

test("one command that is sent five times at once reaches Jiko once", async ({ desk, bank, record, neighbour }) => {
  const four = await fourCommands(desk, bank);
  const answers = await eachOf(four, ({ who, name, input, commandId }) =>
    Promise.all([who, who.at(neighbour), who, who.at(neighbour), who].map((at) => at.send(name, input, commandId))),
  );
  for (const { name, commandId } of four) {
    // Whoever came while the first was under way is told that it is not known yet, and asks.
    for (const { body } of answers[name]!) expect(body).toMatchObject({ commandId, state: expect.stringMatching(/^(done|unknown)$/) });
    expect(answers[name]!.map(({ body }) => body.state), name).toContain("done");
  }
  const there = await eachOf(four, async ({ who, commandId }) => (await who.at(neighbour).outcome(commandId)).body.state);
  expect(there).toEqual(each(four, () => "done"));
  expect(await effectsOf(four, bank)).toEqual(each(four, () => 1));
  expect(await writesOf(four, bank)).toEqual(each(four, ({ name }) => [name === "transfer.file" ? 201 : 200]));
  const kept = await eachOf(four, ({ commandId }) => record.of(commandId));
  expect(kept).toEqual(each(four, ({ name }) => [`intent ${name}`, `outcome ${name} done`]));
  expect(await record.verdict()).toMatchObject({ ok: true });
});

test("one form that is filed under ten ids at once, over two processes, is one transfer", async ({ desk, bank, record, neighbour }) => {
  const initiator = await desk("initiatorOne");
  await bank.clearCalls();
  const draftId = randomUUID();
  const ids = Array.from({ length: 10 }, () => randomUUID());
  const answers = await Promise.all(
    ids.map((id, i) => (i % 2 ? initiator.at(neighbour) : initiator).send("transfer.file", { draftId, values: wire() }, id)),
  );
  for (const answer of answers) expect(short(answer)).toMatch(/^(200 done|409 conflict|429 rate_limited)$/);
  expect(answers.map(short)).toContain("200 done");
  expect((await bank.state()).requests.filter(({ id }) => id === draftId)).toHaveLength(1);
  expect((await bank.calls()).filter(({ operation, status }) => operation === "transferRequests.create" && status === 201)).toHaveLength(1);
  expect(await record.verdict()).toMatchObject({ ok: true });
});

test("two approvers at two processes, and one approver at both, move the money once", async ({ desk, bank, record, neighbour }) => {
  const [initiator, one, two] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
  const transferId = await initiator.filed(wire());
  const inputs = await Promise.all([one, two].map((who) => who.decision(transferId, "approve")));
  await bank.clearCalls();
  const hold = await bank.hold("transferRequests.approve");
  const sent = Promise.all([
    one.send("transfer.approve", inputs[0]),
    one.at(neighbour).send("transfer.approve", inputs[0]),
    two.at(neighbour).send("transfer.approve", inputs[1]),
    two.send("transfer.approve", inputs[1]),
  ]);
  await waiting(bank, 2);
  await bank.release(hold.id);
  expect(sorted(await sent)).toEqual(["200 done", "409 conflict", "409 conflict", "409 conflict"]);
  expect(await requestNow(bank, transferId)).toEqual({ status: "COMPLETED", decisions: ["APPROVED"], payments: 1 });
  expect((await writes(bank)).sort()).toEqual([200, 409]);
  const about = await record.about(transferId);
  expect(about.filter((line) => line === "outcome transfer.approve done")).toHaveLength(1);
  expect(about.filter((line) => line === "outcome transfer.approve refused")).toHaveLength(1);
  expect(about.filter((line) => line === "intent transfer.approve")).toHaveLength(2);
  expect(about.filter((line) => line === "event transfer.approve refused")).toHaveLength(2);
  expect(await record.verdict()).toMatchObject({ ok: true });
});

for (const [first, second] of [["approve", "cancel"], ["cancel", "approve"]] as const) {
  test(`${first} and ${second} at the same moment, ${first} first: the other moves nothing`, async ({ desk, bank, record }) => {
    const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
    const transferId = await initiator.filed(wire());
    const who = { approve: approver, cancel: initiator };
    const commandIds = { approve: randomUUID(), cancel: randomUUID() };
    const inputs = { approve: await approver.decision(transferId, "approve"), cancel: await initiator.decision(transferId, "cancel") };
    await bank.clearCalls();
    const holds = { approve: await bank.hold("transferRequests.approve"), cancel: await bank.hold("transferRequests.cancel") };
    const send = (action: "approve" | "cancel") => who[action].send(`transfer.${action}`, inputs[action], commandIds[action]);
    const sent = { approve: send("approve"), cancel: send("cancel") };
    await waiting(bank, 2);
    await bank.release(holds[first].id);
    expect(short(await sent[first])).toBe("200 done");
    await bank.release(holds[second].id);
    expect(short(await sent[second])).toBe("409 conflict");

    const after = await requestNow(bank, transferId);
    const expected = {
      approve: { status: "COMPLETED", decisions: ["APPROVED"], payments: 1 },
      cancel: { status: "CANCELED", decisions: [], payments: 0 },
    };
    expect(after).toEqual(expected[first]);
    expect((await writes(bank)).sort()).toEqual([200, 409]);
    expect(await record.of(commandIds[first])).toEqual([`intent transfer.${first}`, `outcome transfer.${first} done`]);
    expect(await record.of(commandIds[second])).toEqual([`intent transfer.${second}`, `outcome transfer.${second} refused`]);
    expect((await who[second].outcome(commandIds[second])).body.state).toBe("refused");
  });
}
