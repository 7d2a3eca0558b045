import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { draft } from "@/lib/db/schema/draft";
import { testDatabase } from "@/scripts/database";
import { refusal, openScene } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, kinds, work } = scene;

describe("transfer.file", () => {
  it("takes a request that stands under its id already for its own, and nobody else's", async () => {
    const draftId = randomUUID();
    await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() });
    expect(await run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() })).toMatchObject({
      state: "done",
      result: { transferId: draftId },
    });
    const changed = { draftId, values: scene.desk.form({ amount: "9,999.00" }) };
    expect((await refusal(run("transfer.file", scene.initiator, changed))).code).toBe("conflict");
    const other = scene.desk.session("Initiator Two", "INITIATOR");
    expect((await refusal(run("transfer.file", other, { draftId, values: scene.desk.form() }))).code).toBe("conflict");
    expect(scene.desk.bank.requests.size).toBe(1);
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
