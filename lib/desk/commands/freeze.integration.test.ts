import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { testDatabase } from "@/scripts/database";
import { createDraft } from "../drafts";
import { freezeView, frozenNow, refuseFrozen } from "./freeze";
import { openScene, refusal, type Person } from "./testing/scene";

const scene = openScene(testDatabase);
const other = (name: string, email: string): Person => ({ ...scene.desk.session(name, "APPROVER"), email });
const freeze = (who: Person, reason = "An invoice that nobody ordered", commandId?: string) => scene.run("desk.freeze", who, { reason }, commandId);
const ask = () => db().transaction((tx) => refuseFrozen(tx, scene.desk.customerId));

describe("freezing the desk", () => {
  it("is one command, after which nothing may be claimed, with its reason for everybody to read", async () => {
    await ask();
    const commandId = randomUUID();
    const first = await freeze(scene.approver, undefined, commandId);
    expect(await freeze(scene.approver, undefined, commandId)).toEqual(first);
    expect(await frozenNow(scene.desk.customerId)).toMatchObject({ by: "Approver One", reason: "An invoice that nobody ordered", asked: null });
    expect(await refusal(ask())).toMatchObject({ code: "conflict", message: expect.stringContaining("frozen by Approver One") as string });
    expect(await refusal(freeze(other("Approver Two", "two@example.com")))).toMatchObject({ code: "conflict" });
    expect(await scene.kinds()).toEqual(["outcome desk.freeze done", "event desk.freeze refused"]);
  });

  it("needs a reason that can be read, and the role", async () => {
    for (const [reason, message] of [["  ", "Say why."], ["x".repeat(301), "At most 300"], ["a\u202eb", "visible"]] as const) {
      const fields = [{ field: "reason", message: expect.stringContaining(message) as string }];
      expect(await refusal(freeze(scene.approver, reason))).toMatchObject({ code: "invalid_input", fields });
    }
    expect(await refusal(freeze(scene.initiator))).toMatchObject({ code: "forbidden" });
    expect(await frozenNow(scene.desk.customerId)).toBeNull();
    expect(await scene.kinds()).toEqual(["event desk.freeze refused"]);
  });

  it("is no freeze of another company's desk", async () => {
    await freeze(scene.approver);
    const stranger = { ...scene.approver, customerId: randomUUID() };
    expect(await freezeView(stranger)).toEqual({ frozen: null });
    const { id } = (await frozenNow(scene.desk.customerId))!;
    expect(await refusal(scene.run("desk.unfreeze", stranger, { id }))).toMatchObject({ code: "conflict" });
  });
});

describe("while the desk is frozen", () => {
  it("nothing is filed, and the form is kept for later", async () => {
    const { id } = await createDraft(scene.initiator, "transfer", {});
    await freeze(scene.approver);
    const file = () => scene.run("transfer.file", scene.initiator, { draftId: id, values: scene.desk.form() });
    expect(await refusal(file())).toMatchObject({ code: "conflict", message: expect.stringContaining("frozen by Approver One") as string });
    expect(scene.desk.bank.writes()).toEqual([]);
    expect(await scene.desk.jobs()).toEqual([]);
    const { id: freezeId } = (await frozenNow(scene.desk.customerId))!;
    await scene.run("desk.unfreeze", scene.approver, { id: freezeId });
    await scene.run("desk.unfreeze", other("Approver Two", "two@example.com"), { id: freezeId });
    expect(await file()).toMatchObject({ state: "done" });
    expect((await scene.kinds()).slice(0, 2)).toEqual(["outcome desk.freeze done", "event transfer.file refused"]);
  });

  it("a request may still be rejected and taken back", async () => {
    const [one, two] = [await scene.desk.filed(scene.initiator.member), await scene.desk.filed(scene.initiator.member)];
    await freeze(scene.approver);
    expect(await scene.run("transfer.reject", scene.approver, await scene.desk.seen(one, "Not ours"))).toMatchObject({ state: "done" });
    expect(await scene.run("transfer.cancel", scene.initiator, await scene.desk.seen(two))).toMatchObject({ state: "done" });
  });
});

describe("lifting a freeze", () => {
  it("takes two people: who asked is told so, also under another membership of the same address", async () => {
    const [one, two] = [other("Approver One", "one@example.com"), other("Approver Two", "two@example.com")];
    await freeze(one);
    const { id } = (await frozenNow(scene.desk.customerId))!;
    expect((await freezeView(one)).frozen?.barred).toBeNull();
    expect(await scene.run("desk.unfreeze", one, { id })).toMatchObject({ result: { lifted: false } });

    const same = other("Approver One", "One@Example.com");
    for (const who of [one, same]) {
      expect((await freezeView(who)).frozen).toMatchObject({ barred: "You have asked to lift it. A second person must confirm.", asked: { name: "Approver One" } });
      expect(await refusal(scene.run("desk.unfreeze", who, { id }))).toMatchObject({ code: "forbidden" });
    }
    expect((await freezeView(two)).frozen?.barred).toBeNull();
    expect(await scene.run("desk.unfreeze", two, { id })).toMatchObject({ result: { lifted: true } });
    expect(await frozenNow(scene.desk.customerId)).toBeNull();
    await ask();
    expect(await refusal(scene.run("desk.unfreeze", two, { id }))).toMatchObject({ code: "conflict" });
  });
});
