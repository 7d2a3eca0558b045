import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { members, request } from "@/lib/approvals/request.arbitrary";
import { barred } from "@/lib/approvals/who-may";
import type { TeamMember } from "@/lib/jiko/team";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { actsOf, commandOf, originOf, type CommandEntry } from "./acts";
import { recipientsOf } from "./audience";
import { newsOf } from "./news";
import { outsideTellings } from "./outside-words";
import { remindersOf } from "./reminders";
import { signersOf } from "./signers";
import { aRequest, decidedBy } from "./testing-request";

const since = new Date("2026-07-01T00:00:00Z");
const at = new Date("2026-07-15T14:00:00Z");
const [initiator, approver, other] = members as [(typeof members)[0], (typeof members)[0], (typeof members)[0]];
const news = (one: TransferRequest, before: string | null) => newsOf({ request: one, before }, { since, at });

describe("newsOf", () => {
  it.each([
    ["waits, seen for the first time", aRequest(), null, ["request.waits"]],
    ["waits still", aRequest({ updated_at: at.toISOString() }), "PENDING_APPROVAL", []],
    ["was rejected", decidedBy(approver, "REJECTED", "Wrong payee"), "PENDING_APPROVAL", ["request.rejected"]],
    ["was rejected, which is known", decidedBy(approver, "REJECTED"), "REJECTED", []],
    ["was filed and rejected between two looks", decidedBy(approver, "REJECTED"), null, ["request.rejected"]],
    ["never ran", aRequest({ status: "FAILED", failure_reason: "INSUFFICIENT_FUNDS" }), "APPROVED", ["request.failed"]],
    ["was sent back on its way", aRequest({ status: "FAILED", failure_reason: "INVALID_TRANSFER" }), "PROCESSING", ["request.returned"]],
    ["came back after it was completed", aRequest({ status: "FAILED", failure_reason: "ACCOUNT_UNAVAILABLE" }), "COMPLETED", ["request.returned"]],
    ["was approved", decidedBy(approver, "APPROVED"), "PENDING_APPROVAL", []],
    ["is in a state that is not known here", aRequest({ status: "ON_HOLD" as never }), "PENDING_APPROVAL", []],
    ["stood there when the desk first looked", aRequest({ created_at: "2026-06-30T10:00:00Z", updated_at: "2026-06-30T10:00:00Z" }), null, []],
    ["is history", decidedBy(approver, "REJECTED", null, "2026-07-05T10:00:00Z"), null, []],
  ])("of a request that %s", (_, one, before, kinds) => {
    expect(news(one, before).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("says the same under the same name whoever finds it, and nothing of what was there before", () => {
    fc.assert(
      fc.property(request, fc.option(fc.constantFrom("PENDING_APPROVAL", "APPROVED", "COMPLETED")), (one, before) => {
        const told = news(one, before);
        expect(news(one, null).map(({ once }) => once)).toEqual(expect.arrayContaining(told.map(({ once }) => once)));
        if (new Date(one.updated_at) <= since) expect(told).toEqual([]);
      }),
    );
  });

  it("tells why, in the words of who rejected it, and no account number in them", () => {
    const [told] = news(decidedBy(approver, "REJECTED", "Account 000123456789\nis not theirs"), "PENDING_APPROVAL");
    expect(told).toMatchObject({ title: "Rejected: Wire of $1,234.56 to Sample Supplies LLC", to: { members: [initiator.member_id] } });
    expect(told!.text).toBe("Member 2 rejected it. No money left the pocket. The reason: “Account [removed] is not theirs”");
  });
});

const teamOf = (roles: readonly string[]) =>
  members.map(({ member_id, name, email }, i) => ({ id: member_id, name, email, role: roles[i] ?? "APPROVER", status: "ACTIVE" })) as TeamMember[];

describe("who hears that a request waits", () => {
  it("are those who may sign it, and nobody else", () => {
    fc.assert(
      fc.property(request, fc.array(fc.constantFrom("ADMIN", "APPROVER", "INITIATOR", "VIEWER"), { minLength: 4, maxLength: 4 }), (one, roles) => {
        const waiting = { ...aRequest(), created_by: one.created_by, reviewers: one.reviewers };
        const told = recipientsOf(signersOf(waiting), teamOf(roles)).map(({ memberId }) => memberId);
        const may = teamOf(roles).filter(
          ({ id, role }) => barred(waiting, { memberId: id, role, permissions: ["ADMIN", "APPROVER"].includes(role) ? ["transfers.decide"] : [] }, "approve") === null,
        );
        expect(told).toEqual(may.map(({ id }) => id));
      }),
      { numRuns: 500 },
    );
  });

  it("is not the initiator under another membership, nobody who is not active, and nobody who has signed here", () => {
    const team = teamOf(["INITIATOR", "APPROVER", "APPROVER", "APPROVER"]);
    team[1] = { ...team[1]!, email: ` ${initiator.email.toUpperCase()}` };
    team[2] = { ...team[2]!, status: "INACTIVE" };
    expect(recipientsOf(signersOf(aRequest()), team).map(({ memberId }) => memberId)).toEqual([members[3]!.member_id]);
    expect(recipientsOf(signersOf(aRequest(), [members[3]!.member_id]), team)).toEqual([]);
  });
});

describe("originOf", () => {
  const [, act] = actsOf(decidedBy(approver, "APPROVED")) as [ReturnType<typeof actsOf>[0], ReturnType<typeof actsOf>[0]];
  const entry = (kind: CommandEntry["kind"], outcome: string | null = null, changes: Partial<CommandEntry> = {}): CommandEntry => ({
    subjectId: act.transferId, memberId: approver.member_id, action: "transfer.approve", kind, outcome,
    correlationId: "1", rechecking: false, held: false, ...changes,
  });
  const again = { correlationId: "2" };

  it.each([
    ["nothing is on record", [], "outside"],
    ["the intent is there and nobody knows the outcome", [entry("intent")], "open"],
    ["it was done", [entry("intent"), entry("outcome", "done")], "desk"],
    ["Jiko refused it", [entry("intent"), entry("outcome", "refused")], "outside"],
    ["it was not done, and one more look is to come", [entry("intent", null, { rechecking: true }), entry("outcome", "not_done", { rechecking: true })], "open"],
    ["it was not done for good", [entry("intent"), entry("outcome", "not_done")], "outside"],
    ["it was not done, and that was corrected", [entry("intent"), entry("outcome", "not_done"), entry("correction", "done")], "desk"],
    ["it was refused, then tried again", [entry("intent"), entry("outcome", "refused"), entry("intent", null, again)], "open"],
    ["the second try was done", [entry("intent"), entry("outcome", "not_done"), entry("intent", null, again), entry("outcome", "done", again)], "desk"],
    ["somebody else did it", [entry("intent", null, { memberId: other.member_id }), entry("outcome", "done", { memberId: other.member_id })], "outside"],
    ["it was the other decision", [entry("intent", null, { action: "transfer.reject" }), entry("outcome", "done", { action: "transfer.reject" })], "outside"],
    ["it was about another request", [entry("intent", null, { subjectId: "2" }), entry("outcome", "done", { subjectId: "2" })], "outside"],
    ["the desk holds the sign-off and sent none", [entry("intent", null, { held: true }), entry("outcome", "done", { held: true })], "outside"],
  ] as const)("where %s", (_, entries, origin) => {
    expect(originOf(act, entries)).toBe(origin);
  });

  it("never takes for outside what has an intent that is not settled, whatever else is on record", () => {
    const line = fc.record({
      kind: fc.constantFrom("intent", "outcome", "correction"),
      outcome: fc.constantFrom("refused", "not_done", "done"),
      memberId: fc.constantFrom(approver.member_id, other.member_id),
      action: fc.constantFrom(...Object.values(commandOf)),
      correlationId: fc.constantFrom("2", "3"),
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const entries = [...lines.map((one) => entry(one.kind as "intent", one.kind === "intent" ? null : one.outcome, one as object)), entry("intent")];
        expect(originOf(act, entries)).not.toBe("outside");
      }),
    );
  });
});

describe("outsideTellings", () => {
  it("alarms approvers and admins, and tells the initiator of a cancellation", () => {
    const one = aRequest({ status: "CANCELED" });
    const [, canceled] = actsOf(one);
    const told = outsideTellings(one, canceled!);
    expect(told).toMatchObject([
      { kind: "request.outside", urgent: true, channel: true, title: "Canceled outside the desk: Wire of $1,234.56 to Sample Supplies LLC" },
      { kind: "request.canceled", to: { members: [initiator.member_id] } },
    ]);
  });
});

describe("remindersOf", () => {
  const hours = (n: number) => new Date(new Date(aRequest().created_at).getTime() + n * 3600_000);
  const told = (age: number, expiresAfterHours: number | null = null, one = aRequest()) =>
    remindersOf(one, { at: hours(age), remindAfterHours: 24, expiresAfterHours, signed: [], write: (instant) => instant.toISOString() });
  const kinds = (...given: Parameters<typeof told>) => told(...given).map(({ once }) => once.replace(/ [0-9a-f-]{36}/, ""));

  it.each([
    [23.9, null, []],
    [24, null, ["request.reminder 0"]],
    [47, null, ["request.reminder 0"]],
    [48, null, ["request.reminder 1"]],
    [24 * 30, null, ["request.reminder 29"]],
    [30, 72, ["request.reminder 0"]],
    [48.1, 72, ["request.expiring"]],
    [71.9, 72, ["request.expiring"]],
    [72, 72, ["request.expired initiator", "request.expired signers"]],
    [1, 12, ["request.expiring"]],
  ])("after %s hours, with an expiry after %s", (age, expiry, expected) => {
    expect(kinds(age, expiry)).toEqual(expected);
  });

  it("says nothing of a request that no longer waits", () => {
    expect(kinds(100, 72, aRequest({ status: "CANCELED" }))).toEqual([]);
  });

  it("reminds at most once a day, and of nothing once it has expired", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.option(fc.integer({ min: 1, max: 500 })), (age, expiry) => {
        const all = new Set([...Array(24).keys()].flatMap((hour) => kinds(age + hour, expiry)));
        expect([...all].filter((once) => once.startsWith("request.reminder")).length).toBeLessThanOrEqual(2);
        if (expiry !== null && age >= expiry) expect([...all].every((once) => once.startsWith("request.expired"))).toBe(true);
      }),
    );
  });
});
