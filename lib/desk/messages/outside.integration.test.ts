import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { record } from "@/lib/audit/append";
import { db } from "@/lib/db/connection";
import { seenAtJiko } from "@/lib/db/schema/approvals";
import { job } from "@/lib/db/schema/job";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { testDatabase } from "@/scripts/database";
import type { Fault } from "../commands/testing/fake-bank";
import { openScene } from "../commands/testing/scene";
import { look } from "./look";
import { outsideOf, watchedSince } from "./outside";
import { sighted } from "./sighted";
import { announced } from "./testing-announced";

const scene = openScene(testDatabase);
const since = new Date("2026-06-15T14:00:00Z");
const seenAt = new Date("2026-06-15T15:00:00Z");
const customer = () => scene.desk.customerId;

/** Reads these requests at the bank now, and has them seen. */
async function see(...ids: string[]): Promise<void> {
  const read = ids.map((id) => structuredClone(scene.desk.bank.requests.get(id)!));
  await seen(read);
}
const seen = (requests: TransferRequest[]) =>
  db().transaction((tx) => sighted(tx, { customerId: customer(), sightings: requests.map((request) => ({ request, before: null })), seenAt }));
const origins = async () => {
  const rows = await db().select().from(seenAtJiko).where(eq(seenAtJiko.customerId, customer()));
  return rows.map(({ what, origin }) => `${what} ${origin}`).sort();
};
const events = async () => (await scene.desk.record()).filter(({ action }) => action === "request.outside");
const atBank = (who: typeof scene.approver, what: "approve" | "reject" | "cancel", transfer_id: string) =>
  scene.desk.bank.as(who.member).call({ id: `transferRequests.${what}` } as never, { params: { transfer_id }, body: {} } as never);

beforeEach(() => db().transaction((tx) => watchedSince(tx, customer(), since)));

describe("what happens outside the desk", () => {
  it("is on record and an alarm, once, however often and by how many it is seen", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await atBank(scene.approver, "approve", id);
    await Promise.all(Array.from({ length: 5 }, () => see(id)));
    await see(id);
    expect(await origins()).toEqual(["APPROVED outside", "filed outside"]);
    expect((await events()).map(({ details }) => details)).toMatchObject([
      { what: "filed", by: { memberId: scene.initiator.memberId, name: "Initiator One" }, seenAt: seenAt.toISOString() },
      { what: "APPROVED", by: { memberId: scene.approver.memberId, name: "Approver One" }, saidAt: "2026-06-15T14:10:00.000Z" },
    ]);
    expect((await announced(customer())).map(({ kind }) => kind)).toEqual(["request.outside", "request.outside"]);
    expect(await outsideOf(customer(), id)).toMatchObject([{ what: expect.any(String), memberId: expect.any(String), seenAt }, {}]);
  });

  it("is no alarm where it stood there when the desk first looked, whatever is seen of it later", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await atBank(scene.approver, "approve", id);
    const request = scene.desk.bank.requests.get(id)!;
    Object.assign(request, { created_at: "2026-06-14T10:00:00Z", updated_at: "2026-06-14T12:00:00Z" });
    Object.assign(request.reviewers[0]!, { decided_at: "2026-06-14T12:00:00Z" });
    await see(id);
    expect(await origins()).toEqual([]);
    // Without a time of its own it must be remembered: the request moves on.
    Object.assign(request.reviewers[0]!, { decided_at: null });
    await see(id);
    Object.assign(request, { status: "COMPLETED", updated_at: "2026-06-15T14:30:00Z" });
    await see(id);
    expect([await origins(), await events()]).toEqual([["APPROVED before"], []]);
  });

  it("is one alarm where much is found at once, and every act is on record", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push(await scene.desk.filed(scene.initiator.member));
    await see(...ids);
    expect(await events()).toHaveLength(12);
    const alarms = (await announced(customer())).filter(({ kind }) => kind === "request.outside");
    expect(alarms.map(({ title }) => title)).toEqual(["12 filings and decisions outside the desk"]);
  });

  it("tells the initiator where it is a cancellation", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await atBank(scene.initiator, "cancel", id);
    Object.assign(scene.desk.bank.requests.get(id)!, { updated_at: "2026-06-15T14:20:00Z" });
    await see(id);
    expect(await origins()).toEqual(["CANCELED outside", "filed outside"]);
    expect((await announced(customer())).map(({ kind }) => kind).sort()).toEqual(["request.canceled", "request.outside", "request.outside"]);
  });

  it("is a decision at Jiko of somebody whose sign-off the desk only holds", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const { memberId, name } = scene.approver;
    const entry = { customerId: customer(), at: new Date(), action: "transfer.approve", actor: { memberId, name }, correlationId: randomUUID(), subjectId: id };
    await record({ ...entry, kind: "intent", details: { how: "held" } });
    await record({ ...entry, kind: "outcome", outcome: "done", details: {} });
    await atBank(scene.approver, "approve", id);
    await see(id);
    expect(await origins()).toContain("APPROVED outside");
  });
});

describe("what passes through the desk", () => {
  it("is seen at once after a command, as the desk's own, and told", async () => {
    const commandId = randomUUID();
    const draftId = randomUUID();
    await scene.run("transfer.file", scene.initiator, { draftId, values: scene.desk.form() }, commandId);
    const [planned] = await db().select().from(job).where(and(eq(job.kind, "request.look"), eq(job.key, `${customer()}:${commandId}`)));
    expect(planned!.payload).toEqual({ customerId: customer(), transferId: draftId });
    await look({ payload: planned!.payload as never }, async () => scene.desk.bank.as(scene.approver.member));
    expect([await origins(), await events()]).toEqual([["filed desk"], []]);
    expect(await announced(customer())).toMatchObject([{ kind: "request.waits", channel: true }]);
  });

  const lost: Fault[] = ["drop-before", "drop-after", "error-after", "timeout", "malformed", "twice", "refused-connection", "rate-limit", "bug"];

  it.each(lost)("is never outside, at whatever moment it is looked at, when the answer is lost: %s", async (fault) => {
    const id = await scene.desk.filed(scene.initiator.member);
    scene.desk.bank.requests.get(id)!.created_at = since.toISOString();
    const commandId = randomUUID();
    scene.desk.bank.faults.set("transferRequests.approve", fault);
    // Somebody looks as soon as Jiko has heard of it, while the command goes on.
    const looks: Promise<void>[] = [];
    scene.desk.bank.onCall = (operation) => {
      if (operation === "transferRequests.approve") setTimeout(() => looks.push(see(id)), 0);
    };
    await scene.run("transfer.approve", scene.approver, await scene.desk.seen(id), commandId).catch(() => undefined);
    await see(id);
    for (let turn = 0; turn < 4; turn++) {
      scene.later(5);
      await scene.work();
      await see(id);
    }
    await Promise.all(looks);
    const stands = scene.desk.bank.requests.get(id)!.reviewers.length > 0;
    expect([await origins(), await events()]).toEqual([stands ? ["APPROVED desk"] : [], []]);
  });

  it("is not outside when it arrives after it was given up, as long as one more look is to come", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    scene.desk.bank.requests.get(id)!.created_at = since.toISOString();
    scene.desk.bank.faults.set("transferRequests.approve", "drop-before");
    await scene.run("transfer.approve", scene.approver, await scene.desk.seen(id));
    for (let turn = 0; turn < 4; turn++) {
      scene.later(5);
      await scene.work("command.reconcile");
    }
    expect(await scene.kinds()).toContain("outcome transfer.approve not_done");
    await atBank(scene.approver, "approve", id);
    await see(id);
    expect(await origins()).toEqual([]);
    await scene.work("command.recheck");
    await see(id);
    expect([await origins(), await events()]).toEqual([["APPROVED desk"], []]);
  });

  it("is outside when it is found standing after it was refused or given up for good", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    scene.desk.bank.requests.get(id)!.created_at = since.toISOString();
    scene.desk.bank.faults.set("transferRequests.approve", "rate-limit");
    await scene.run("transfer.approve", scene.approver, await scene.desk.seen(id)).catch(() => undefined);
    await atBank(scene.approver, "approve", id);
    await see(id);
    expect(await origins()).toEqual(["APPROVED outside"]);
  });

  it("raises no alarm among many commands and many eyes at once", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push(await scene.desk.filed(scene.initiator.member));
    for (const id of ids) scene.desk.bank.requests.get(id)!.created_at = since.toISOString();
    let working = true;
    const eyes = Array.from({ length: 3 }, async () => {
      while (working) await see(...ids);
    });
    await Promise.all(
      ids.map(async (id, i) => scene.run(i % 2 ? "transfer.reject" : "transfer.approve", scene.approver, await scene.desk.seen(id, i % 2 ? "No" : undefined))),
    );
    working = false;
    await Promise.all(eyes);
    await see(...ids);
    expect(await events()).toEqual([]);
    expect((await origins()).filter((one) => one.endsWith("outside"))).toEqual([]);
    expect(await origins()).toHaveLength(12);
  });
});

describe("the first filling", () => {
  it("writes nothing for what happened before, and what has no time of its own in one go per page", async () => {
    const old = structuredClone(scene.desk.bank.requests.get(await scene.desk.filed(scene.initiator.member))!);
    const page = (decided_at: string | null) =>
      Array.from({ length: 100 }, (): TransferRequest => ({
        ...old,
        id: randomUUID(), status: "COMPLETED", created_at: "2025-06-15T10:00:00Z", updated_at: "2025-06-15T11:00:00Z",
        reviewers: [scene.approver, scene.initiator].map(({ member }) => ({ ...member, decision: "APPROVED" as const, decided_at, reason: null })),
      }));
    await seen(page("2025-06-15T11:00:00Z"));
    expect(await origins()).toEqual([]);
    await seen(page(null));
    expect(await origins()).toEqual(Array.from({ length: 200 }, () => "APPROVED before"));
  });
});
