import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/scripts/database";
import { runCommand, type CommandAnswer } from "../command";
import { commands } from "./index";
import { reconcile } from "./jobs";
import { accountNumber } from "./testing/desk";
import { refusal, openScene } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, kinds, later } = scene;

describe("deciding", () => {
  it("stops when the request is not what was shown, and says what differs", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    (scene.desk.bank.payees.get(scene.desk.payee.id) as { identifier: string }).identifier = "999999999999";
    const error = await refusal(run("transfer.approve", scene.approver, given));
    expect(error.code).toBe("subject_changed");
    expect(error.data).toMatchObject({
      differences: [{ path: "destination.payee.account", label: "Account of the payee", shown: accountNumber, now: "999999999999" }],
    });
    expect(scene.desk.bank.writes()).toEqual([]);
    const [entry] = await scene.desk.record();
    expect(entry).toMatchObject({
      kind: "event",
      outcome: "refused",
      details: { code: "subject_changed", subjectHash: given.subjectHash },
    });
    expect(entry!.canonical).not.toContain(accountNumber);
  });

  it("keeps with the intent where it came from", async () => {
    const input = await scene.desk.signed(scene.approver, await scene.desk.seen(await scene.desk.filed(scene.initiator.member)));
    const from = { address: "203.0.113.7", addressVerified: true };
    const [client, commandId] = [scene.desk.bank.as(scene.approver.member), randomUUID()];
    await runCommand(commands.get("transfer.approve")!, scene.approver, { commandId, input }, { client, from });
    expect((await scene.desk.record())[0]).toMatchObject({ kind: "intent", details: from });
  });

  it("names what cannot be hashed in what was sent as shown", async () => {
    const given = await scene.desk.seen(await scene.desk.filed(scene.initiator.member));
    const context = { ...given.shown.context, balance: { before: 0.5, after: 1 } };
    const error = await refusal(run("transfer.approve", scene.approver, { ...given, shown: { ...given.shown, context } }));
    expect(error).toMatchObject({ code: "invalid_input", fields: [{ field: "shown.context.balance.before" }] });
    expect(await kinds()).toEqual([]);
  });

  it("does not believe a snapshot that does not fit its hash", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    const forged = structuredClone(given);
    forged.shown.context.requiredApprovals = 5;
    expect((await refusal(run("transfer.approve", scene.approver, forged))).code).toBe("invalid_input");
    const swapped = { ...given, shown: { ...given.shown, subject: { ...given.shown.subject, description: "other" } } };
    expect((await refusal(run("transfer.approve", scene.approver, swapped))).code).toBe("invalid_input");
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("asks for a new look when more approvals are needed than were shown, and goes on when the market moved", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    scene.desk.bank.requests.get(id)!.required_approvals = 2;
    expect((await refusal(run("transfer.approve", scene.approver, given))).message).toContain("2 approvals");
    scene.desk.bank.requests.get(id)!.required_approvals = 1;
    (scene.desk.bank.pockets.get(scene.desk.operating.id)!.portfolio as { total_value: number }).total_value = 1;
    expect(await run("transfer.approve", scene.approver, given)).toMatchObject({
      state: "done",
      result: { status: "APPROVED", approvals: 1 },
    });
  });

  it.each(["COMPLETED", "CANCELED", "ON_HOLD"])("is refused once the request is %s", async (status) => {
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    scene.desk.bank.requests.get(id)!.status = status as never;
    expect((await refusal(run("transfer.approve", scene.approver, given))).code).toBe("conflict");
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("is refused to whoever filed, an admin too", async () => {
    const admin = scene.desk.session("Admin One", "ADMIN");
    const id = await scene.desk.filed(admin.member);
    const error = await refusal(run("transfer.approve", admin, await scene.desk.seen(id)));
    expect(error.message).toBe("You filed this request, so someone else must sign it.");
    expect(scene.desk.bank.writes()).toEqual([]);
    expect(await kinds()).toEqual(["event transfer.approve refused"]);
  });

  it("is refused when the payee cannot be read, but may be rejected then", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    scene.desk.bank.payees.clear();
    expect((await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(id)))).message).toContain("cannot be read");
    expect(await run("transfer.reject", scene.approver, await scene.desk.seen(id, "Unknown payee"))).toMatchObject({ state: "done" });
  });

  it.each([
    ["kind", { type: "UNKNOWN", sent_type: "card" }],
    ["state", { status: "ON_HOLD" }],
  ])("does not approve a payee of a %s that is not known here, and may still reject", async (what, changes) => {
    const id = await scene.desk.filed(scene.initiator.member);
    Object.assign(scene.desk.bank.payees.get(scene.desk.payee.id)!, changes);
    const error = await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(id)));
    expect(error.message).toContain(`does not know ${what === "kind" ? "this kind of payee" : "the state of this payee"}`);
    expect(scene.desk.bank.writes()).toEqual([]);
    expect(await run("transfer.reject", scene.approver, await scene.desk.seen(id, "Unknown payee"))).toMatchObject({ state: "done" });
  });

  it("does not approve a move into a pocket that cannot be read", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const { transfer } = scene.desk.bank.requests.get(id)!;
    const details = { type: "INTERNAL_REALLOCATION", destination_pocket_id: randomUUID(), transfer_type: "BANK_TRANSFER" };
    Object.assign(transfer, { type: "ON_US", details, end_to_end_identification: null, counterparty_id: undefined });
    const error = await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(id)));
    expect(error.message).toContain("The pocket that is paid cannot be read");
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("decides nothing when Jiko answers with another request than was asked for", async () => {
    const [id, other] = [await scene.desk.filed(scene.initiator.member), await scene.desk.filed(scene.initiator.member)];
    const given = { ...(await scene.desk.seen(other)), transferId: id };
    scene.desk.bank.requests.set(id, scene.desk.bank.requests.get(other)!);
    expect((await refusal(run("transfer.approve", scene.approver, given))).code).toBe("upstream_contract");
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it.each(["approve", "reject", "cancel"] as const)("is done when %s arrived twice and the second was a conflict", async (action) => {
    const id = await scene.desk.filed(scene.initiator.member);
    const who = action === "cancel" ? scene.initiator : scene.approver;
    const given = await scene.desk.seen(id, action === "reject" ? "Wrong payee" : undefined);
    scene.desk.bank.faults.set(`transferRequests.${action}`, "twice");
    expect(await run(`transfer.${action}`, who, given)).toMatchObject({ state: "done" });
    expect(await kinds()).toEqual([`intent transfer.${action}`, `outcome transfer.${action} done`]);
  });

  it("is found out about when a conflict came and the request cannot be read", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    scene.desk.bank.faults.set("transferRequests.approve", "twice");
    scene.desk.bank.onCall = (operation) => {
      if (operation === "transferRequests.approve") scene.desk.bank.faults.set("transferRequests.get", "drop-before");
    };
    const commandId = randomUUID();
    expect(await run("transfer.approve", scene.approver, given, commandId)).toMatchObject({ state: "unknown" });
    expect(await outcome(scene.approver, commandId)).toMatchObject({ state: "done" });
  });

  it("takes a request under any 128-bit id: it may have been filed with another tool", async () => {
    const id = "b76611b6-69a3-0fba-06e9-65e53ea1fbcd";
    const filed = scene.desk.bank.requests.get(await scene.desk.filed(scene.initiator.member))!;
    scene.desk.bank.requests.set(id, { ...filed, id });
    expect(await run("transfer.approve", scene.approver, await scene.desk.seen(id))).toMatchObject({ state: "done", result: { transferId: id } });
  });

  it("needs a reason to reject, and Jiko gets it", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    for (const reason of [undefined, "   ", "x".repeat(501)]) {
      expect(
        (await refusal(run("transfer.reject", scene.approver, { ...(await scene.desk.seen(id)), ...(reason === undefined ? {} : { reason }) })))
          .code,
      ).toBe("invalid_input");
    }
    await run("transfer.reject", scene.approver, await scene.desk.seen(id, " Wrong payee "));
    expect(scene.desk.bank.requests.get(id)!.reviewers[0]).toMatchObject({ decision: "REJECTED", reason: "Wrong payee" });
  });

  it("has one effect when two approvers sign at the same moment and one approval is needed", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    // Both have read the request as pending before either call arrives.
    const second = scene.desk.session("Approver Two", "APPROVER");
    let first: Promise<CommandAnswer> | null = null;
    scene.desk.bank.onCall = async (operation) => {
      if (operation !== "transferRequests.approve") return;
      scene.desk.bank.onCall = () => undefined;
      first = run("transfer.approve", second, given);
      await first;
    };
    const slow = await refusal(run("transfer.approve", scene.approver, given));
    expect(slow.code).toBe("conflict");
    expect(await first).toMatchObject({ state: "done" });
    expect(scene.desk.bank.requests.get(id)!.reviewers).toHaveLength(1);
    expect((await kinds()).filter((one) => one.startsWith("outcome")).sort()).toEqual([
      "outcome transfer.approve done",
      "outcome transfer.approve refused",
    ]);
  });

  it("keeps both hashes and the versions with the decision", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    await run("transfer.approve", scene.approver, given);
    const [intent] = await scene.desk.record();
    expect(intent!.details).toMatchObject({
      decision: "approve",
      subjectHash: given.subjectHash,
      contextHash: given.contextHash,
      snapshotVersion: 2,
      policyVersion: "builtin-1",
    });
  });

  it("waits when nobody can be asked through, and lets other reads fail without a verdict", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    scene.desk.bank.faults.set("transferRequests.approve", "drop-after");
    const commandId = randomUUID();
    await run("transfer.approve", scene.approver, await scene.desk.seen(id), commandId);
    later(3600);
    const [one] = await scene.desk.jobs();
    const given = { kind: one!.kind, key: one!.key, payload: one!.payload as never, attempts: 0 };
    expect(await reconcile(given, async () => null)).toBeInstanceOf(Date);
    scene.desk.bank.faults.set("transferRequests.get", "timeout");
    await expect(reconcile(given, async () => scene.desk.bank.as(scene.initiator.member))).rejects.toThrow();
    scene.desk.bank.faults.set("transferRequests.get", "timeout");
    expect(await outcome(scene.approver, commandId)).toMatchObject({ state: "unknown" });
    expect(await kinds()).toEqual(["intent transfer.approve"]);
  });

  it("tells a refusal whose answer was lost on its way to the browser", async () => {
    const id = await scene.desk.filed(scene.approver.member);
    const commandId = randomUUID();
    await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(id), commandId));
    expect(await outcome(scene.approver, commandId)).toMatchObject({
      state: "refused",
      message: "You filed this request, so someone else must sign it.",
    });
  });
});
