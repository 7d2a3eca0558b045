import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import type { Counterparty } from "@/lib/jiko/counterparties";
import { testDatabase } from "@/scripts/database";
import { openScene } from "../commands/testing/scene";
import { fillCopy } from "../mirror/testing";
import { keepVersions } from "../mirror/versions";
import { lookAt } from "./look";

const scene = openScene(testDatabase);

/** What an approver is told about a wire to the payee. */
async function looked() {
  const { desk, approver, initiator } = scene;
  const client = desk.bank.as(approver.member);
  const { facts, snapshot } = await lookAt((op, input) => client.call(op, input), approver, await desk.filed(initiator.member));
  return { facts, findings: snapshot.context.findings };
}
const finding = async (code: string) => (await looked()).findings.find((one) => one.code === code) ?? null;
const named = (business_name: string, change: object = {}) =>
  ({ ...scene.desk.payee, id: randomUUID(), counterparty_name: { type: "business", business_name }, ...change }) as Counterparty;
/** The copy sees these payees at a time. */
const seen = (at: string, ...payees: Counterparty[]) => db().transaction((tx) => keepVersions(tx, scene.desk.customerId, payees, new Date(at)));

describe("another payee with the same account", () => {
  it("is found in Jiko's list, and in the copy, whose accounts lie sealed", async () => {
    const { desk } = scene;
    const twin = named("Example Freight Inc", { identifier: ` ${(desk.payee as { identifier: string }).identifier}` });
    const others = [twin, named("Example Drives Inc", { routing_number: "011000015" }), named("Example Sensors Inc", { identifier: "7" })];
    for (const one of others) desk.bank.payees.set(one.id, one);
    const told = { level: "high", text: "The same account stands under another name: “Example Freight Inc”.", rows: [twin.id] };
    expect(await finding("same_account")).toMatchObject(told);
    await fillCopy(desk.customerId, [], [desk.payee, ...others]);
    await seen("2026-06-01T00:00:00Z", desk.payee, ...others);
    expect(await finding("same_account")).toMatchObject(told);
  });
});
