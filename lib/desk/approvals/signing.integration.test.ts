import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Policy, Rule } from "@/lib/approvals/policy/types";
import { canonicalJson } from "@/lib/canonical";
import { db } from "@/lib/db/connection";
import { policyVersion, signOff } from "@/lib/db/schema/approvals";
import { passkey } from "@/lib/db/schema/passkeys";
import { cents } from "@/lib/treasury/money";
import { testDatabase } from "@/scripts/database";
import { deskCommands } from "../commands";
import { refusal, openScene, type Person } from "../commands/testing/scene";
import { runDeskCommand } from "../desk-command";
import { assumeSigned, everyRequest } from "../policy/testing";

const scene = openScene(testDatabase);
const { run, outcome, kinds, work } = scene;
const bank = () => scene.desk.bank;

const inForce = (rules: Rule[], limits: Policy["limits"] = []): Promise<void> => assumeSigned(scene.desk.customerId, { rules, limits });

const approver = (name: string): Person => scene.desk.session(name, "APPROVER");
/** Looks at the request as it is now, and signs it off. */
const approves = async (who: Person, id: string) => run("transfer.approve", who, await scene.desk.seen(id));
const rows = () => db().select().from(signOff).where(eq(signOff.customerId, scene.desk.customerId));

describe("a policy above Jiko's", () => {
  it("holds all but the last, which goes to Jiko with the sign-in of whoever gives it", async () => {
    await inForce([everyRequest(3)]);
    const [two, three] = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member);
    expect(await approves(scene.approver, id)).toMatchObject({ state: "done", result: { how: "held", left: 2 } });
    expect(await approves(two, id)).toMatchObject({ result: { how: "held", left: 1 } });
    expect(bank().writes()).toEqual([]);
    expect(await approves(three, id)).toMatchObject({ result: { how: "sent", status: "APPROVED", approvals: 1 } });
    expect(bank().writes()).toEqual(["transferRequests.approve"]);
    const given = (await rows()).map(({ memberName, how }) => `${memberName} ${how}`);
    expect(given.sort()).toEqual(["Approver One held", "Approver Three sent", "Approver Two held"]);
  });

  it("counts nobody twice, under another membership of the same person neither", async () => {
    await inForce([everyRequest(2)]);
    const again = { ...approver("Approver Again"), email: scene.approver.email };
    bank().team.find(({ id }) => id === again.memberId)!.email = scene.approver.email;
    const id = await scene.desk.filed(scene.initiator.member);
    approver("Approver Two");
    await approves(scene.approver, id);
    for (const who of [scene.approver, again]) {
      expect((await refusal(approves(who, id))).message).toContain("signed this already");
    }
  });

  it("checks those who are held again: who left, lost the role or the passkey counts no more", async () => {
    await inForce([everyRequest(2)]);
    const [two, three] = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member);
    await approves(scene.approver, id);
    const own = bank().team.find((one) => one.id === scene.approver.memberId)!;
    own.role = "VIEWER";
    expect(await approves(two, id)).toMatchObject({ result: { how: "held" } });
    own.role = "APPROVER";
    await db().update(passkey).set({ state: "revoked" }).where(eq(passkey.memberId, two.memberId));
    await db().update(passkey).set({ state: "revoked" }).where(eq(passkey.memberId, scene.approver.memberId));
    expect(await approves(three, id)).toMatchObject({ result: { how: "held", left: 1 } });
    expect(bank().writes()).toEqual([]);
  });

  it("forgets what was signed of a request that is another one now", async () => {
    await inForce([everyRequest(2)]);
    const two = approver("Approver Two");
    const id = await scene.desk.filed(scene.initiator.member);
    await approves(scene.approver, id);
    Object.assign(bank().requests.get(id)!.transfer.amount, { amount_usdc: 999_999 });
    expect(await approves(two, id)).toMatchObject({ result: { how: "held", left: 1 } });
    expect(await approves(scene.approver, id)).toMatchObject({ result: { how: "sent" } });
  });

  it("sends exactly one of two that sign at the same moment", async () => {
    await inForce([everyRequest(2)]);
    const two = approver("Approver Two");
    const id = await scene.desk.filed(scene.initiator.member);
    const given = await scene.desk.seen(id);
    const answers = await Promise.all([run("transfer.approve", scene.approver, given), approves(two, id)]);
    expect(answers.map((one) => one.state === "done" && (one.result as { how: string }).how).sort()).toEqual(["held", "sent"]);
    expect(bank().requests.get(id)).toMatchObject({ status: "APPROVED" });
    expect(bank().writes()).toEqual(["transferRequests.approve"]);
  });

  it("waits with a sign-off whose way depends on another that is under way", async () => {
    await inForce([everyRequest(3)]);
    const [two, three] = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member, 2);
    await approves(scene.approver, id);
    const late = await scene.desk.seen(id);
    bank().faults.set("transferRequests.approve", "drop-before");
    expect(await approves(two, id)).toMatchObject({ state: "unknown" });
    const answer = await run("transfer.approve", three, late).catch((error: Error) => error.message);
    expect(JSON.stringify(answer)).toMatch(/on its way|"how":"sent"/);
    expect(bank().requests.get(id)!.reviewers.length).toBeLessThanOrEqual(1);
  });

  it("is refused when it changed since it was shown, and asks for a new look when more is asked", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    approver("Approver Two");
    const given = await scene.desk.seen(id);
    const signed = await scene.desk.signed(scene.approver, given);
    await inForce([everyRequest(2)]);
    expect((await refusal(run("transfer.approve", scene.approver, signed))).message).toContain("Look again");
    expect(bank().writes()).toEqual([]);
  });

  it("ticks, call-back, expiry, limits and assurance are asked for by name", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await inForce([everyRequest(1, { callBack: true })]);
    expect((await refusal(approves(scene.approver, id))).message).toContain("call back");
    await inForce([everyRequest(1, { expiresAfterHours: 1 })]);
    scene.later(7200);
    expect((await refusal(approves(scene.approver, id))).message).toContain("expired");
    await inForce([everyRequest(1)], [{ for: {}, filedPerDay: null, signedPerDay: cents(1) }]);
    expect((await refusal(approves(scene.approver, id))).message).toContain("at most $0.01 in a business day");
    await inForce([everyRequest(1, { acknowledge: ["first_payment"] })]);
    const given = { ...(await scene.desk.signed(scene.approver, await scene.desk.seen(id))), acknowledged: [] };
    const fields = [{ field: "acknowledged.first_payment" }];
    expect(await refusal(run("transfer.approve", scene.approver, given))).toMatchObject({ code: "invalid_input", fields });
    const weak = { ...(await scene.desk.seen(id)), acknowledged: ["first_payment"], gesture: { kind: "session" } };
    expect((await refusal(run("transfer.approve", scene.approver, weak))).message).toContain("with a passkey");
    expect(bank().writes()).toEqual([]);
  });

  it("takes a mere session where the policy says so", async () => {
    await inForce([everyRequest(1, { assurance: "session" })]);
    const id = await scene.desk.filed(scene.initiator.member);
    const given = { ...(await scene.desk.seen(id)), acknowledged: [], gesture: { kind: "session" } };
    expect(await run("transfer.approve", scene.approver, given)).toMatchObject({ state: "done", result: { how: "sent" } });
    expect((await rows())[0]).toMatchObject({ assurance: "session", proof: null });
  });

  it("signs nothing by a policy that somebody wrote into the database", async () => {
    await inForce([everyRequest(2)]);
    const id = await scene.desk.filed(scene.initiator.member);
    const changed = canonicalJson({ version: 2, rules: [everyRequest(1, { assurance: "session" })], limits: [] });
    // Whoever owns the database can also make the check fit: the digest then is not the one that was signed.
    const own = eq(policyVersion.customerId, scene.desk.customerId);
    await expect(db().update(policyVersion).set({ canonical: changed }).where(own)).rejects.toThrow();
    const given = await scene.desk.seen(id);
    expect(given.shown.context.policy.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is found out when a sign-off that was held lost its answer", async () => {
    await inForce([everyRequest(2)]);
    approver("Approver Two");
    const id = await scene.desk.filed(scene.initiator.member);
    const commandId = randomUUID();
    await run("transfer.approve", scene.approver, await scene.desk.seen(id), commandId);
    await work();
    expect(await outcome(scene.approver, commandId)).toMatchObject({ state: "done", result: { how: "held" } });
    expect(await kinds()).toEqual(["outcome policy.sign done", "intent transfer.approve", "outcome transfer.approve done"]);
  });
});

describe("a freeze", () => {
  it("stops what is signed after it, whatever was read before", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const signed = await scene.desk.signed(scene.approver, await scene.desk.seen(id));
    const freeze = deskCommands.get("desk.freeze")!;
    await runDeskCommand(freeze, scene.approver, { commandId: randomUUID(), input: { reason: "Something is wrong" } });
    expect((await refusal(run("transfer.approve", scene.approver, signed))).message).toContain("frozen by Approver One");
    expect(bank().writes()).toEqual([]);
    expect(await run("transfer.reject", scene.approver, await scene.desk.seen(id, "Not now"))).toMatchObject({ state: "done" });
  });

  it("needs two people to be lifted", async () => {
    const [freeze, lift] = [deskCommands.get("desk.freeze")!, deskCommands.get("desk.unfreeze")!];
    const send = (command: typeof lift, who: Person, input: unknown) => runDeskCommand(command, who, { commandId: randomUUID(), input });
    const begun = await send(freeze, scene.approver, { reason: "Something is wrong" });
    const { id } = (begun as { result: { id: string } }).result;
    expect(await send(lift, scene.approver, { id })).toMatchObject({ result: { lifted: false } });
    expect((await refusal(send(lift, scene.approver, { id }))).message).toContain("second person");
    expect(await send(lift, approver("Approver Two"), { id })).toMatchObject({ result: { lifted: true } });
  });
});

describe("whoever may write to the database, and has none of the keys,", () => {
  it("adds no sign-off that counts", async () => {
    await inForce([everyRequest(3)]);
    const others = [approver("Approver Two"), approver("Approver Three")];
    const id = await scene.desk.filed(scene.initiator.member);
    const { subjectHash, contextHash } = await scene.desk.seen(id);
    for (const { memberId, name, email, customerId } of others) {
      await db().insert(signOff).values({
        id: randomUUID(), customerId, transferId: id, memberId, memberName: name, email, role: "APPROVER", how: "held",
        assurance: "session", policyVersion: "2", subjectHash, contextHash, amount: 1, at: new Date(),
      });
    }
    expect(await approves(scene.approver, id)).toMatchObject({ result: { how: "held", left: 2 } });
    expect(bank().writes()).toEqual([]);
  });

});

describe("what is signed at the same moment", () => {
  it("stays within the limit of a business day", async () => {
    await inForce([everyRequest(1)], [{ for: {}, filedPerDay: null, signedPerDay: cents(123_456) }]);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(await scene.desk.filed(scene.initiator.member));
    const given = await Promise.all(ids.map((id) => scene.desk.seen(id)));
    const answers = await Promise.all(given.map((one) => run("transfer.approve", scene.approver, one).then(() => "done", () => "refused")));
    expect(answers.sort()).toEqual(["done", "refused", "refused"]);
  });

});
