import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import type { Rule } from "@/lib/approvals/policy/types";
import { db } from "@/lib/db/connection";
import { passkey } from "@/lib/db/schema/passkeys";
import type { JikoClient } from "@/lib/jiko/transport";
import { testDatabase } from "@/scripts/database";
import { openScene, type Person } from "../commands/testing/scene";
import { assumeSigned } from "../policy/testing";
import { waitingViews } from "./waiting";

const clients = new Map<string, () => JikoClient>();
vi.mock("@/lib/desk/jiko", () => ({ jikoFor: ({ id }: { id: string }) => clients.get(id)!() }));

const scene = openScene(testDatabase);
const everyRequest = (count: number, more: Partial<Rule["then"]> = {}): Rule => ({
  ...builtInPolicy.rules[0]!,
  id: randomUUID(),
  then: { demands: [{ count, from: {}, step: 1 }], assurance: "passkey", ...more },
});

beforeEach(() => clients.clear());

async function seenBy(who: Person) {
  clients.set(who.id, () => scene.desk.bank.as(who.member));
  return waitingViews(who);
}

describe("what waits, in a list", () => {
  it("counts what is held here, and no longer waits for whoever has signed", async () => {
    await assumeSigned(scene.desk.customerId, { rules: [everyRequest(2)], limits: [] });
    const two = scene.desk.session("Approver Two", "APPROVER");
    const id = await scene.desk.filed(scene.initiator.member);
    expect(await seenBy(scene.approver)).toMatchObject([{ id, progress: { signed: 0, wanted: 2 }, held: [], bars: null, expiresAt: null }]);
    await scene.run("transfer.approve", scene.approver, await scene.desk.seen(id));
    const [own] = await seenBy(scene.approver);
    expect(own).toMatchObject({ progress: { signed: 1, wanted: 2 }, held: [{ name: "Approver One" }], atLeast: false });
    expect(own!.bars).toContain("You have signed this already");
    expect(await seenBy(two)).toMatchObject([{ bars: null, progress: { mayStill: [{ name: "Approver Two" }] } }]);
  });

  it("does not count who cannot sign any more", async () => {
    await assumeSigned(scene.desk.customerId, { rules: [everyRequest(2)], limits: [] });
    scene.desk.session("Approver Two", "APPROVER");
    const id = await scene.desk.filed(scene.initiator.member);
    await scene.run("transfer.approve", scene.approver, await scene.desk.seen(id));
    await db().update(passkey).set({ state: "revoked" }).where(eq(passkey.memberId, scene.approver.memberId));
    expect(await seenBy(scene.approver)).toMatchObject([{ progress: { signed: 0 }, held: [], bars: null }]);
  });

  it("says until when a request can be signed, and bars one that has expired", async () => {
    await assumeSigned(scene.desk.customerId, { rules: [everyRequest(1, { expiresAfterHours: 24 })], limits: [] });
    const [late, fresh] = [await scene.desk.filed(scene.initiator.member), await scene.desk.filed(scene.initiator.member)];
    const filedAt = new Date(Date.now() - 25 * 3_600_000).toISOString();
    scene.desk.bank.requests.get(late)!.created_at = filedAt;
    const views = new Map((await seenBy(scene.approver)).map((one) => [one.id, one]));
    expect(views.get(late)).toMatchObject({ expired: true, expiresAt: new Date(Date.parse(filedAt) + 24 * 3_600_000).toISOString() });
    expect(views.get(late)!.bars).toContain("has expired");
    expect(views.get(fresh)).toMatchObject({ expired: false, bars: null });
  });

  it("leaves to the request's own page what rests on a past that is not copied yet", async () => {
    const rule: Rule = { ...everyRequest(2), when: { findings: ["share_of_pocket"] } };
    await assumeSigned(scene.desk.customerId, { rules: [everyRequest(1), rule], limits: [] });
    await scene.desk.filed(scene.initiator.member);
    expect(await seenBy(scene.approver)).toEqual([]);
  });
});
