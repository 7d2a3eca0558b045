import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/connection";
import { draft } from "@/lib/db/schema/draft";
import { AppError } from "@/lib/errors";
import type { Session } from "@/lib/auth/session";
import { runCommand, type CommandAnswer } from "../command";
import { outcomeOf } from "./find-out";
import { recheck, reconcile } from "./jobs";
import { commands } from "./index";
import { accountNumber, company, openDesk, type Company } from "./testing/desk";
import type { Fault, Member } from "./testing/fake-bank";

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openDesk();
});
afterAll(() => close());

type Person = Session & { member: Member };
let desk: Company;
let initiator: Person;
let approver: Person;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-06-15T14:00:00Z") });
  desk = company();
  initiator = desk.session("Initiator One", "INITIATOR");
  approver = desk.session("Approver One", "APPROVER");
});
afterEach(() => vi.useRealTimers());

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const run = (name: string, who: Person, input: unknown, commandId = randomUUID()): Promise<CommandAnswer> =>
  runCommand(commands.get(name)!, who, { commandId, input }, { client: desk.bank.as(who.member) });
const refusal = (promise: Promise<unknown>): Promise<AppError> => promise.then(() => expect.unreachable("should have been refused"), (error: AppError) => error);
const outcome = (who: Person, commandId: string) => outcomeOf(who, commandId, desk.bank.as(who.member));
const kinds = async () => (await desk.record()).map(({ kind, action, outcome: what }) => [kind, action, what].filter(Boolean).join(" "));

/** Runs the jobs of this customer that are due, as any instance would, through somebody's session. */
async function work(): Promise<void> {
  for (const one of await desk.jobs()) {
    const handler = one.kind === "command.recheck" ? recheck : reconcile;
    await handler({ kind: one.kind, key: one.key, payload: one.payload as never, attempts: 0 }, async () => desk.bank.as(initiator.member));
  }
}

/** The four commands, each with somebody who may send it and what to look for at the bank. */
const four: [string, () => Promise<{ who: Person; input: () => unknown; arrived: () => boolean; operation: string }>][] = [
  [
    "transfer.file",
    async () => {
      const draftId = randomUUID();
      return { who: initiator, input: () => ({ draftId, values: desk.form() }), arrived: () => desk.bank.requests.has(draftId), operation: "transferRequests.create" };
    },
  ],
  ...(["approve", "reject", "cancel"] as const).map((action): (typeof four)[number] => [
    `transfer.${action}`,
    async () => {
      const id = await desk.filed(initiator.member);
      const input = desk.seen(id, action === "reject" ? "Wrong payee" : undefined);
      return { who: action === "cancel" ? initiator : approver, input: () => input, arrived: () => desk.bank.requests.get(id)!.status !== "PENDING_APPROVAL", operation: `transferRequests.${action}` };
    },
  ]),
];

describe.each(four)("%s", (name, setUp) => {
  it("is done once, with intent and outcome on record, and a repeat gets the first's answer", async () => {
    const { who, input, arrived } = await setUp();
    const commandId = randomUUID();
    const first = await run(name, who, input(), commandId);
    expect(first).toMatchObject({ state: "done", commandId });
    expect(arrived()).toBe(true);
    expect(await run(name, who, input(), commandId)).toEqual(first);
    expect(desk.bank.writes()).toHaveLength(1);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} done`]);
    expect(await desk.jobs()).toEqual([]);
    expect(await outcome(who, commandId)).toMatchObject({ state: "done", result: first.state === "done" && first.result });
  });

  it("reaches Jiko once when it is sent several times at the same moment", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => run(name, who, input(), commandId)));
    expect(answers.filter(({ status }) => status === "fulfilled").length).toBe(5);
    expect(desk.bank.writes()).toHaveLength(1);
    expect((await kinds()).filter((one) => one.startsWith("intent"))).toHaveLength(1);
  });

  it.each(["drop-after", "error-after", "timeout", "malformed", "bug"] as Fault[])("is found out after %s: done, and never sent again", async (fault) => {
    const { who, input, operation, arrived } = await setUp();
    desk.bank.faults.set(operation, fault);
    const commandId = randomUUID();
    expect(await run(name, who, input(), commandId)).toMatchObject({ state: "unknown", commandId });
    expect(await kinds()).toEqual([`intent ${name}`]);
    expect(await run(name, who, input(), commandId)).toMatchObject({ state: "unknown" });
    await work();
    expect(await outcome(who, commandId)).toMatchObject({ state: "done" });
    expect(arrived()).toBe(true);
    expect(desk.bank.writes()).toHaveLength(1);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} done`]);
    expect(await desk.jobs()).toEqual([]);
  });

  it("is told at once to a screen that asks, without waiting for the job", async () => {
    const { who, input, operation } = await setUp();
    desk.bank.faults.set(operation, "drop-after");
    const commandId = randomUUID();
    await run(name, who, input(), commandId);
    const asked = await Promise.all([outcome(who, commandId), outcome(who, commandId), outcome(who, commandId)]);
    expect(asked.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} done`]);
  });

  it("is said not to be done only after the grace period and two reads that agree", async () => {
    const { who, input, operation } = await setUp();
    desk.bank.faults.set(operation, "drop-before");
    const commandId = randomUUID();
    expect(await run(name, who, input(), commandId)).toMatchObject({ state: "unknown" });
    expect(await outcome(who, commandId)).toMatchObject({ state: "unknown" });
    later(4);
    await work();
    expect(await outcome(who, commandId)).toMatchObject({ state: "unknown" });
    later(10);
    await work();
    expect(await outcome(who, commandId)).toMatchObject({ state: "not_done" });
    expect(desk.bank.writes()).toEqual([]);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`]);
    expect((await refusal(run(name, who, input(), commandId))).code).toBe("conflict");
    expect(await run(name, who, input())).toMatchObject({ state: "done" });
  });

  it("needs a second read even long after the grace period", async () => {
    const { who, input, operation } = await setUp();
    desk.bank.faults.set(operation, "drop-before");
    const commandId = randomUUID();
    await run(name, who, input(), commandId);
    later(3600);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`]);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`]);
    later(2);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`]);
  });

  it("corrects the record when it arrives after all", async () => {
    const { who, input, operation } = await setUp();
    const given = input();
    desk.bank.faults.set(operation, "drop-before");
    const commandId = randomUUID();
    await run(name, who, given, commandId);
    later(3600);
    await work();
    later(2);
    await work();
    // What was held up somewhere is delivered.
    const [held] = (await desk.jobs()).map(({ payload }) => payload as { intent: never });
    await commands.get(name)!.call(desk.bank.as(who.member), held!.intent);
    later(600);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`, `correction ${name} done`]);
    expect(await outcome(who, commandId)).toMatchObject({ state: "done" });
  });

  it("blocks another one by the same person until it is known what became of it", async () => {
    const { who, input, operation } = await setUp();
    desk.bank.faults.set(operation, "drop-before");
    await run(name, who, input());
    const second = await refusal(run(name, who, input()));
    expect(second).toMatchObject({ code: "conflict", data: { pending: { name } } });
    expect(desk.bank.writes()).toEqual([]);
  });

  it.each([
    ["rate-limit", "rate_limited"],
    ["refused-connection", "upstream_unavailable"],
  ] as [Fault, string][])("is refused for good by %s: nothing is searched for, and a repeat hears the same", async (fault, code) => {
    const { who, input, operation } = await setUp();
    desk.bank.faults.set(operation, fault);
    const commandId = randomUUID();
    const error = await refusal(run(name, who, input(), commandId));
    expect(error.code).toBe(code);
    const again = await refusal(run(name, who, input(), commandId));
    expect(again).toMatchObject({ code, retryAfterSeconds: error.retryAfterSeconds });
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} refused`]);
    expect(await desk.jobs()).toEqual([]);
    expect(await outcome(who, commandId)).toMatchObject({ state: "refused" });
    expect(await run(name, who, input())).toMatchObject({ state: "done" });
  });

  it("is refused to a viewer before anything is read, and the attempt is on record", async () => {
    const { input } = await setUp();
    desk.bank.calls = [];
    const viewer = desk.session("Viewer One", "VIEWER");
    expect((await refusal(run(name, viewer, input()))).code).toBe("forbidden");
    expect(desk.bank.calls).toEqual([]);
    expect(await kinds()).toEqual([`event ${name} refused`]);
  });

  it("does not take an id for another content or another person", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    await run(name, who, input(), commandId);
    const other = await desk.filed(desk.session("Initiator Two", "INITIATOR").member);
    expect((await refusal(run("transfer.approve", approver, desk.seen(other), commandId))).code).toBe("conflict");
    expect((await refusal(outcome(desk.session("Approver Two", "APPROVER"), commandId))).code).toBe("not_found");
    expect(desk.bank.requests.get(other)!.status).toBe("PENDING_APPROVAL");
  });

  it("never arrives after it was given up", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    expect(await outcome(who, commandId)).toMatchObject({ state: "not_done" });
    expect((await refusal(run(name, who, input(), commandId))).code).toBe("conflict");
    expect(desk.bank.writes()).toEqual([]);
  });

  it("is not sent when it is given up while it is being prepared", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    desk.bank.onCall = async () => {
      desk.bank.onCall = () => undefined;
      expect(await outcome(who, commandId)).toMatchObject({ state: "not_done" });
    };
    expect((await refusal(run(name, who, input(), commandId))).code).toBe("conflict");
    expect(desk.bank.writes()).toEqual([]);
  });

  it("keeps whole account numbers out of the record and out of the jobs", async () => {
    const { who, input, operation } = await setUp();
    desk.bank.faults.set(operation, "drop-after");
    await run(name, who, input());
    const written = JSON.stringify([await desk.record(), await desk.jobs()]);
    expect(written).not.toContain(accountNumber);
    expect(written).toContain(`\\"payeeEnding\\":\\"${accountNumber.slice(-4)}\\"`);
    expect(written).not.toContain("[removed]");
  });
});

describe("transfer.file", () => {
  it("takes a request that stands under its id already for its own, and nobody else's", async () => {
    const draftId = randomUUID();
    await run("transfer.file", initiator, { draftId, values: desk.form() });
    expect(await run("transfer.file", initiator, { draftId, values: desk.form() })).toMatchObject({ state: "done", result: { transferId: draftId } });
    const changed = { draftId, values: desk.form({ amount: "9,999.00" }) };
    expect((await refusal(run("transfer.file", initiator, changed))).code).toBe("conflict");
    const other = desk.session("Initiator Two", "INITIATOR");
    expect((await refusal(run("transfer.file", other, { draftId, values: desk.form() }))).code).toBe("conflict");
    expect(desk.bank.requests.size).toBe(1);
  });

  it("does not guess when the id is taken and cannot be read", async () => {
    const draftId = randomUUID();
    await run("transfer.file", initiator, { draftId, values: desk.form() });
    desk.bank.faults.set("transferRequests.get", "timeout");
    const commandId = randomUUID();
    expect(await run("transfer.file", initiator, { draftId, values: desk.form() }, commandId)).toMatchObject({ state: "unknown" });
    expect(await outcome(initiator, commandId)).toMatchObject({ state: "done" });
  });

  it("checks pockets and payee as they are now", async () => {
    const draftId = randomUUID();
    desk.bank.payees.get(desk.payee.id)!.status = "UNLINKED";
    const unpayable = await refusal(run("transfer.file", initiator, { draftId, values: desk.form() }));
    expect(unpayable.fields.map(({ field }) => field)).toEqual(["counterpartyId"]);
    desk.bank.payees.get(desk.payee.id)!.status = "VERIFIED";
    desk.bank.pockets.get(desk.operating.id)!.status = "FROZEN";
    const frozen = await refusal(run("transfer.file", initiator, { draftId, values: desk.form() }));
    expect(frozen.fields.map(({ field }) => field)).toEqual(["originPocketId"]);
    expect(await kinds()).toEqual(["event transfer.file refused", "event transfer.file refused"]);
    expect(desk.bank.requests.size).toBe(0);
  });

  it.each(["done", "unknown"])("removes the draft once it is filed: %s", async (way) => {
    const draftId = randomUUID();
    const at = new Date();
    const row = { kind: "transfer", value: {}, createdAt: at, updatedAt: at, expiresAt: new Date(at.getTime() + 1e9), customerId: desk.customerId };
    await db().insert(draft).values([{ ...row, id: draftId, memberId: initiator.memberId }, { ...row, id: randomUUID(), memberId: initiator.memberId }]);
    if (way === "unknown") desk.bank.faults.set("transferRequests.create", "drop-after");
    await run("transfer.file", initiator, { draftId, values: desk.form() });
    await work();
    const left = (await db().select().from(draft)).filter(({ customerId }) => customerId === desk.customerId);
    expect(left.map(({ id }) => id)).not.toContain(draftId);
    expect(left).toHaveLength(1);
  });

  it("files between own pockets, everything included", async () => {
    const draftId = randomUUID();
    const values = desk.form({ kind: "own", destinationPocketId: desk.reserve.id, amountMode: "everything", endToEnd: "SWEEP-0715" });
    await run("transfer.file", initiator, { draftId, values });
    expect(desk.bank.requests.get(draftId)!.transfer).toMatchObject({
      type: "ON_US",
      amount: { type: "FULL_WITHDRAWAL" },
      details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: desk.reserve.id, transfer_type: "BANK_TRANSFER" },
      end_to_end_identification: "SWEEP-0715",
    });
  });
});

describe("deciding", () => {
  it("stops when the request is not what was shown, and says what differs", async () => {
    const id = await desk.filed(initiator.member);
    const given = desk.seen(id);
    (desk.bank.payees.get(desk.payee.id) as { identifier: string }).identifier = "999999999999";
    const error = await refusal(run("transfer.approve", approver, given));
    expect(error.code).toBe("subject_changed");
    expect(error.data).toMatchObject({ differences: [{ path: "destination.payee.account", label: "Account of the payee", shown: accountNumber, now: "999999999999" }] });
    expect(desk.bank.writes()).toEqual([]);
    const [entry] = await desk.record();
    expect(entry).toMatchObject({ kind: "event", outcome: "refused", details: { code: "subject_changed", subjectHash: given.subjectHash } });
    expect(entry!.canonical).not.toContain(accountNumber);
  });

  it("does not believe a snapshot that does not fit its hash", async () => {
    const id = await desk.filed(initiator.member);
    const given = desk.seen(id);
    const forged = structuredClone(given);
    forged.shown.context.requiredApprovals = 5;
    expect((await refusal(run("transfer.approve", approver, forged))).code).toBe("invalid_input");
    const swapped = { ...given, shown: { ...given.shown, subject: { ...given.shown.subject, description: "other" } } };
    expect((await refusal(run("transfer.approve", approver, swapped))).code).toBe("invalid_input");
    expect(desk.bank.writes()).toEqual([]);
  });

  it("asks for a new look when more approvals are needed than were shown, and goes on when the market moved", async () => {
    const id = await desk.filed(initiator.member);
    const given = desk.seen(id);
    desk.bank.requests.get(id)!.required_approvals = 2;
    expect((await refusal(run("transfer.approve", approver, given))).message).toContain("2 approvals");
    desk.bank.requests.get(id)!.required_approvals = 1;
    (desk.bank.pockets.get(desk.operating.id)!.portfolio as { total_value: number }).total_value = 1;
    expect(await run("transfer.approve", approver, given)).toMatchObject({ state: "done", result: { status: "APPROVED", approvals: 1 } });
  });

  it.each(["COMPLETED", "CANCELED", "ON_HOLD"])("is refused once the request is %s", async (status) => {
    const id = await desk.filed(initiator.member);
    const given = desk.seen(id);
    desk.bank.requests.get(id)!.status = status as never;
    expect((await refusal(run("transfer.approve", approver, given))).code).toBe("conflict");
    expect(desk.bank.writes()).toEqual([]);
  });

  it("is refused to whoever filed, an admin too", async () => {
    const admin = desk.session("Admin One", "ADMIN");
    const id = await desk.filed(admin.member);
    const error = await refusal(run("transfer.approve", admin, desk.seen(id)));
    expect(error.message).toBe("You filed this request, so someone else must sign it.");
    expect(desk.bank.writes()).toEqual([]);
    expect(await kinds()).toEqual(["event transfer.approve refused"]);
  });

  it("is refused when the payee cannot be read, but may be rejected then", async () => {
    const id = await desk.filed(initiator.member);
    desk.bank.payees.clear();
    expect((await refusal(run("transfer.approve", approver, desk.seen(id)))).message).toContain("cannot be read");
    expect(await run("transfer.reject", approver, desk.seen(id, "Unknown payee"))).toMatchObject({ state: "done" });
  });

  it("needs a reason to reject, and Jiko gets it", async () => {
    const id = await desk.filed(initiator.member);
    for (const reason of [undefined, "   ", "x".repeat(501)]) {
      expect((await refusal(run("transfer.reject", approver, { ...desk.seen(id), ...(reason === undefined ? {} : { reason }) }))).code).toBe("invalid_input");
    }
    await run("transfer.reject", approver, desk.seen(id, " Wrong payee "));
    expect(desk.bank.requests.get(id)!.reviewers[0]).toMatchObject({ decision: "REJECTED", reason: "Wrong payee" });
  });

  it("has one effect when two approvers sign at the same moment and one approval is needed", async () => {
    const id = await desk.filed(initiator.member);
    const given = desk.seen(id);
    // Both have read the request as pending before either call arrives.
    const second = desk.session("Approver Two", "APPROVER");
    let first: Promise<CommandAnswer> | null = null;
    desk.bank.onCall = async (operation) => {
      if (operation !== "transferRequests.approve") return;
      desk.bank.onCall = () => undefined;
      first = run("transfer.approve", second, given);
      await first;
    };
    const slow = await refusal(run("transfer.approve", approver, given));
    expect(slow.code).toBe("conflict");
    expect(await first).toMatchObject({ state: "done" });
    expect(desk.bank.requests.get(id)!.reviewers).toHaveLength(1);
    expect((await kinds()).filter((one) => one.startsWith("outcome")).sort()).toEqual(["outcome transfer.approve done", "outcome transfer.approve refused"]);
  });

  it("keeps both hashes and the versions with the decision", async () => {
    const id = await desk.filed(initiator.member);
    const given = desk.seen(id);
    await run("transfer.approve", approver, given);
    const [intent] = await desk.record();
    expect(intent!.details).toMatchObject({
      decision: "approve",
      subjectHash: given.subjectHash,
      contextHash: given.contextHash,
      snapshotVersion: 1,
      policyVersion: "builtin-1",
    });
  });

  it("waits when nobody can be asked through, and lets other reads fail without a verdict", async () => {
    const id = await desk.filed(initiator.member);
    desk.bank.faults.set("transferRequests.approve", "drop-after");
    const commandId = randomUUID();
    await run("transfer.approve", approver, desk.seen(id), commandId);
    later(3600);
    const [one] = await desk.jobs();
    const given = { kind: one!.kind, key: one!.key, payload: one!.payload as never, attempts: 0 };
    expect(await reconcile(given, async () => null)).toBeInstanceOf(Date);
    desk.bank.faults.set("transferRequests.get", "timeout");
    await expect(reconcile(given, async () => desk.bank.as(initiator.member))).rejects.toThrow();
    desk.bank.faults.set("transferRequests.get", "timeout");
    expect(await outcome(approver, commandId)).toMatchObject({ state: "unknown" });
    expect(await kinds()).toEqual(["intent transfer.approve"]);
  });

  it("tells a refusal whose answer was lost on its way to the browser", async () => {
    const id = await desk.filed(approver.member);
    const commandId = randomUUID();
    await refusal(run("transfer.approve", approver, desk.seen(id), commandId));
    expect(await outcome(approver, commandId)).toMatchObject({ state: "refused", message: "You filed this request, so someone else must sign it." });
  });
});
