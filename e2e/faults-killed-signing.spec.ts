import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Product } from "../scripts/product";
import { wire, type DeskClient } from "./support/desk-client";
import { requestNow, short, waiting, writes } from "./support/outcomes";
import { asking, putPolicyInForce, restorePolicy } from "./support/policy";
import { withSecond as test } from "./support/second";
import { expect } from "./support/test";
import { keepTurn, shutVault, turns, waitingFor, waitingForVault } from "./support/turns";

const gone = { status: "COMPLETED", decisions: ["APPROVED"], payments: 1 };
const untouched = { status: "PENDING_APPROVAL", decisions: [], payments: 0 };

/** An approval that is about to be sent through a process that will not live to tell of it. */
async function approvalOf(approver: DeskClient, transferId: string) {
  const [input, commandId] = [await approver.decision(transferId, "approve"), randomUUID()];
  const send = (to: DeskClient) => to.send("transfer.approve", input, commandId);
  return { commandId, send, lost: (product: Product) => send(approver.at(product.url)).catch(() => "no answer") };
}

/** An approval through a process that is killed while its intent waits for the record's turn. */
async function killedBeforeIntent({ desk, bank, second }: Pick<Parameters<Parameters<typeof test>[2]>[0], "desk" | "bank" | "second">) {
  const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
  const transferId = await initiator.filed(wire());
  const { commandId, send, lost } = await approvalOf(approver, transferId);
  await bank.clearCalls();
  const product = await second();
  const kept = await keepTurn(turns.record);
  const answer = lost(product);
  await waitingFor(turns.record, 1);
  await product.stop("SIGKILL");
  await kept.release();
  expect(await answer).toBe("no answer");
  return { approver, transferId, commandId, send };
}

// Where the call itself is on its way, for all commands: faults-killed.spec.ts.
test.describe("a process that is killed between gesture and outcome", () => {
  // Deadline, margin and grace period of the product pass in real time.
  test.describe.configure({ timeout: 120_000 });
  test.afterEach(restorePolicy);

  test("with the gesture checked and nothing on record: nothing is done, the gesture still counts", async ({ desk, bank, record, second }) => {
    const { approver, transferId, commandId, send } = await killedBeforeIntent({ desk, bank, second });
    expect(await record.of(commandId)).toEqual([]);
    expect(await approver.approval(transferId)).toMatchObject({ pending: null, barred: { approve: null } });
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    // A page that had no answer sends the very same again.
    expect(short(await send(approver))).toBe("200 done");
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await writes(bank)).toEqual([200]);
    expect(await record.verdict()).toMatchObject({ ok: true });
  });

  test("who asks instead is told that nothing was sent, and the late one may not come any more", async ({ desk, bank, record, second }) => {
    const { approver, transferId, commandId, send } = await killedBeforeIntent({ desk, bank, second });
    const told = { state: "not_done", message: "This did not reach Countersign. Nothing was sent to Jiko; you can send it again." };
    expect((await approver.outcome(commandId)).body).toEqual(told);
    expect(short(await send(approver))).toBe("409 conflict");
    expect(await record.of(commandId)).toEqual(["outcome command.abandoned not_done"]);
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    expect(await writes(bank)).toEqual([]);
  });

  test("with the intent on record and nothing sent: not done, the gesture spent, another one counts", async ({ desk, bank, record, second }) => {
    const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
    const transferId = await initiator.filed(wire());
    const { commandId, lost } = await approvalOf(approver, transferId);
    await bank.clearCalls();
    const product = await second();
    const kept = await keepTurn(turns.record);
    const answer = lost(product);
    await waitingFor(turns.record, 1);
    // For as long as this a process knows a token that it has read.
    await pause(2_500);
    const vault = await shutVault();
    await kept.release();
    await waitingForVault();
    await expect.poll(() => record.of(commandId)).toEqual(["intent transfer.approve"]);
    await product.stop("SIGKILL");
    await vault.release();

    expect(await answer).toBe("no answer");
    expect(await approver.approval(transferId)).toMatchObject({ pending: { commandId, action: "approve" } });
    const told = { state: "unknown", message: expect.stringContaining("may or may not have reached it") };
    expect((await approver.outcome(commandId)).body).toMatchObject(told);
    await expect.poll(async () => (await approver.outcome(commandId)).body.state, { timeout: 30_000 }).toBe("not_done");
    expect(await record.of(commandId)).toEqual(["intent transfer.approve", "outcome transfer.approve not_done"]);
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    expect(await writes(bank)).toEqual([]);
    const again = await approvalOf(approver, transferId);
    expect(short(await again.send(approver))).toBe("200 done");
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await record.verdict()).toMatchObject({ ok: true });
  });

  test("with Jiko's answer read and no outcome on record: done, once, and told", async ({ desk, bank, record, second }) => {
    const [initiator, approver] = await Promise.all([desk("initiatorOne"), desk("approverOne")]);
    const transferId = await initiator.filed(wire());
    const { commandId, send, lost } = await approvalOf(approver, transferId);
    await bank.clearCalls();
    const product = await second();
    const hold = await bank.hold("transferRequests.approve");
    const answer = lost(product);
    await waiting(bank, 1);
    const kept = await keepTurn(turns.record);
    await bank.release(hold.id);
    await waitingFor(turns.record, 1);
    await product.stop("SIGKILL");
    await kept.release();

    expect(await answer).toBe("no answer");
    expect(await record.of(commandId)).toEqual(["intent transfer.approve"]);
    expect((await approver.outcome(commandId)).body).toMatchObject({ state: "done", message: "Your sign-off is there." });
    expect((await send(approver)).body).toMatchObject({ state: "done", commandId });
    expect(await record.of(commandId)).toEqual(["intent transfer.approve", "outcome transfer.approve done"]);
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await writes(bank)).toEqual([200]);
    expect((await approver.approval(transferId)).snapshot.context.signOffs).toMatchObject([{ how: "sent", assurance: "passkey" }]);
    expect(await record.verdict()).toMatchObject({ ok: true });
  });

  test("with a sign-off that is held: it stands, Jiko is not asked, and it counts once", async ({ desk, bank, record, second }) => {
    const [initiator, one, two] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
    await putPolicyInForce(asking(2));
    const transferId = await initiator.filed(wire());
    const { commandId, send, lost } = await approvalOf(one, transferId);
    await bank.clearCalls();
    const product = await second();
    // Between intent and outcome: the first turn lets the intent wait, the second comes between the two.
    const first = await keepTurn(turns.record);
    const answer = lost(product);
    await waitingFor(turns.record, 1);
    const between = keepTurn(turns.record);
    await waitingFor(turns.record, 2);
    await first.release();
    const kept = await between;
    await waitingFor(turns.record, 1);
    await product.stop("SIGKILL");
    await kept.release();

    expect(await answer).toBe("no answer");
    expect(await record.of(commandId)).toEqual(["intent transfer.approve"]);
    expect((await one.outcome(commandId)).body).toMatchObject({ state: "done", result: { how: "held", left: 1 } });
    expect((await send(one)).body).toMatchObject({ state: "done", commandId });
    expect(await requestNow(bank, transferId)).toEqual(untouched);
    expect(await writes(bank)).toEqual([]);
    expect((await two.approval(transferId)).progress).toMatchObject({ signed: 1, wanted: 2 });
    expect((await two.send("transfer.approve", await two.decision(transferId, "approve"))).body).toMatchObject({ result: { how: "sent" } });
    expect(await requestNow(bank, transferId)).toEqual(gone);
    expect(await record.verdict()).toMatchObject({ ok: true });
  });
});
