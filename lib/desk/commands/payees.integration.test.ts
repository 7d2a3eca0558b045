import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { draft } from "@/lib/db/schema/draft";
import { emptyPayee, type PayeeValues } from "@/lib/forms/payee";
import { nameOf, type Counterparty, type CreateCounterparty } from "@/lib/jiko/counterparties";
import { JikoError } from "@/lib/jiko/transport";
import { testDatabase } from "@/scripts/database";
import { createDraft } from "../drafts";
import { describeLostAnswers, type Written } from "./testing/lost-answers";
import { teachPayees } from "./testing/payees-bank";
import { openScene, refusal } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, kinds, work, later } = scene;

const account = "000987654321";
const partner = "400100200399";
const onUs = (business_name: string, account_number: string): CreateCounterparty => ({
  account_number, counterparty_name: { type: "business", business_name },
});
const form = (changes: Partial<PayeeValues> = {}): PayeeValues => ({
  ...emptyPayee, kind: "ach", businessName: "Sample Newcomer LLC", routingNumber: "021000021", account,
  ...changes,
});
const adding = (values = form(), seen: string[] = []) => ({ draftId: randomUUID(), values, seen, salt: randomUUID() });
const called = (name: string) => [...scene.desk.bank.payees.values()].filter((one) => nameOf(one.counterparty_name) === name);

let add: ReturnType<typeof teachPayees>;
let linked: Counterparty;
let unlinked: Counterparty;
beforeEach(() => {
  add = teachPayees(scene.desk.bank);
  linked = add(onUs("Sample Partner Corp.", partner), { status: "VERIFIED" });
  unlinked = add(onUs("Sample Former Partner Corp.", "400100200400"), { status: "UNLINKED" });
});

const all: Written[] = [
  ["payee.add", "counterparties.create", () => adding(), () => called("Sample Newcomer LLC").length === 1],
  ["payee.unlink", "counterparties.update", () => ({ payeeId: linked.id }), () => linked.status === "UNLINKED"],
  ["payee.link", "counterparties.update", () => ({ payeeId: unlinked.id }), () => unlinked.status === "LINKED"],
];

const written = async () => JSON.stringify([await scene.desk.record(), await scene.desk.jobs()]);

const secrets = () => [account, partner, "400100200400"];
describeLostAnswers(scene, all, { who: () => scene.initiator, barred: ["APPROVER", "VIEWER"], secrets });

it.each(all)("%s (%s) has the end of the account on record", async (name, _, input) => {
  await run(name, scene.initiator, input());
  expect(await written()).toMatch(/payeeEnding\\+":\\+"(4321|0399|0400)/);
});

describe("payee.add", () => {
  it("does not take a twin that was there before for its own", async () => {
    const twin = add({ routing_number: "021000021", account_number: account, account_type: "CHECKING", counterparty_name: { type: "business", business_name: "Sample Newcomer LLC" } });
    scene.desk.bank.faults.set("counterparties.create", "drop-before");
    const commandId = randomUUID();
    expect(await run("payee.add", scene.initiator, adding(form(), [`same-payee ${twin.id}`]), commandId)).toMatchObject({ state: "unknown" });
    later(3600);
    await work();
    later(2);
    await work();
    expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "not_done" });
  });

  it("is not sent while something was pointed out that its sender has not seen", async () => {
    const there = add(onUs("Sample Newcomer Inc.", "400100200401"));
    const error = await refusal(run("payee.add", scene.initiator, adding()));
    expect(error).toMatchObject({ code: "conflict", data: { unseen: [`same-name ${there.id}`] } });
    expect(scene.desk.bank.writes()).toEqual([]);
    expect(await run("payee.add", scene.initiator, adding(form(), [`same-name ${there.id}`]))).toMatchObject({ state: "done" });
  });

  it("names the field of the form for what cannot work, and for what Jiko refuses", async () => {
    const error = await refusal(run("payee.add", scene.initiator, adding(form({ routingNumber: "021000022" }))));
    expect([error.code, error.fields.map(({ field }) => field)]).toEqual(["invalid_input", ["routingNumber"]]);
    scene.desk.bank.also["counterparties.create"] = () => {
      const fields = [{ field: "account_number", message: "Unknown account" }, { field: "something_new", message: "No" }];
      throw new JikoError("invalid_input", { operation: "counterparties.create", effect: "none", upstreamStatus: 422, fields });
    };
    const refused = await refusal(run("payee.add", scene.initiator, adding()));
    expect(refused.fields.map(({ field }) => field)).toEqual(["account", "something_new"]);
    expect((await kinds()).at(-1)).toBe("outcome payee.add refused");
  });

  it("takes nothing but the form", async () => {
    for (const values of [{ ...form(), colour: "red" }, { ...form(), account: 7 }, { ...form(), kind: "cheque" }, { ...form(), city: "x".repeat(1001) }]) {
      expect((await refusal(run("payee.add", scene.initiator, adding(values as PayeeValues)))).code).toBe("invalid_input");
    }
  });

  it("removes the draft that it came from, and no other", async () => {
    const [one, other] = [await createDraft(scene.initiator, "payee", {}), await createDraft(scene.initiator, "payee", {})];
    await run("payee.add", scene.initiator, { ...adding(), draftId: one.id });
    const left = await db().select({ id: draft.id }).from(draft).where(eq(draft.memberId, scene.initiator.memberId));
    expect(left).toEqual([{ id: other.id }]);
  });

  it("gives the same form another hash every time it is sent", async () => {
    await run("payee.add", scene.initiator, adding(form({ businessName: "Sample One" })));
    scene.desk.bank.payees.clear();
    await run("payee.add", scene.initiator, adding(form({ businessName: "Sample One" })));
    const hashes = (await scene.desk.record()).flatMap(({ kind, details }) => (kind === "intent" ? [details.inputHash] : []));
    expect(new Set(hashes).size).toBe(2);
  });
});

describe("unlinking and linking", () => {
  it.each([
    ["payee.unlink", "PENDING"],
    ["payee.unlink", "UNLINKED"],
    ["payee.link", "FAILED"],
    ["payee.link", "VERIFIED"],
    ["payee.link", "SOMETHING"],
  ])("%s refuses a payee that is %s, and sends nothing", async (name, status) => {
    Object.assign(linked, { status });
    expect(await refusal(run(name, scene.initiator, { payeeId: linked.id }))).toMatchObject({ code: "conflict" });
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it.each([
    ["payee.unlink", () => linked],
    ["payee.link", () => unlinked],
  ] as const)("%s counts as done when something on the way sent it twice", async (name, payee) => {
    scene.desk.bank.faults.set("counterparties.update", "twice");
    expect(await run(name, scene.initiator, { payeeId: payee().id })).toMatchObject({ state: "done" });
  });

  it("says nothing of a payee that is not there", async () => {
    expect((await refusal(run("payee.unlink", scene.initiator, { payeeId: randomUUID() }))).code).toBe("not_found");
  });
});
