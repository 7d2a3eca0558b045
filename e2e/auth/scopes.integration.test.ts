import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { borrowToken } from "@/lib/auth/background";
import { sessionOfToken } from "@/lib/auth/current";
import { disputedScopes, presentWish } from "@/lib/auth/scopes";
import { session as sessions } from "@/lib/db/schema/auth";
import { signIn } from "@/sandbox/portal/sign-in-client";
import { Browser } from "./browser";
import { appUrl, customerId, people, startAuth, type Auth } from "./harness";

/** What was learnt of the scopes in this process. */
const learnt = globalThis as typeof globalThis & { countersignWish?: string; countersignServiceWish?: string; countersignService?: object };
const email = "initiator.one@example.com";

let auth: Auth;
const undo: (() => void)[] = [];

beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) step();
  auth.portal.refuseScopes([]);
  for (const name of ["countersignWish", "countersignServiceWish", "countersignService"] as const) delete learnt[name];
  await auth.owner.delete(sessions);
});

const given = (values: Parameters<Auth["set"]>[0]) => undo.push(auth.set(values));
const scopesHeld = async (browser: Browser) => (await sessionOfToken(browser.token)).session!.scopes;
const pushed = () => auth.paths.filter((path) => path === "/api/oauth2/par").length;

describe("a portal that goes by Jiko's scopes page", () => {
  it("is asked for less at once where the request is pushed, and from then on in the first place", async () => {
    auth.portal.refuseScopes(disputedScopes);
    auth.paths.length = 0;
    const first = new Browser();
    expect((await first.signIn(auth.portalUrl, email, { from: "/statements" })).href).toBe(`${appUrl}/statements`);
    expect(pushed()).toBe(2);
    const scopes = await scopesHeld(first);
    expect(scopes).toContain("agreements.read");
    expect(scopes.filter((scope) => disputedScopes.includes(scope))).toEqual([]);
    const second = new Browser();
    await second.signIn(auth.portalUrl, "admin.one@example.com");
    expect(pushed()).toBe(3);
    expect([...second.cookies.keys()].sort()).toEqual(["__Host-browser", "__Host-countersign"]);
  });

  it.each(["query", "form_post"] as const)("is gone back to by itself where it says so in the browser (%s)", async (mode) => {
    given({ JIKO_PAR: false, JIKO_RESPONSE_MODE: mode });
    auth.portal.refuseScopes(disputedScopes);
    const browser = new Browser();
    const refused = await browser.atPortal(auth.portalUrl, email, { from: "/team" });
    expect(refused.fields.error).toBe("invalid_scope");
    const again = await browser.callback(refused);
    expect(again.status).toBe(303);
    const authorizationUrl = again.headers.get("location")!;
    expect(authorizationUrl.startsWith(auth.portalUrl)).toBe(true);
    const landed = await browser.callback(await signIn({ portalUrl: auth.portalUrl, authorizationUrl, email, browser: browser.portal }));
    expect(landed.headers.get("location")).toBe(`${appUrl}/team`);
    const scopes = await scopesHeld(browser);
    expect(scopes).toContain("team.write");
    expect(scopes).not.toContain("reports.read");
  });

  it("is not asked a third time", async () => {
    given({ JIKO_PAR: false });
    auth.portal.refuseScopes([...disputedScopes, "team.write"]);
    const browser = new Browser();
    const again = await browser.callback(await browser.atPortal(auth.portalUrl, email));
    const authorizationUrl = again.headers.get("location")!;
    const last = await browser.callback(await signIn({ portalUrl: auth.portalUrl, authorizationUrl, email, browser: browser.portal }));
    expect(new URL(last.headers.get("location")!).searchParams.get("reason")).toBe("scope");
    const pushedToo = auth.set({ JIKO_PAR: true });
    undo.push(pushedToo);
    expect((await new Browser().start()).status).toBe(502);
  });

  it("teaches the process nothing where the refusal is not of a sign-in that this browser began", async () => {
    given({ JIKO_PAR: false });
    const browser = new Browser();
    await browser.start();
    const url = new URL(`${appUrl}/api/auth/callback/jiko?error=invalid_scope&state=guessed`);
    const answer = await browser.callback({ mode: "query", url, fields: {} });
    expect(new URL(answer.headers.get("location")!).searchParams.get("reason")).toBe("scope");
    expect(presentWish()).toBe("all");
  });

  it("gives the service a token for the rest, and background work that needs more a live session's", async () => {
    given({ JIKO_SERVICE_CLIENT_ID: "service", JIKO_SERVICE_KEY_FILE: auth.keyFiles.PS256 });
    await new Browser().signIn(auth.portalUrl, email);
    auth.portal.refuseScopes(disputedScopes);
    const caller = (await borrowToken(customerId, "reports.read"))!;
    expect((await auth.portal.verifyAccessToken((await caller.token()).value))!.scopes).not.toContain("reports.read");
    expect((await borrowToken(customerId, "reports.read"))!.budgetKey).toBe(people.initiator.id);
    expect(presentWish()).toBe("all");
    await auth.owner.update(sessions).set({ scopes: ["pockets.read"] }).where(eq(sessions.memberId, people.initiator.id));
    expect(await borrowToken(customerId, "reports.read")).toBeNull();
  });
});
