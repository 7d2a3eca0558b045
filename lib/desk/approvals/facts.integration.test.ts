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

describe("the last change of the payee", () => {
  const changes = async () => {
    const { facts, findings } = await looked();
    return [facts.payee?.changedDaysAgo, findings.filter(({ code }) => code === "changed_payee" || code === "change_unknown").map(({ code }) => code)];
  };
  const altered = (change: object) => Object.assign(scene.desk.payee, change);

  it("is not known while the desk has not seen the payee, whatever Jiko's date says", async () => {
    expect(await changes()).toEqual([null, ["change_unknown"]]);
    expect((await finding("change_unknown"))?.text).toMatch(/^It is not known when the payee's name or account last changed/);
  });

  it("is what the desk saw, and what it sees now for the first time", async () => {
    await seen("2026-05-01T00:00:00Z", { ...scene.desk.payee });
    expect(await changes()).toEqual(["never", []]);
    altered({ identifier: "999", updated_at: "2026-06-14T00:00:00Z" });
    expect(await changes()).toEqual([1, ["changed_payee"]]);
    await seen("2026-06-12T00:00:00Z", { ...scene.desk.payee });
    expect(await changes()).toEqual([3, ["changed_payee"]]);
  });

  it("may be as late as Jiko's date where the desk saw the payee only after it", async () => {
    altered({ updated_at: "2026-06-05T14:00:00Z" });
    await seen("2026-06-10T00:00:00Z", { ...scene.desk.payee });
    expect(await changes()).toEqual([10, ["change_unknown"]]);
    // What Jiko changes after that leaves name and account as they were seen.
    altered({ updated_at: "2026-06-14T00:00:00Z", status: "LINKED" });
    expect(await changes()).toEqual([10, ["change_unknown"]]);
  });

  it("does not call a payee changed for what Jiko did to it long ago", async () => {
    altered({ updated_at: "2026-01-03T00:00:00Z" });
    await seen("2026-06-10T00:00:00Z", { ...scene.desk.payee });
    expect(await changes()).toEqual([163, []]);
  });
});

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
