import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accessToken } from "@/lib/auth/access";
import { sessionOfToken } from "@/lib/auth/current";
import { endMemberSession, liveSessions } from "@/lib/auth/member-sessions";
import type { Session } from "@/lib/auth/session";
import { settledRevocations } from "@/lib/auth/sessions";
import { settledStandingChecks } from "@/lib/auth/standing-check";
import { auditEntry } from "@/lib/db/schema/audit";
import { session as sessions } from "@/lib/db/schema/auth";
import { Browser } from "./browser";
import { people, startAuth, type Auth } from "./harness";

let auth: Auth;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());
afterEach(async () => {
  people.initiator.status = "ACTIVE";
  await settledStandingChecks();
  await settledRevocations();
  await auth.owner.delete(sessions);
});

const nowhere = { address: null, addressVerified: false };
async function signedIn(email: string): Promise<Session> {
  const browser = new Browser();
  await browser.signIn(auth.portalUrl, `${email}@example.com`);
  return (await sessionOfToken(browser.token)).session!;
}
const ended = async () =>
  (await auth.owner.select().from(auditEntry))
    .filter(({ action }) => action === "session.ended")
    .map(({ canonical }) => (JSON.parse(canonical) as { details: { reason: string; by?: { name: string } } }).details);

describe("sessions of a member", () => {
  it("are listed without their ids, marked where one asks from, and nobody else's among them", async () => {
    const [one, two, other] = [await signedIn("initiator.one"), await signedIn("initiator.one"), await signedIn("admin.one")];
    const list = await liveSessions(one, one);
    expect(list).toHaveLength(2);
    expect(list.filter(({ current }) => current)).toHaveLength(1);
    expect(JSON.stringify(list)).not.toMatch(new RegExp(`${one.id}|${two.id}|${other.id}`));
    // Without a proxy that vouches for it an address is only what somebody said.
    expect(list.map(({ address }) => address)).toEqual([null, null]);
  });

  it("end here at once and at Jiko, with who did it on record, and only where the handle is of that member", async () => {
    const [one, two, admin] = [await signedIn("initiator.one"), await signedIn("initiator.one"), await signedIn("admin.one")];
    const handleOf = async (whose: Session) => (await liveSessions(whose, whose)).find(({ current }) => current)!.handle;
    auth.revoked.length = 0;
    expect(await endMemberSession(admin, await handleOf(two), admin, nowhere)).toBe(false);
    expect(await endMemberSession(one, await handleOf(two), one, nowhere)).toBe(true);
    expect(await endMemberSession(one, await handleOf(one), admin, nowhere)).toBe(true);
    expect((await auth.owner.select().from(sessions)).map(({ id }) => id)).toEqual([admin.id]);
    await settledRevocations();
    expect(auth.revoked).toHaveLength(2);
    expect((await ended()).slice(-2)).toMatchObject([{ reason: "ended_elsewhere", by: { name: "Initiator One" } }, { reason: "ended_by_admin", by: { name: "Admin One" } }]);
  });

  it("end all together when one of them learns that the member is no longer active", async () => {
    const [one, two] = [await signedIn("initiator.one"), await signedIn("initiator.one")];
    const other = await signedIn("admin.one");
    const held = await accessToken(one.id);
    auth.api.memberships = [{ member_id: people.initiator.id, customer_id: one.customerId, customer_name: "Example", role: "INITIATOR", status: "INACTIVE" }];
    await accessToken(one.id, held.value);
    await settledStandingChecks();
    auth.api.memberships = null;
    const left = (await auth.owner.select().from(sessions)).map(({ id }) => id);
    expect(left).not.toContain(one.id);
    expect(left).not.toContain(two.id);
    expect(left).toContain(other.id);
  });
});
