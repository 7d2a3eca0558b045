import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { record } from "@/lib/audit/append";
import type { AuditEntry } from "@/lib/audit/entry";
import { db } from "@/lib/db/connection";
import type { Counterparty } from "@/lib/jiko/counterparties";
import { testDatabase } from "@/scripts/database";
import { assumeSigned, withRules } from "../policy/testing";
import { openScene } from "../commands/testing/scene";
import { fillCopy } from "../mirror/testing";
import { keepVersions } from "../mirror/versions";
import { lookAt } from "./look";

const scene = openScene(testDatabase);

/** What an approver is told about a wire to the payee. */
async function looked(id?: string) {
  const { desk, approver, initiator } = scene;
  const client = desk.bank.as(approver.member);
  const { facts, snapshot } = await lookAt((op, input) => client.call(op, input), approver, id ?? (await desk.filed(initiator.member)));
  return { facts, findings: snapshot.context.findings };
}
const finding = async (code: string, id?: string) => (await looked(id)).findings.find((one) => one.code === code) ?? null;
const named = (business_name: string, change: object = {}) =>
  ({ ...scene.desk.payee, id: randomUUID(), counterparty_name: { type: "business", business_name }, ...change }) as Counterparty;
/** The copy sees these payees at a time. */
const seen = (at: string, ...payees: Counterparty[]) =>
  db().transaction((tx) => keepVersions(tx, scene.desk.customerId, payees, new Date(at)));

describe("the thresholds of the policy in force", () => {
  it("are those that a request is looked at with", async () => {
    const { customerId, payee } = scene.desk;
    await seen("2026-05-01T00:00:00Z", Object.assign(payee, { time_created: "2026-05-01T00:00:00Z" }));
    expect(await finding("new_payee")).toBeNull();
    await assumeSigned(customerId, { ...withRules(), thresholds: { newPayeeDays: 60 } });
    expect((await finding("new_payee"))?.text).toBe("The payee was added 45 days before this request.");
  });

  it("say how near two sign-ins with one browser are", async () => {
    const { desk, initiator } = scene;
    const { customerId } = desk;
    const actor = (memberId: string, name: string) => ({ memberId, name, sessionId: randomUUID() });
    const other = actor(randomUUID(), "Approver Two");
    const filer = actor(initiator.memberId, "Initiator One");
    const entry = (by: typeof other, action: string, subjectId: string, kind: "event" | "intent") =>
      record({
        customerId, at: new Date(), correlationId: randomUUID(), kind, action, subjectId, actor: by,
        details: { browserMark: "one browser" },
      } as AuditEntry);
    await entry(other, "session.started", other.sessionId, "event");
    scene.later(30 * 3_600);
    await entry(filer, "session.started", filer.sessionId, "event");
    const id = await desk.filed(initiator.member);
    await entry(filer, "transfer.file", id, "intent");
    expect(await finding("shared_browser", id)).toBeNull();
    await assumeSigned(customerId, { ...withRules(), thresholds: { sharedBrowserHours: 30 } });
    const text: unknown = expect.stringMatching(/^Within 30 hours Approver Two signed in/);
    expect(await finding("shared_browser", id)).toMatchObject({ text, rows: [other.memberId] });
  });
});

describe("the last change of the payee", () => {
  const changes = async () => {
    const { facts, findings } = await looked();
    const codes = findings.map(({ code }) => code).filter((code) => code === "changed_payee" || code === "change_unknown");
    return [facts.payee?.changedDaysAgo, codes];
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
