import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import { canonicalJson } from "@/lib/canonical";
import { db } from "@/lib/db/connection";
import { policyVersion } from "@/lib/db/schema/approvals";
import type { JikoClient } from "@/lib/jiko/transport";
import { sha256Hex } from "@/lib/sha256";
import { cents } from "@/lib/treasury/money";
import { testDatabase } from "@/scripts/database";
import { evidenceOf } from "../evidence";
import { signStatement } from "../passkeys/testing";
import { policyInForce } from "../policy/in-force";
import { putInForce, sendTo, withRules } from "../policy/testing";
import { policyVersionDetail, policyView } from "../policy/view";
import { openScene, refusal, type Person } from "./testing/scene";

const clients = new Map<string, JikoClient>();
vi.mock("@/lib/desk/jiko", () => ({ jikoFor: ({ id }: { id: string }) => clients.get(id) }));

const scene = openScene(testDatabase);
let one: Person;
let two: Person;
beforeEach(() => {
  const { desk } = scene;
  desk.bank.also["pockets.list"] = () => ({ items: [...desk.bank.pockets.values()], next_page: null, prev_page: null });
  [one, two] = [desk.session("Admin One", "ADMIN"), desk.session("Admin Two", "ADMIN")];
  for (const who of [one, two, scene.approver, scene.initiator]) clients.set(who.id, desk.bank.as(who.member));
});

const send: ReturnType<typeof sendTo> = (...given) => sendTo(scene.desk)(...given);
const large = (count = 2) => withRules({ when: { amountOver: cents(1_000_00) }, then: { demands: [{ count, from: {}, step: 1 }], assurance: "passkey" } });
type Proposed = { number: number; digest: string };
const propose = async (who = one, policy = large()) => ((await send("policy.propose", who, { note: "Larger sums", policy })) as unknown as { result: Proposed }).result;
const signed = async (who: Person, { number, digest }: Proposed) => ({ number, digest, gesture: await signStatement(who, { kind: "policy", number, digest }) });
const lastEntry = async () => (await scene.desk.record()).at(-1)!;
const rows = () => db().select().from(policyVersion).where(eq(policyVersion.customerId, scene.desk.customerId)).orderBy(policyVersion.number);
const states = async () => (await rows()).map(({ number, state }) => `${number} ${state}`);

describe("a policy of the company's own", () => {
  it("is proposed by one admin, signed by another with a passkey, and then in force at once; old versions are kept", async () => {
    expect(await policyInForce(scene.desk.customerId)).toMatchObject({ version: "builtin-1", policy: builtInPolicy });
    const first = await propose();
    expect(first.number).toBe(2);
    expect((await policyInForce(scene.desk.customerId)).version).toBe("builtin-1");
    expect(await lastEntry()).toMatchObject({ action: "policy.propose", outcome: "done", details: { ...first, note: "Larger sums" } });
    expect(await evidenceOf(scene.desk.customerId, first.digest)).toEqual({ version: 2, ...large(), rules: expect.any(Array) });
    expect((await policyView(two)).proposed).toMatchObject({ ...first, state: "proposed", note: "Larger sums", proposedBy: "Admin One", barred: { sign: expect.stringContaining("passkey") } });

    expect(await send("policy.sign", two, await signed(two, first))).toMatchObject({ state: "done" });
    const { details } = await lastEntry();
    expect(details).toMatchObject({ ...first, proposedBy: one.memberId, proof: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await evidenceOf(scene.desk.customerId, details.proof as string)).toMatchObject({ memberId: two.memberId, statement: { kind: "policy", ...first } });
    expect(await policyInForce(scene.desk.customerId)).toMatchObject({ version: "2", digest: first.digest, fault: null, policy: { version: 2 } });

    scene.later(60);
    const second = await putInForce(scene.desk, [two, one], large(3));
    expect(second.number).toBe(3);
    expect(await states()).toEqual(["2 replaced", "3 in_force"]);
    expect((await rows())[0]!.endedAt).toEqual((await rows())[1]!.signedAt);
    const { version, before } = await policyVersionDetail(scene.approver, 3);
    expect([version.signedBy, version.policy?.rules[1]!.then.demands[0]!.count, before?.number]).toEqual(["Admin One", 3, 2]);
    expect((await policyVersionDetail(scene.approver, 2)).before).toMatchObject({ number: 1, state: "built_in" });
    expect((await policyVersionDetail(scene.approver, 1)).before).toBeNull();
    expect((await refusal(policyVersionDetail(scene.approver, 9))).code).toBe("not_found");
    expect((await policyView(scene.approver)).history.map(({ number, state }) => `${number} ${state}`)).toEqual(["3 in_force", "2 replaced", "1 built_in"]);
  });

  it("is what decisions name, and a decision that was begun under another one is not taken", async () => {
    const { digest } = await putInForce(scene.desk, [one, two], large());
    const id = await scene.desk.filed(scene.initiator.member);
    const shown = await scene.desk.seen(id);
    expect(shown.shown.context.policy).toMatchObject({ version: "2", digest, rules: ["Every request", "Rule 1"] });
    expect(await scene.run("transfer.approve", scene.approver, shown)).toMatchObject({ result: { how: "held", left: 1 } });
    expect((await scene.desk.record()).find(({ action, kind }) => action === "transfer.approve" && kind === "intent")!.details).toMatchObject({ policyVersion: "2", policyDigest: digest });
    const before = await scene.desk.signed(one, await scene.desk.seen(id));
    await putInForce(scene.desk, [one, two], large(3));
    expect((await refusal(scene.run("transfer.approve", one, before))).message).toContain("More is asked");
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("is proposed by admins alone and once at a time, names the field that is wrong, and who or what is not there", async () => {
    expect((await refusal(send("policy.propose", scene.approver, { note: "n", policy: large() }))).code).toBe("forbidden");
    const fieldsOf = async (policy: unknown, note = "n") => (await refusal(send("policy.propose", one, { note, policy }))).fields.map(({ field }) => field);
    expect(await fieldsOf(large(), " ")).toEqual(["note"]);
    expect(await fieldsOf({ rules: [], limits: [] })).toContain("policy.rules");
    const rule = { when: {}, then: { demands: [{ count: 0, from: {}, step: 1 }], assurance: "passkey" as const } };
    expect(await fieldsOf(withRules(rule))).toEqual(["policy.rules.1.then.demands.0.count"]);
    const [nobody, nowhere] = [randomUUID(), randomUUID()];
    scene.desk.bank.team.find(({ id }) => id === scene.approver.memberId)!.status = "INACTIVE";
    const unknown = withRules({
      when: { pockets: [scene.desk.operating.id, nowhere], initiators: [nobody] },
      then: { demands: [{ count: 1, from: { members: [scene.approver.memberId, one.memberId] }, step: 1 }], assurance: "passkey" },
    });
    const error = await refusal(send("policy.propose", one, { note: "n", policy: { ...unknown, limits: [{ for: { members: [nobody] }, filedPerDay: 1, signedPerDay: null }] } }));
    expect(error.fields.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      `policy.rules.1.when.initiators: Nobody on the team has the id ${nobody}.`,
      "policy.rules.1.then.demands.0.from.members: Approver One is not active on the team.",
      `policy.limits.0.for.members: Nobody on the team has the id ${nobody}.`,
      `policy.rules.1.when.pockets: No pocket has the id ${nowhere}.`,
    ]);
    expect(await lastEntry()).toMatchObject({ kind: "event", action: "policy.propose", outcome: "refused" });
    expect(await fieldsOf(large(4))).toEqual(["policy.rules.1.then.demands"]);
    await propose();
    expect((await refusal(send("policy.propose", two, { note: "n", policy: large() }))).message).toContain("Version 2 is proposed already");
  });

  it("takes a second person: not the proposer, not another membership of theirs, no approver while there is another admin", async () => {
    const proposed = await propose();
    expect((await refusal(send("policy.sign", one, await signed(one, proposed)))).message).toContain("You proposed it");
    const other = scene.desk.session("Admin Three", "ADMIN");
    other.email = one.email;
    scene.desk.bank.team.at(-1)!.email = one.email.toUpperCase();
    expect((await refusal(send("policy.sign", other, await signed(other, proposed)))).message).toContain("You proposed it");
    expect((await refusal(send("policy.sign", scene.approver, await signed(scene.approver, proposed)))).message).toContain("an admin must sign");
    expect((await refusal(send("policy.sign", scene.initiator, await signed(scene.initiator, proposed)))).code).toBe("forbidden");
    scene.desk.bank.team.find(({ id }) => id === two.memberId)!.status = "INACTIVE";
    expect((await refusal(send("policy.sign", two, await signed(two, proposed)))).code).toBe("forbidden");
    expect(await states()).toEqual(["2 proposed"]);
    // Admin Two is gone and Admin Three is the same person as Admin One: an approver may sign now.
    await signed(scene.approver, proposed);
    expect((await policyView(scene.approver)).proposed!.barred.sign).toBeNull();
    expect(await send("policy.sign", scene.approver, await signed(scene.approver, proposed))).toMatchObject({ state: "done" });
  });

  it("takes a passkey's signature over this very version, once", async () => {
    const proposed = await propose();
    expect((await refusal(send("policy.sign", two, { ...proposed, gesture: { kind: "session" } }))).message).toContain("something else");
    const other = await signStatement(two, { kind: "policy", number: proposed.number, digest: "0".repeat(64) });
    expect((await refusal(send("policy.sign", two, { ...proposed, gesture: other }))).message).toContain("something else");
    expect((await refusal(send("policy.sign", two, { ...(await signed(two, proposed)), digest: "0".repeat(64) }))).message).toContain("not what was shown");
    const good = await signed(two, proposed);
    const commandId = randomUUID();
    await send("policy.sign", two, good, commandId);
    expect(await send("policy.sign", two, good, commandId)).toMatchObject({ state: "done" });
    expect((await refusal(send("policy.sign", two, good))).message).toContain("not proposed any more");
    await propose(one, large(3));
    expect((await refusal(send("policy.sign", two, { ...good, number: 3 }))).code).toBe("conflict");
    expect(await states()).toEqual(["2 in_force", "3 proposed"]);
  });

  it("is not signed while the desk is frozen, and is withdrawn by any admin", async () => {
    const proposed = await propose();
    await send("desk.freeze", scene.approver, { reason: "A look" });
    expect((await refusal(send("policy.sign", two, await signed(two, proposed)))).message).toContain("frozen");
    expect((await refusal(send("policy.withdraw", scene.approver, { number: 2 }))).code).toBe("forbidden");
    expect(await send("policy.withdraw", two, { number: 2 })).toMatchObject({ state: "done" });
    expect((await refusal(send("policy.withdraw", one, { number: 2 }))).code).toBe("conflict");
    expect((await propose()).number).toBe(3);
    expect(await states()).toEqual(["2 withdrawn", "3 proposed"]);
  });

  it("has one outcome where two sign at once, or one signs and another withdraws", async () => {
    const three = scene.desk.session("Admin Three", "ADMIN");
    const proposed = await propose();
    const both = await Promise.allSettled([send("policy.sign", two, await signed(two, proposed)), send("policy.sign", three, await signed(three, proposed))]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const next = await propose(one, large(3));
    const given = await signed(two, next);
    const race = await Promise.allSettled([send("policy.sign", two, given), send("policy.withdraw", three, { number: 3 })]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const done = race[0]!.status === "fulfilled";
    expect(await states()).toEqual(done ? ["2 replaced", "3 in_force"] : ["2 in_force", "3 withdrawn"]);
    expect((await policyInForce(scene.desk.customerId)).version).toBe(done ? "3" : "2");
  });
});

describe("a policy that somebody changed in the database", () => {
  const weaker = (number: number) => {
    const canonical = canonicalJson({ ...withRules(), version: number });
    return { canonical, digest: sha256Hex(canonical) };
  };
  const at = (number: number) => and(eq(policyVersion.customerId, scene.desk.customerId), eq(policyVersion.number, number));

  it("binds nobody: nothing is signed by it, and the page says so, until another one is signed", async () => {
    await putInForce(scene.desk, [one, two], large());
    const id = await scene.desk.filed(scene.initiator.member);
    await db().update(policyVersion).set(weaker(2)).where(at(2));
    expect((await policyInForce(scene.desk.customerId)).fault).toContain("not as it was signed");
    expect((await refusal(scene.run("transfer.approve", scene.approver, await scene.desk.seen(id)))).message).toContain("not as it was signed");
    const filing = scene.run("transfer.file", scene.initiator, { draftId: randomUUID(), values: scene.desk.form() });
    expect((await refusal(filing)).message).toContain("not as it was signed");
    const view = await policyView(two);
    expect([view.fault, view.inForce.policy]).toEqual([expect.stringContaining("not as it was signed"), null]);
    expect((await policyVersionDetail(two, 2)).version.policy).toBeNull();
    await putInForce(scene.desk, [one, two], large());
    expect(await policyInForce(scene.desk.customerId)).toMatchObject({ version: "3", fault: null });
  });

  it("is missed where it is gone, and not taken where it was never signed", async () => {
    await putInForce(scene.desk, [one, two], large());
    await db().update(policyVersion).set({ state: "replaced" }).where(at(2));
    expect(await policyInForce(scene.desk.customerId)).toMatchObject({ version: "2", fault: expect.any(String) });
    await propose();
    await db().update(policyVersion).set({ state: "in_force" }).where(at(3));
    expect((await policyInForce(scene.desk.customerId)).fault).not.toBeNull();
  });

  it("is not signed where what is proposed is not what was", async () => {
    const proposed = await propose();
    const forged = weaker(proposed.number);
    await db().update(policyVersion).set(forged).where(at(2));
    const given = await signed(two, { number: 2, digest: forged.digest });
    expect((await refusal(send("policy.sign", two, given))).message).toContain("not as it was proposed");
    expect((await policyView(two)).proposed).toMatchObject({ policy: null, barred: { sign: expect.stringContaining("not as it was proposed") } });
    expect(await send("policy.withdraw", two, { number: 2 })).toMatchObject({ state: "done" });
  });
});
