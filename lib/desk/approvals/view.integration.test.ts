import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { canonicalJson } from "@/lib/canonical";
import { decisionInput } from "@/lib/approvals/types";
import type { JikoClient } from "@/lib/jiko/transport";
import { testDatabase } from "@/scripts/database";
import { runCommand } from "../command";
import { approvalView } from "./view";
import { commands } from "../commands";
import { accountNumber, company, openDesk, type Company } from "../commands/testing/desk";

const clients = new Map<string, JikoClient>();
vi.mock("@/lib/desk/jiko", () => ({ jikoFor: ({ id }: { id: string }) => clients.get(id) }));

let close: () => Promise<void>;
let desk: Company;
beforeAll(async () => {
  close = await openDesk(await testDatabase());
});
afterAll(() => close());
beforeEach(() => {
  desk = company();
  clients.clear();
});

function member(name: string, role: Parameters<Company["session"]>[1]) {
  const one = desk.session(name, role);
  clients.set(one.id, desk.bank.as(one.member));
  return one;
}

/** The view as the browser has it. */
const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe("approvalView", () => {
  it("shows everything a decision rests on", async () => {
    const [initiator, approver] = [member("Initiator One", "INITIATOR"), member("Approver One", "APPROVER")];
    const paid = await desk.filed(initiator.member);
    desk.bank.requests.get(paid)!.status = "COMPLETED";
    const id = await desk.filed(initiator.member, 2);
    const view = await approvalView(approver, id);
    expect(view.snapshot.subject).toMatchObject({
      id,
      type: "WIRE",
      amount: { type: "REQUESTED_AMOUNT", cents: 123456 },
      pocket: { name: "Operating" },
      destination: { kind: "payee", payee: { name: "Sample Supplies LLC", routingNumber: "021000021", account: accountNumber } },
      initiator: { name: "Initiator One" },
    });
    expect(view.snapshot.context).toMatchObject({
      status: "PENDING_APPROVAL",
      requiredApprovals: 2,
      balance: { before: 5_000_000, after: 5_000_000 - 123456 },
      sale: { bills: [], cash: 123456, cost: 0, shortfall: 0 },
      history: { count: 1, total: 123456, median: 123456, complete: true },
      payee: { status: "VERIFIED" },
    });
    expect(view.barred).toEqual({ approve: null, reject: null, cancel: "Only the person who filed this request can cancel it." });
    expect(view.pending).toBeNull();
    expect((await approvalView(initiator, id)).barred).toMatchObject({
      approve: "You filed this request, so someone else must sign it.",
      cancel: null,
    });
  });

  it("is what can be decided upon, as it came over the wire", async () => {
    const [initiator, approver] = [member("Initiator One", "INITIATOR"), member("Approver One", "APPROVER")];
    const id = await desk.filed(initiator.member);
    const view = overTheWire(await approvalView(approver, id));
    const request = { commandId: randomUUID(), input: await desk.signed(approver, overTheWire(decisionInput(view))) };
    const answer = await runCommand(commands.get("transfer.approve")!, approver, request, { client: desk.bank.as(approver.member) });
    expect(answer).toMatchObject({ state: "done", result: { status: "APPROVED" } });
    expect((await approvalView(approver, id)).barred.approve).toBe("This request has all its approvals already.");
  });

  it("looks at the newest requests where there is no copy yet, and says that there are more", async () => {
    const [initiator, approver] = [member("Initiator One", "INITIATOR"), member("Approver One", "APPROVER")];
    const old = desk.bank.requests.get(await desk.filed(initiator.member))!;
    for (let i = 0; i < 150; i++) desk.bank.requests.set(`old-${i}`, { ...old, id: randomUUID(), status: "COMPLETED" });
    const id = await desk.filed(initiator.member);
    const { context } = (await approvalView(approver, id)).snapshot;
    expect(context.history).toMatchObject({ count: 99, complete: false });
    expect(context.past).toEqual({ complete: false, asOf: null });
    expect(desk.bank.calls.filter((one) => one === "transferRequests.list")).toHaveLength(1);
  });

  it("shows what is left where something cannot be read, and bars approving what nobody can check", async () => {
    const [initiator, approver] = [member("Initiator One", "INITIATOR"), member("Approver One", "APPROVER")];
    const id = await desk.filed(initiator.member);
    desk.bank.payees.clear();
    desk.bank.pockets.clear();
    desk.bank.faults.set("transferRequests.list", "timeout");
    const view = await approvalView(approver, id);
    expect(view.snapshot.subject).toMatchObject({ pocket: { name: null }, destination: { kind: "unreadable", id: desk.payee.id } });
    expect(view.snapshot.context).toMatchObject({ balance: { before: null, after: null }, sale: null, history: null });
    expect(view.barred.approve).toContain("cannot be read");
    expect(view.barred.reject).toBeNull();
  });

  it("fails rather than show a payee as gone whom Jiko only failed to answer for", async () => {
    const [initiator, approver] = [member("Initiator One", "INITIATOR"), member("Approver One", "APPROVER")];
    const id = await desk.filed(initiator.member);
    desk.bank.faults.set("counterparties.get", "timeout");
    await expect(approvalView(approver, id)).rejects.toMatchObject({ code: "upstream_timeout" });
    await expect(approvalView(approver, randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });

  it("names the decision whose outcome is not known, to its member alone", async () => {
    const [initiator, approver, second] = [
      member("Initiator One", "INITIATOR"),
      member("Approver One", "APPROVER"),
      member("Approver Two", "APPROVER"),
    ];
    const id = await desk.filed(initiator.member);
    const given = await desk.signed(approver, decisionInput(await approvalView(approver, id)));
    desk.bank.faults.set("transferRequests.approve", "drop-before");
    const commandId = randomUUID();
    await runCommand(commands.get("transfer.approve")!, approver, { commandId, input: given }, { client: desk.bank.as(approver.member) });
    const view = await approvalView(approver, id);
    expect(view.pending).toEqual({ commandId, action: "approve" });
    expect(view.barred.approve).toContain("finding out");
    expect(await approvalView(second, id)).toMatchObject({ pending: null, barred: { approve: null } });
  });

  it("has a canonical form for every part, so that it can be hashed", async () => {
    const [initiator, approver] = [member("Initiator One", "INITIATOR"), member("Approver One", "APPROVER")];
    const { snapshot } = await approvalView(approver, await desk.filed(initiator.member));
    expect(canonicalJson(overTheWire(snapshot))).toBe(canonicalJson(snapshot));
  });
});
