import { spawn } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import path from "node:path";
import { createInterface } from "node:readline";
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { accessToken } from "@/lib/auth/access";
import { borrowToken } from "@/lib/auth/background";
import { sessionOfToken } from "@/lib/auth/current";
import { jiko } from "@/lib/auth/jiko";
import { hashOf } from "@/lib/auth/secret";
import { endExpiredSessions, endSession, settledRevocations, touch, touchAlive } from "@/lib/auth/sessions";
import type { Session } from "@/lib/auth/session";
import { settledStandingChecks } from "@/lib/auth/standing-check";
import { auditEntry } from "@/lib/db/schema/audit";
import { session as sessions, vault } from "@/lib/db/schema/auth";
import { counted } from "@/lib/metrics/metrics";
import { Browser } from "./browser";
import { customerId, people, startAuth, type Auth } from "./harness";

let auth: Auth;
let browser: Browser;
let session: Session;
const undo: (() => void)[] = [];

beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());
beforeEach(async () => {
  browser = new Browser();
  await browser.signIn(auth.portalUrl, "admin.one@example.com");
  session = (await sessionOfToken(browser.token)).session!;
  auth.tokenCalls.length = 0;
  auth.revoked.length = 0;
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) step();
  await settledStandingChecks();
  await settledRevocations();
  await auth.owner.delete(sessions);
});

const past = new Date(Date.now() - 60_000);
/** What a process remembers of a row for a moment is forgotten by then. */
let passed = 0;
const steady = performance.now.bind(performance);
vi.spyOn(performance, "now").mockImplementation(() => steady() + passed);
const later = (values: Partial<typeof vault.$inferInsert>) => {
  passed += 5_000;
  return auth.owner.update(vault).set(values);
};
const expire = () => later({ renewAt: past, expiresAt: past });
const due = () => later({ renewAt: past });
const refreshes = () => auth.tokenCalls.filter(({ grant }) => grant === "refresh_token");
const row = async () => (await auth.owner.select().from(vault))[0];
const endings = async () =>
  (await auth.owner.select().from(auditEntry).where(eq(auditEntry.subjectId, session.id))).flatMap(({ action, canonical }) =>
    action === "session.ended" ? [(JSON.parse(canonical) as { details: { reason: string } }).details.reason] : [],
  );
const other = async () => {
  const theirs = new Browser();
  await theirs.signIn(auth.portalUrl, "approver.one@example.com");
  return { browser: theirs, session: (await sessionOfToken(theirs.token)).session! };
};
const ended = (reason: string) => expect.objectContaining({ code: "session_expired", data: { reason } });
const digest = (value: string) => createHash("sha256").update(value).digest("hex");

describe("renewal", () => {
  it("does not happen before it is due", async () => {
    const first = await accessToken(session.id);
    expect((await accessToken(session.id)).value).toBe(first.value);
    expect(refreshes()).toEqual([]);
  });

  it("happens once for twenty who ask at the same time with a token that has run out", async () => {
    await expire();
    const got = await Promise.all(Array.from({ length: 20 }, () => accessToken(session.id)));
    expect(new Set(got.map(({ value }) => value)).size).toBe(1);
    expect(refreshes()).toEqual([{ grant: "refresh_token", status: 200 }]);
    expect(await auth.portal.verifyAccessToken(got[0]!.value)).not.toBeNull();
  });

  it("happens once for twenty whose token Jiko refused", async () => {
    const { value } = await accessToken(session.id);
    auth.portal.expireAccessTokens();
    const got = await Promise.all(Array.from({ length: 20 }, (_, i) => accessToken(session.id, i % 2 ? value : undefined)));
    expect(new Set(got.filter((_, i) => i % 2).map((one) => one.value)).size).toBe(1);
    expect(got[1]!.value).not.toBe(value);
    expect(refreshes()).toHaveLength(1);
  });

  it("happens once over two processes that ask twenty times each", async () => {
    await expire();
    const others = await Promise.all([otherProcess(), otherProcess()]);
    const got = await Promise.all(others.map((ask) => ask(session.id, 20)));
    const values = new Set(got.flat());
    expect(got.flat()).toHaveLength(40);
    expect([...values]).toEqual([digest((await accessToken(session.id)).value)]);
    expect(refreshes()).toEqual([{ grant: "refresh_token", status: 200 }]);
  });

  it("stores the new pair, sealed with the current key, and goes on from it", async () => {
    const before = (await row())!;
    const key = `next:${randomBytes(32).toString("base64")}`;
    undo.push(auth.set({ VAULT_KEYS: `${key},${auth.settings.VAULT_KEYS}` }));
    await due();
    const first = await accessToken(session.id);
    const after = (await row())!;
    expect(after).toMatchObject({ keyId: "next", version: before.version + 1, leaseUntil: null });
    undo.push(auth.set({ VAULT_KEYS: key }));
    await expire();
    expect((await accessToken(session.id)).value).not.toBe(first.value);
    expect(refreshes().map(({ status }) => status)).toEqual([200, 200]);
  });

  it("ends the session when Jiko says that the sign-in is over", async () => {
    await expire();
    auth.portal.revokeMember(session.memberId);
    await expect(accessToken(session.id)).rejects.toEqual(ended("ended_at_jiko"));
    expect(await row()).toBeUndefined();
    expect((await sessionOfToken(browser.token)).reason).toBe("ended");
    expect(await endings()).toEqual(["ended_at_jiko"]);
    await expect(accessToken(session.id)).rejects.toEqual(ended("ended"));
  });
});

it("is counted, each renewal once, by how it ended", async () => {
  const { tokenRefreshes } = counted();
  tokenRefreshes.reset();
  await expire();
  await Promise.all(Array.from({ length: 5 }, () => accessToken(session.id)));
  await expire();
  auth.failNext("refresh_token", "drop-after");
  await accessToken(session.id).catch(() => null);
  const { values } = await tokenRefreshes.get();
  expect(values.map(({ labels, value }) => [labels.owner, labels.outcome, value])).toEqual([["session", "ok", 1], ["session", "unknown", 1]]);
});

describe("a renewal whose outcome nobody knows", () => {
  it.each(["drop-after", "drop-before", "unavailable"] as const)("is not repeated (%s): the session ends and says why", async (fault) => {
    await expire();
    auth.failNext("refresh_token", fault);
    await expect(Promise.all([accessToken(session.id), accessToken(session.id)])).rejects.toEqual(ended("lost"));
    expect(refreshes()).toEqual([]);
    expect(await endings()).toEqual(["lost"]);
  });

  it("leaves a token that still works in use, and is not repeated for it", async () => {
    const { value } = await accessToken(session.id);
    await due();
    auth.failNext("refresh_token", "drop-after");
    expect((await accessToken(session.id)).value).toBe(value);
    expect((await accessToken(session.id)).value).toBe(value);
    expect(refreshes()).toEqual([]);
    await expect(accessToken(session.id, value)).rejects.toEqual(ended("lost"));
  });

  it("is what a process leaves behind that died while it renewed", async () => {
    await auth.owner.update(vault).set({ renewAt: past, expiresAt: past, leaseUntil: sql`clock_timestamp() - interval '1 second'` });
    await expect(accessToken(session.id)).rejects.toEqual(ended("lost"));
    expect(refreshes()).toEqual([]);
  });

  it("is not tried again at once where Jiko refused it and the token still works", async () => {
    const { value } = await accessToken(session.id);
    await due();
    undo.push(auth.set({ JIKO_CLIENT_KEY_FILE: auth.keyFiles.EdDSA, JIKO_CLIENT_KEY_ALG: "EdDSA" }));
    Object.assign(globalThis, { countersignPortals: undefined });
    undo.push(() => void Object.assign(globalThis, { countersignPortals: undefined }));
    for (let read = 0; read < 3; read += 1) expect((await accessToken(session.id)).value).toBe(value);
    expect(refreshes()).toHaveLength(1);
    expect(refreshes()[0]!.status).toBeGreaterThanOrEqual(400);
    for (const step of undo.splice(0)) step();
    await expire();
    expect((await accessToken(session.id)).value).not.toBe(value);
  });

  it("does not take a refusal for one: the token is kept and tried again", async () => {
    await expire();
    undo.push(auth.set({ JIKO_CLIENT_KEY_FILE: auth.keyFiles.EdDSA }));
    const { portal } = await import("@/lib/auth/portal");
    Object.assign(globalThis, { countersignPortals: undefined });
    undo.push(auth.set({ JIKO_CLIENT_KEY_ALG: "EdDSA" }));
    await portal();
    await expect(accessToken(session.id)).rejects.toMatchObject({ code: "upstream_unavailable" });
    expect(await row()).toMatchObject({ leaseUntil: null, version: 1 });
    for (const step of undo.splice(0).reverse()) step();
    Object.assign(globalThis, { countersignPortals: undefined });
    expect((await accessToken(session.id)).value).toBeTruthy();
  });
});

describe("what a member may do", () => {
  const renewed = async () => {
    await due();
    await accessToken(session.id);
    await settledStandingChecks();
    return (await sessionOfToken(browser.token)).session;
  };
  const change = (values: Partial<typeof people.admin>) => {
    const before = { ...people.admin };
    undo.push(() => void Object.assign(people.admin, before));
    Object.assign(people.admin, values);
  };
  const ofSession = async () =>
    (await auth.owner.select().from(auditEntry).where(eq(auditEntry.subjectId, session.id)))
      .map(({ action, canonical }) => ({ action, details: (JSON.parse(canonical) as { details: object }).details }))
      .filter(({ action }) => action !== "session.started");

  it("is asked anew when the token is renewed, and a change is recorded", async () => {
    expect((await renewed())!.role).toBe("ADMIN");
    change({ role: "VIEWER" });
    expect((await renewed())!).toMatchObject({ id: session.id, role: "VIEWER", roleReason: null });
    expect(await ofSession()).toEqual([{ action: "session.roleChanged", details: { from: "ADMIN", to: "VIEWER" } }]);
  });

  it("ends with the membership", async () => {
    undo.push(() => void Object.assign(auth.api, { memberships: null }));
    auth.api.memberships = [{ member_id: people.admin.id, customer_id: customerId, customer_name: "Example", role: "ADMIN", status: "INACTIVE" }];
    expect(await renewed()).toBeNull();
    expect(await ofSession()).toEqual([{ action: "session.ended", details: { reason: "not_a_member" } }]);
  });

  it("stays what it was where it cannot be read at the moment", async () => {
    change({ role: "VIEWER" });
    undo.push(() => void Object.assign(auth.api, { teamStatus: 200 }));
    auth.api.teamStatus = 500;
    expect((await renewed())!).toMatchObject({ role: "ADMIN", roleReason: null });
  });
});

describe("somebody else renews", () => {
  it("is waited for when the token has run out, and not when it still works", async () => {
    const { value } = await accessToken(session.id);
    await auth.owner.update(vault).set({ renewAt: past, leaseUntil: sql`clock_timestamp() + interval '20 seconds'` });
    expect((await accessToken(session.id)).value).toBe(value);
    await auth.owner.update(vault).set({ expiresAt: past });
    const asked = accessToken(session.id);
    const ahead = new Date(Date.now() + 600_000);
    await auth.owner.update(vault).set({ expiresAt: ahead, renewAt: ahead, leaseUntil: null });
    expect((await asked).value).toBe(value);
    expect(refreshes()).toEqual([]);
  });
});

describe("a session", () => {
  it("ends by either limit, whatever is read in between, and is swept with its tokens", async () => {
    await auth.owner.update(sessions).set({ lastActiveAt: new Date(Date.now() - 16 * 60_000) });
    expect((await sessionOfToken(browser.token)).reason).toBe("idle");
    expect(await touch(session)).toBe(false);
    await expect(touchAlive(session)).rejects.toEqual(ended("ended"));
    await auth.owner.update(sessions).set({ lastActiveAt: new Date(), expiresAt: past });
    expect((await sessionOfToken(browser.token)).reason).toBe("expired");
    expect(await touch(session)).toBe(false);
    await expect(accessToken(session.id)).rejects.toEqual(ended("ended"));
    expect(await endExpiredSessions()).toBe(1);
    await settledRevocations();
    expect(await row()).toBeUndefined();
    expect(auth.revoked).toHaveLength(1);
    expect(await endings()).toEqual(["expired"]);
    expect(await endExpiredSessions()).toBe(0);
  });

  it("is kept by a person's input, which never moves its absolute end", async () => {
    const long = new Date(Date.now() - 10 * 60_000);
    await auth.owner.update(sessions).set({ lastActiveAt: long });
    await accessToken(session.id);
    expect((await sessionOfToken(browser.token)).session!.lastActiveAt).toEqual(long);
    expect(await touch(session)).toBe(true);
    const after = (await sessionOfToken(browser.token)).session!;
    expect(after.lastActiveAt.getTime()).toBeGreaterThan(long.getTime());
    expect(after.expiresAt).toEqual(session.expiresAt);
  });

  it("ends once, at Jiko too, however often it is told to", async () => {
    const refresh = auth.portal.issued().filter(({ kind }) => kind === "refresh_token").at(-1)!;
    expect(await Promise.all([endSession(session.id, "signed_out"), endSession(session.id, "signed_out")])).toEqual(
      expect.arrayContaining([true, false]),
    );
    await settledRevocations();
    expect(auth.revoked).toEqual([refresh.value]);
    expect(await endings()).toEqual(["signed_out"]);
  });

  it("signs out here although Jiko cannot be told", async () => {
    auth.failNext("logout", "drop-before");
    expect(await endSession(session.id, "signed_out")).toBe(true);
    await settledRevocations();
    expect((await sessionOfToken(browser.token)).session).toBeNull();
  });

  it("does not open with a token that the browser made up, nor with what the table holds", async () => {
    const [held] = await auth.owner.select().from(sessions);
    for (const token of [randomBytes(32).toString("base64url"), held!.tokenHash, held!.id, ""]) {
      expect((await sessionOfToken(token)).session).toBeNull();
    }
  });

  it("cannot use the tokens of another one", async () => {
    await other();
    const rows = await auth.owner.select().from(vault);
    const foreign = rows.find(({ sessionId }) => sessionId !== session.id)!;
    await auth.owner.update(vault).set({ sealed: foreign.sealed }).where(eq(vault.sessionId, session.id));
    await expect(accessToken(session.id)).rejects.toEqual(ended("altered"));
  });
});

describe("a session whose row was changed in the database", () => {
  const give = (id: string, values: Partial<typeof sessions.$inferInsert>) => auth.owner.update(sessions).set(values).where(eq(sessions.id, id));

  it("opens for no cookie that it was given to", async () => {
    const own = randomBytes(32).toString("base64url");
    await give(session.id, { tokenHash: hashOf(own) });
    expect(await sessionOfToken(own)).toEqual({ session: null, reason: "ended" });
    expect(await auth.owner.select().from(sessions)).toEqual([]);
    expect(await endings()).toEqual(["altered"]);
  });

  it("opens for neither cookie where two were swapped, and both are signed out", async () => {
    const their = await other();
    const hashes = [hashOf(their.browser.token!), hashOf(browser.token!)] as const;
    await give(session.id, { tokenHash: "on its way" });
    await give(their.session.id, { tokenHash: hashes[1] });
    await give(session.id, { tokenHash: hashes[0] });
    for (const { token } of [browser, their.browser]) expect((await sessionOfToken(token)).session).toBeNull();
    expect(await auth.owner.select().from(sessions)).toEqual([]);
    expect(await endings()).toEqual(["altered"]);
  });

  it("is nobody's under another member, subject or address, nor without its tokens", async () => {
    const values = [{ memberId: randomUUID() }, { subject: "somebody-else" }, { email: "admin.two@example.com" }];
    for (const changed of values) {
      const their = await other();
      await give(their.session.id, changed);
      expect((await sessionOfToken(their.browser.token)).session, JSON.stringify(changed)).toBeNull();
    }
    await auth.owner.delete(vault).where(eq(vault.sessionId, session.id));
    expect((await sessionOfToken(browser.token)).session).toBeNull();
    expect(await endings()).toEqual(["altered"]);
  });

  it("is borrowed by no job", async () => {
    const caller = (await borrowToken(customerId, "pockets.read"))!;
    passed += 5_000;
    await give(session.id, { tokenHash: hashOf("another cookie") });
    await expect(caller.token()).rejects.toEqual(ended("altered"));
    expect(await borrowToken(customerId, "pockets.read")).toBeNull();
  });
});

describe("background work", () => {
  it("borrows a live session that holds the scope, else has nobody", async () => {
    const caller = (await borrowToken(customerId, "pockets.read"))!;
    expect(caller).toMatchObject({ kind: "background", budgetKey: session.memberId });
    expect(await auth.portal.verifyAccessToken((await caller.token()).value)).toMatchObject({ memberId: session.memberId });
    expect(await borrowToken(randomUUID(), "pockets.read")).toBeNull();
    await auth.owner.update(sessions).set({ scopes: ["profile"] });
    expect(await borrowToken(customerId, "pockets.read")).toBeNull();
    await auth.owner.update(sessions).set({ scopes: ["pockets.read"], lastActiveAt: new Date(0) });
    expect(await borrowToken(customerId, "pockets.read")).toBeNull();
  });

  it("borrows from the member who calls least", async () => {
    const { session: their } = await other();
    const lender = async () => (await borrowToken(customerId, "pockets.read"))!.budgetKey;
    const used = vi.spyOn(jiko(), "used");
    for (const busy of [session, their]) {
      used.mockImplementation((budgetKey) => (budgetKey === busy.memberId ? 40 : 3));
      expect(await lender()).toBe((busy === session ? their : session).memberId);
    }
    used.mockRestore();
  });

  it("goes as the service where there is one, for reading alone", async () => {
    undo.push(auth.set({ JIKO_SERVICE_CLIENT_ID: "service", JIKO_SERVICE_KEY_FILE: auth.keyFiles.PS256 }));
    const caller = (await borrowToken(customerId, "pockets.read"))!;
    const [first, second] = await Promise.all([caller.token(), caller.token()]);
    expect(first.value).toBe(second.value);
    expect((await auth.portal.verifyAccessToken(first.value))!.scopes.every((scope) => !scope.endsWith(".write"))).toBe(true);
    expect((await caller.token(first.value)).value).not.toBe(first.value);
    expect((await borrowToken(customerId, "transfers.write"))!.budgetKey).toBe(session.memberId);
  });
});

/** Starts another process on the same database and waits until it could ask. */
async function otherProcess(): Promise<(sessionId: string, times: number) => Promise<string[]>> {
  const root = path.join(import.meta.dirname, "../..");
  const program = path.join(import.meta.dirname, "renewal-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", program], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  undo.push(() => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return async (sessionId, times) => {
    child.stdin.write(`${sessionId} ${times}\n`);
    return JSON.parse((await lines.next()).value as string) as string[];
  };
}
