import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { draft } from "@/lib/db/schema/draft";
import { testDatabase } from "@/scripts/database";
import { refusal, openScene } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, kinds, later, work } = scene;

describe("transfer.file", () => {
  it("takes a request that stands under its id already for its own, and nobody else's", async () => {
    const draftId = randomUUID();
    await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() });
    expect(await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() })).toMatchObject({
      state: "done",
      result: { transferId: draftId },
    });
    const changed = { draftId, values: scene.desk.form({ amount: "9,999.00" }) };
    const stands = await refusal(run("transfer.file", scene.initiator, changed));
    expect(stands).toMatchObject({ code: "conflict", data: { transferId: draftId }, message: expect.stringContaining("Look at it first") });
    const other = scene.desk.session("Initiator Two", "INITIATOR");
    const foreign = await refusal(run("transfer.file", other, { draftId, values: scene.desk.form() }));
    expect(foreign).toMatchObject({ code: "conflict", data: undefined, message: expect.stringContaining("Nothing was filed") });
    expect(scene.desk.bank.requests.size).toBe(1);
  });

  it.each(["description", "reviewers"])("never says that nothing was filed where Jiko changed the %s on the way", async (what) => {
    const [draftId, commandId] = [randomUUID(), randomUUID()];
    const given = { draftId, values: scene.desk.form({ description: "Invoice  4711", reviewers: [scene.approver.memberId] }) };
    scene.desk.bank.faults.set("transferRequests.create", "drop-after");
    expect(await run("transfer.file", scene.initiator, given, commandId)).toMatchObject({ state: "unknown" });
    const stands = scene.desk.bank.requests.get(draftId)!;
    if (what === "reviewers") stands.reviewers = [];
    else (stands.transfer as { description: string }).description = "Invoice 4711";
    const told = { message: expect.stringContaining("Look at it first"), data: { transferId: draftId } };
    expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "refused", ...told });
    expect(await kinds()).toEqual(["intent transfer.file", "outcome transfer.file refused"]);
    expect(await refusal(run("transfer.file", scene.initiator, given, commandId))).toMatchObject({ code: "conflict", ...told });
    expect(await refusal(run("transfer.file", scene.initiator, given))).toMatchObject({ code: "conflict", ...told });
    expect(scene.desk.bank.requests.size).toBe(1);
  });

  it("takes it for done with the reviewers who were named, whoever of them has decided since", async () => {
    const [draftId, commandId] = [randomUUID(), randomUUID()];
    const values = scene.desk.form({ reviewers: [scene.approver.memberId] });
    scene.desk.bank.faults.set("transferRequests.create", "drop-after");
    await run("transfer.file", scene.initiator, { draftId, values }, commandId);
    scene.desk.bank.requests.get(draftId)!.reviewers[0]!.decision = "APPROVED";
    expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "done" });
  });

  it("corrects \"not done\" where what arrived late is not what was typed", async () => {
    const [draftId, commandId] = [randomUUID(), randomUUID()];
    scene.desk.bank.faults.set("transferRequests.create", "drop-before");
    await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() }, commandId);
    for (const seconds of [3600, 2]) {
      later(seconds);
      await work();
    }
    expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "not_done" });
    const [held] = (await scene.desk.jobs()).map(({ payload }) => payload as { intent: { transfer: object; reviewers: string[] } });
    const { transfer, reviewers } = held!.intent;
    const body = { transfer: { ...transfer, description: "Invoice" }, reviewers };
    await scene.desk.bank.as(scene.initiator.member).call({ id: "transferRequests.create" } as never, { body } as never);
    later(600);
    await work();
    expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "refused", data: { transferId: draftId } });
  });

  it("does not guess when the id is taken and cannot be read", async () => {
    const draftId = randomUUID();
    await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() });
    scene.desk.bank.faults.set("transferRequests.get", "timeout");
    const commandId = randomUUID();
    expect(await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() }, commandId)).toMatchObject({
      state: "unknown",
    });
    expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "done" });
  });

  it("checks pockets and payee as they are now", async () => {
    const draftId = randomUUID();
    scene.desk.bank.payees.get(scene.desk.payee.id)!.status = "UNLINKED";
    const unpayable = await refusal(run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() }));
    expect(unpayable.fields.map(({ field }) => field)).toEqual(["counterpartyId"]);
    scene.desk.bank.payees.get(scene.desk.payee.id)!.status = "VERIFIED";
    scene.desk.bank.pockets.get(scene.desk.operating.id)!.status = "FROZEN";
    const frozen = await refusal(run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() }));
    expect(frozen.fields.map(({ field }) => field)).toEqual(["originPocketId"]);
    expect(await kinds()).toEqual(["event transfer.file refused", "event transfer.file refused"]);
    expect(scene.desk.bank.requests.size).toBe(0);
  });

  it.each(["done", "unknown"])("removes the draft once it is filed: %s", async (way) => {
    const draftId = randomUUID();
    const at = new Date();
    const row = {
      kind: "transfer",
      value: {},
      createdAt: at,
      updatedAt: at,
      expiresAt: new Date(at.getTime() + 1e9),
      customerId: scene.desk.customerId,
    };
    await db()
      .insert(draft)
      .values([
        { ...row, id: draftId, memberId: scene.initiator.memberId },
        { ...row, id: randomUUID(), memberId: scene.initiator.memberId },
      ]);
    if (way === "unknown") scene.desk.bank.faults.set("transferRequests.create", "drop-after");
    await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() });
    await work();
    const left = (await db().select().from(draft)).filter(({ customerId }) => customerId === scene.desk.customerId);
    expect(left.map(({ id }) => id)).not.toContain(draftId);
    expect(left).toHaveLength(1);
  });

  it("files between own pockets, everything included", async () => {
    const draftId = randomUUID();
    const values = scene.desk.form({
      kind: "own",
      destinationPocketId: scene.desk.reserve.id,
      amountMode: "everything",
      endToEnd: "SWEEP-0715",
    });
    await run("transfer.file", scene.initiator, { draftId, values });
    expect(scene.desk.bank.requests.get(draftId)!.transfer).toMatchObject({
      type: "ON_US",
      amount: { type: "FULL_WITHDRAWAL" },
      details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: scene.desk.reserve.id, transfer_type: "BANK_TRANSFER" },
      end_to_end_identification: "SWEEP-0715",
    });
  });
});
