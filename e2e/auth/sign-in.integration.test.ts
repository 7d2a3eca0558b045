import type * as NextAuthModule from "next-auth";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { keepSignIn } from "@/lib/desk/passkeys/enrol";
import { auditEntry } from "@/lib/db/schema/audit";
import { session as sessions, vault } from "@/lib/db/schema/auth";
import { accessToken } from "@/lib/auth/access";
import { sessionOfToken } from "@/lib/auth/current";
import { signInRoute } from "@/lib/auth/legs";
import { limits, spend } from "@/lib/rate";
import { settledRevocations } from "@/lib/auth/sessions";
import { Browser } from "./browser";
import { appUrl, customerId, people, startAuth, type Auth } from "./harness";

const { library } = vi.hoisted(() => ({ library: { fails: false } }));
vi.mock("next-auth", async (original) => {
  const { default: real } = await original<{ default: (...given: unknown[]) => Promise<unknown> } & typeof NextAuthModule>();
  return {
    default: async (...given: unknown[]) => {
      const answer = await real(...given);
      if (library.fails) throw new Error("after everything was done");
      return answer;
    },
  };
});

let auth: Auth;
const undo: (() => void)[] = [];

beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) step();
  Object.assign(auth.api, { teamStatus: 200, memberships: null });
  await settledRevocations();
  await auth.owner.delete(sessions);
});

const who = async (browser: Browser) => (await sessionOfToken(browser.token)).session;
const given = (values: Parameters<Auth["set"]>[0]) => undo.push(auth.set(values));

describe.each(["query", "form_post"] as const)("sign-in with response mode %s", (mode) => {
  it.each([
    ["PS256", true],
    ["PS256", false],
    ["EdDSA", true],
  ] as const)("goes the whole way with %s, pushed request: %s", async (alg, par) => {
    given({ JIKO_RESPONSE_MODE: mode, JIKO_PAR: par });
    given({ JIKO_CLIENT_ID: `desk-${alg}`, JIKO_CLIENT_KEY_FILE: auth.keyFiles[alg], JIKO_CLIENT_KEY_ALG: alg });
    auth.paths.length = 0;
    const browser = new Browser();
    const landed = await browser.signIn(auth.portalUrl, "initiator.one@example.com", { from: "/approvals?tab=mine" });
    expect(landed.href).toBe(`${appUrl}/approvals?tab=mine`);
    expect(auth.paths.includes("/api/oauth2/par")).toBe(par);
    const session = (await who(browser))!;
    expect(session).toMatchObject({
      memberId: people.initiator.id, name: "Initiator One", customerName: "Example Robotics Inc.",
      role: "INITIATOR", roleReason: null,
    });
    expect(session.scopes).toContain("transfers.write");
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBeCloseTo(8 * 3600 * 1000, -4);
    const started = (await auth.owner.select().from(auditEntry)).find(({ subjectId }) => subjectId === session.id)!;
    expect(JSON.parse(started.canonical)).toMatchObject({ details: { address: null, addressVerified: false } });
    const kept = browser.cookies.get("__Host-countersign")!;
    expect(kept.attributes).toMatch(/HttpOnly/i);
    expect(kept.attributes).toMatch(/Secure/i);
    expect(kept.sameSite.toLowerCase()).toBe("lax");
    // Nothing of the sign-in itself stays in the browser.
    expect([...browser.cookies.keys()].sort()).toEqual(["__Host-browser", "__Host-countersign"]);
  });

  it("keeps two people apart who sign in one after the other in one browser", async () => {
    given({ JIKO_RESPONSE_MODE: mode });
    auth.revoked.length = 0;
    const browser = new Browser();
    await browser.signIn(auth.portalUrl, "initiator.one@example.com");
    const first = (await who(browser))!;
    const [held] = await auth.owner.select().from(vault);
    await browser.signIn(auth.portalUrl, "approver.one@example.com");
    const second = (await who(browser))!;
    expect(second).toMatchObject({ memberId: people.approver.id, name: "Approver One", role: "APPROVER" });
    expect(second.id).not.toBe(first.id);
    const rows = await auth.owner.select().from(sessions);
    const tokens = await auth.owner.select().from(vault);
    expect(rows.map(({ id }) => id)).toEqual([second.id]);
    expect(tokens.map(({ sessionId }) => sessionId)).toEqual([second.id]);
    expect(tokens[0]!.sealed.equals(held!.sealed)).toBe(false);
    await settledRevocations();
    expect(auth.revoked).toHaveLength(1);
  });

  it("ends on the sign-in page with a sentence when the person refuses at Jiko, and keeps the way back", async () => {
    given({ JIKO_RESPONSE_MODE: mode });
    const browser = new Browser();
    const landed = await browser.signIn(auth.portalUrl, "admin.one@example.com", { from: "/statements", deny: true });
    expect(landed.pathname).toBe("/sign-in");
    expect(Object.fromEntries(landed.searchParams)).toMatchObject({ reason: "denied", from: "/statements" });
    expect(browser.token).toBeUndefined();
  });
});

describe("starting a sign-in", () => {
  it("is refused with the time to wait where too many are started", async () => {
    undo.push(() => void Object.assign(globalThis, { countersignBuckets: undefined }));
    Object.assign(globalThis, { countersignBuckets: undefined });
    // Ahead of the clock, so that nothing flows in while the test runs.
    const ahead = performance.now() + 600_000;
    for (let i = 0; i < limits.signIn.burst; i += 1) spend("signIn", "all", ahead);
    const answer = await new Browser().start();
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(await answer.json()).toMatchObject({ code: "rate_limited", retryAfterSeconds: 1 });
  });
});

describe("who may come in", () => {
  it("refuses a member of another customer, ends the sign-in at Jiko and records it", async () => {
    auth.revoked.length = 0;
    const browser = new Browser();
    const landed = await browser.signIn(auth.portalUrl, "stranger.one@example.com");
    expect(landed.searchParams.get("reason")).toBe("other_customer");
    expect(browser.token).toBeUndefined();
    expect(await auth.owner.select().from(sessions)).toEqual([]);
    await settledRevocations();
    expect(auth.revoked).toHaveLength(1);
    const entries = await auth.owner.select().from(auditEntry);
    expect(entries.filter(({ action, memberId }) => action === "session.refused" && memberId === people.stranger.id)).toHaveLength(1);
  });

  it.each([
    ["of somebody else", [{ member_id: people.admin.id, status: "ACTIVE" }]],
    ["that is not active", [{ member_id: people.initiator.id, status: "INACTIVE" }]],
    ["of an unknown status", [{ member_id: people.initiator.id, status: "SLEEPING" }]],
  ])("refuses with a membership %s", async (_, rows) => {
    auth.api.memberships = rows.map((row) => ({ customer_id: customerId, customer_name: "Example", role: "ADMIN", ...row }));
    const landed = await new Browser().signIn(auth.portalUrl, "initiator.one@example.com");
    expect(landed.searchParams.get("reason")).toBe("not_a_member");
  });

  it("leaves no session behind whose cookie no browser got", async () => {
    auth.revoked.length = 0;
    const browser = new Browser();
    const back = await browser.atPortal(auth.portalUrl, "initiator.one@example.com");
    undo.push(() => (library.fails = false));
    library.fails = true;
    const answer = await browser.callback(back);
    expect(new URL(answer.headers.get("location")!).pathname).toBe("/sign-in");
    expect(browser.token).toBeUndefined();
    expect(await auth.owner.select().from(sessions)).toEqual([]);
    await settledRevocations();
    expect(auth.revoked).toHaveLength(1);
  });

  it("ends for a customer that is taken off the list, without waiting for sessions to run out", async () => {
    const browser = new Browser();
    await browser.signIn(auth.portalUrl, "initiator.one@example.com");
    expect(await who(browser)).not.toBeNull();
    given({ JIKO_CUSTOMER_IDS: ["0c7f3c1e-6d0e-4b0e-9a57-3f4f4bb7b001"] });
    expect(await sessionOfToken(browser.token)).toEqual({ session: null, reason: "ended" });
  });

  it("takes the role from the membership, and says so, when the team list cannot be read", async () => {
    auth.api.teamStatus = 403;
    const browser = new Browser();
    await browser.signIn(auth.portalUrl, "approver.one@example.com");
    const session = (await who(browser))!;
    expect(session.role).toBe("APPROVER");
    expect(session.roleReason).toContain("team list could not be read");
  });

  it("lets someone whose role nobody knows look but not act", async () => {
    auth.api.teamStatus = 403;
    const row = { member_id: people.admin.id, customer_id: customerId, customer_name: "Example", status: "ACTIVE" };
    auth.api.memberships = [{ ...row, role: "OWNER" }];
    const browser = new Browser();
    await browser.signIn(auth.portalUrl, "admin.one@example.com");
    expect((await who(browser))!.role).toBe("VIEWER");
  });
});

describe("the way back", () => {
  const elsewhere = ["https://evil.example/x", "//evil.example", "/\\evil.example", "/%09/evil.example/..//evil.example"];
  it.each([...elsewhere, "/api/session/sign-out", "/sign-in"])(
    "never leads to %s",
    async (from) => {
      const landed = await new Browser().signIn(auth.portalUrl, "admin.one@example.com", { from });
      expect(landed.origin).toBe(appUrl);
      expect(landed.pathname).not.toMatch(/^\/\/|^\/api|^\/sign-in/);
    },
  );

  it("does not trust the cookie either", async () => {
    const browser = new Browser();
    const callback = await browser.atPortal(auth.portalUrl, "admin.one@example.com");
    browser.cookies.set("__Host-signin.return", { value: encodeURIComponent("https://evil.example/"), sameSite: "Lax", attributes: "" });
    const response = await browser.callback(callback);
    expect(response.headers.get("location")).toBe(`${appUrl}/`);
  });

  it("refuses an answer of another sign-in, a forged issuer, a code used twice and missing cookies", async () => {
    const [browser, other] = [new Browser(), new Browser()];
    const callback = await browser.atPortal(auth.portalUrl, "admin.one@example.com");
    const foreign = await other.atPortal(auth.portalUrl, "approver.one@example.com");
    const reasonOf = (response: Response) => new URL(response.headers.get("location")!).searchParams.get("reason");

    const mixed = new Browser();
    browser.cookies.forEach((cookie, name) => mixed.cookies.set(name, cookie));
    expect(reasonOf(await mixed.callback(foreign))).toBe("stale");
    expect(mixed.token).toBeUndefined();

    expect(reasonOf(await new Browser().callback(callback))).toBe("stale");

    const forged = new Browser();
    browser.cookies.forEach((cookie, name) => forged.cookies.set(name, cookie));
    const url = new URL(callback.url);
    url.searchParams.set("iss", "https://evil.example");
    expect(reasonOf(await forged.callback({ ...callback, url }))).toBe("error");

    const replay = new Browser();
    browser.cookies.forEach((cookie, name) => replay.cookies.set(name, cookie));
    expect(new URL((await browser.callback(callback)).headers.get("location")!).pathname).toBe("/");
    expect(reasonOf(await replay.callback(callback))).toBe("stale");
  });

  it("takes an answer without `iss`, as in Jiko's guide", async () => {
    const browser = new Browser();
    const callback = await browser.atPortal(auth.portalUrl, "admin.one@example.com");
    callback.url.searchParams.delete("iss");
    expect((await browser.callback(callback)).headers.get("location")).toBe(`${appUrl}/`);
  });
});

describe("the surface", () => {
  it.each([
    ["GET", "session"],
    ["POST", "session"],
    ["GET", "csrf"],
    ["GET", "providers"],
    ["GET", "signin"],
    ["GET", "signin/jiko"],
    ["POST", "signin/other"],
    ["GET", "signout"],
    ["POST", "signout"],
    ["GET", "error"],
    ["POST", "_log"],
    ["HEAD", "callback/jiko"],
    ["GET", "callback/jiko/more"],
  ])("has no %s %s", async (method, path) => {
    const browser = new Browser();
    await browser.signIn(auth.portalUrl, "admin.one@example.com");
    const cookie = `__Host-countersign=${browser.token}`;
    const response = await signInRoute(new Request(`${appUrl}/api/auth/${path}`, { method, headers: { cookie } }), path.split("/"), keepSignIn);
    expect(response.status).toBe(404);
    expect(response.headers.getSetCookie()).toEqual([]);
    const text = await response.text();
    for (const secret of [browser.token!, (await who(browser))!.id, ...auth.portal.issued().map(({ value }) => value)]) {
      expect(text.includes(secret)).toBe(false);
    }
  });

  it.each<[string, Record<string, string>]>([
    ["another origin", { origin: "https://evil.example" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["no own header", { "countersign-command": "" }],
  ])("does not start a sign-in for %s", async (_, headers) => {
    const response = await new Browser().start("/", headers);
    expect(response.status).toBe(403);
  });

  it("asks Jiko for nothing that the browser put into the address", async () => {
    given({ JIKO_PAR: false });
    const { url } = (await (await new Browser().start("/")).json()) as { url: string };
    const asked = new URL(url).searchParams;
    expect(asked.get("prompt")).toBe("login");
    expect(asked.get("redirect_uri")).toBe(`${appUrl}/api/auth/callback/jiko`);
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("nonce")).toBeTruthy();
    expect(asked.get("state")).toBeTruthy();
  });

  it("keeps no token in the clear in any table", async () => {
    const browser = new Browser();
    await browser.signIn(auth.portalUrl, "admin.one@example.com");
    const dump = JSON.stringify([
      await auth.owner.select().from(sessions),
      (await auth.owner.select().from(vault)).map((row) => [row, row.sealed.toString("latin1")]),
      await auth.owner.select().from(auditEntry),
    ]);
    for (const { value } of auth.portal.issued()) expect(dump.includes(value)).toBe(false);
    expect(dump.includes(browser.token!)).toBe(false);
  });

  it("says plainly that Jiko cannot be reached", async () => {
    auth.failNext("authorization_code", "unavailable");
    const landed = await new Browser().signIn(auth.portalUrl, "admin.one@example.com");
    expect(landed.searchParams.get("reason")).toBe("unreachable");
    expect(landed.searchParams.get("reference")).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  });
});

describe("DPoP", () => {
  it("binds the tokens of a session to a key of its own", async () => {
    given({ JIKO_DPOP: true });
    const browser = new Browser();
    await browser.signIn(auth.portalUrl, "initiator.one@example.com");
    const session = (await who(browser))!;
    const token = await accessToken(session.id);
    expect(token.type).toBe("DPoP");
    expect(token.dpopKey!.publicJwk).not.toHaveProperty("d");
    expect((await auth.portal.verifyAccessToken(token.value))!.jkt).toBeTruthy();
    const renewed = await accessToken(session.id, token.value);
    expect(renewed.value).not.toBe(token.value);
    expect((await auth.portal.verifyAccessToken(renewed.value))!.jkt).toBe((await auth.portal.verifyAccessToken(token.value))!.jkt);
  });
});
