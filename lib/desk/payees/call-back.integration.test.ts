import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CallBackValues } from "@/lib/forms/call-back";
import { emptyPayee } from "@/lib/forms/payee";
import type { Counterparty } from "@/lib/jiko/counterparties";
import { testDatabase } from "@/scripts/database";
import { teachPayees } from "../commands/testing/payees-bank";
import { openScene, refusal, type Person } from "../commands/testing/scene";
import { callBackOf, callBacksView } from "./call-back";
import { markOf } from "./fingerprint";

vi.mock("../read", async (original) => ({
  ...(await original<object>()),
  readWhole: (op: never, who: Person, input: never) => scene.desk.bank.as(who.member).call(op, input),
}));

const scene = openScene(testDatabase);
beforeEach(() => void teachPayees(scene.desk.bank));

const form = (changes: Partial<CallBackValues> = {}): CallBackValues => ({
  mark: markOf(scene.desk.payee), how: "phone", contact: "Accounts payable", source: "The contract of 2024", note: "",
  day: "2026-06-15", time: "09:30", ...changes,
});
const confirm = (who: Person, changes: Partial<CallBackValues> = {}, commandId?: string, payeeId = scene.desk.payee.id) =>
  scene.run("payee.confirm", who, { payeeId, ...form(changes) }, commandId);
const now = () => callBackOf(scene.desk.customerId, scene.desk.payee);

describe("a call-back", () => {
  it("is recorded once, with who asked whom and how, and confirms the account as it is", async () => {
    expect(await now()).toEqual({ state: "none" });
    const commandId = randomUUID();
    expect(await confirm(scene.approver, { note: " Read back  in full " }, commandId)).toEqual(await confirm(scene.approver, { note: " Read back  in full " }, commandId));
    const { memberId, name, email } = scene.approver;
    expect(await now()).toEqual({ state: "confirmed", by: { memberId, name, email }, at: "2026-06-15T13:30:00.000Z", how: "phone" });
    const { history, barred, payee } = await callBacksView(scene.initiator, scene.desk.payee.id);
    expect(history).toMatchObject([{ by: { name: "Approver One" }, contact: "Accounts payable", note: "Read back in full", fits: true }]);
    expect([barred, payee.name]).toEqual([null, "Sample Supplies LLC"]);
    const [line] = await scene.desk.record();
    expect(line).toMatchObject({ kind: "outcome", action: "payee.confirm", outcome: "done", details: { how: "phone", fingerprint: form().mark } });
    expect(JSON.stringify(await scene.desk.record())).not.toContain("000123456789");
  });

  it("is lost when the payee changes, and is for nobody else's payee", async () => {
    await confirm(scene.approver);
    const changed = (part: object) => callBackOf(scene.desk.customerId, { ...scene.desk.payee, ...part } as Counterparty);
    for (const part of [
      { identifier: "000123456780" },
      { routing_number: "026009593" },
      { counterparty_name: { type: "business", business_name: "Sample Supply LLC" } },
      { wire_instructions: "Further credit to another account" },
    ]) {
      expect(await changed(part)).toEqual({ state: "lost" });
    }
    expect(await changed({ status: "UNLINKED", updated_at: "2026-06-16T00:00:00Z" })).toMatchObject({ state: "confirmed" });
    expect(await callBackOf(randomUUID(), scene.desk.payee)).toEqual({ state: "none" });
    Object.assign(scene.desk.payee, { identifier: "000123456780" });
    expect((await callBacksView(scene.approver, scene.desk.payee.id)).history).toMatchObject([{ fits: false }]);
    expect(await callBacksView({ ...scene.approver, customerId: randomUUID() } as Person, scene.desk.payee.id)).toMatchObject({ standing: { state: "none" }, history: [] });
  });

  it("is for what was shown: an account that changed in the meantime is not confirmed by it", async () => {
    const { mark } = form();
    Object.assign(scene.desk.payee, { identifier: "000123456780" });
    expect(await refusal(confirm(scene.approver, { mark }))).toMatchObject({ code: "conflict", message: expect.stringContaining("no longer what you were shown") as string });
    expect(await refusal(confirm(scene.approver, { mark: "k9:00" }))).toMatchObject({ code: "conflict" });
    expect(await now()).toEqual({ state: "none" });
  });

  it.each<[keyof CallBackValues, Partial<Record<keyof CallBackValues, string>>, RegExp]>([
    ["how", { how: "e-mail" }, /Choose/],
    ["contact", { contact: " " }, /with whom/],
    ["contact", { contact: "a\u202eb" }, /U\+202E/],
    ["source", { source: "" }, /where the number/],
    ["source", { source: "x".repeat(201) }, /At most 200/],
    ["note", { note: "x".repeat(501) }, /At most 500/],
    ["day", { day: "2026-06-31" }, /day/],
    ["day", { day: "2026-06-16" }, /future/],
    ["day", { day: "2026-05-01" }, /30 days/],
    ["time", { time: "24:00" }, /time/],
  ])("names what is wrong with its %s", async (field, changes, message) => {
    const fields = [{ field, message: expect.stringMatching(message) as string }];
    expect(await refusal(confirm(scene.approver, changes as Partial<CallBackValues>))).toMatchObject({ code: "invalid_input", fields });
  });

  it("needs a role, and a payee that is there and known", async () => {
    const viewer = scene.desk.session("Viewer One", "VIEWER");
    expect(await refusal(confirm(viewer))).toMatchObject({ code: "forbidden" });
    expect((await callBacksView(viewer, scene.desk.payee.id)).barred).toContain("initiator, approver or admin");
    expect(await refusal(confirm(scene.approver, {}, undefined, randomUUID()))).toMatchObject({ code: "not_found" });
    Object.assign(scene.desk.payee, { type: "UNKNOWN", sent_type: "CHECK" });
    expect(await refusal(confirm(scene.approver))).toMatchObject({ code: "conflict", message: expect.stringContaining("does not know this kind") as string });
  });

  it("by who filed the request in question counts for nothing, also under another membership", async () => {
    await confirm(scene.approver);
    scene.later(60);
    await confirm(scene.initiator);
    const { memberId, email } = scene.initiator;
    const without = (who: { memberId: string; email: string }) => callBackOf(scene.desk.customerId, scene.desk.payee, who);
    expect(await now()).toMatchObject({ by: { name: "Initiator One" } });
    expect(await without({ memberId, email: "" })).toMatchObject({ by: { name: "Approver One" } });
    expect(await without({ memberId: randomUUID(), email: email.toUpperCase() })).toMatchObject({ by: { name: "Approver One" } });
  });
});

describe("whoever added a payee here", () => {
  const add = () => scene.run("payee.add", scene.initiator, {
    draftId: randomUUID(), seen: [], salt: randomUUID(),
    values: { ...emptyPayee, kind: "ach", businessName: "Sample Newcomer LLC", routingNumber: "021000021", account: "000987654321" },
  });
  const newcomer = () => [...scene.desk.bank.payees.values()].find(({ type }) => type === "ach")!;
  const confirmNew = (who: Person) => confirm(who, { mark: markOf(newcomer()) }, undefined, newcomer().id);

  it("cannot confirm it, under no membership; anybody else can", async () => {
    await add();
    const same = { ...scene.desk.session("Initiator One", "ADMIN"), email: "INITIATOR.ONE@example.com" };
    for (const who of [scene.initiator, same]) {
      expect(await refusal(confirmNew(who))).toMatchObject({ code: "forbidden", message: "You added this payee, so somebody else must confirm its account." });
      expect((await callBacksView(who, newcomer().id)).barred).toContain("somebody else");
    }
    await confirm(scene.initiator);
    expect((await callBacksView(scene.approver, newcomer().id)).barred).toBeNull();
    expect(await confirmNew(scene.approver)).toMatchObject({ state: "done" });
    expect(await callBackOf(scene.desk.customerId, newcomer())).toMatchObject({ by: { name: "Approver One" } });
  });

  it("cannot confirm one either while it is not known that it was they who added it", async () => {
    scene.desk.bank.faults.set("counterparties.create", "drop-after");
    expect(await add()).toMatchObject({ state: "unknown" });
    expect(await refusal(confirmNew(scene.initiator))).toMatchObject({ code: "forbidden", message: expect.stringContaining("not known yet") as string });
    expect(await confirmNew(scene.approver)).toMatchObject({ state: "done" });
  });
});
