import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeJwt } from "jose";
import { paths } from "./discovery";
import { PortalBrowser, signIn, type PortalPage } from "./sign-in-client";
import { members, startPortal, type Harness } from "./testing";

let at: Harness;

beforeAll(async () => {
  at = await startPortal({ pocketNames: () => ["Operating", "<Reserve>"] });
});
afterAll(() => at.stop());

const start = async (changes: Record<string, string | undefined> = {}) => {
  const browser = new PortalBrowser();
  return { browser, page: await browser.open(at.request(changes).url) };
};
const password = (email: string, value = "countersign") => ({ step: "password", email, password: value });
const answered = (page: PortalPage) => Object.fromEntries(new URL(page.headers.get("location")!).searchParams);
const alertOf = (page: PortalPage) => /role="alert"[^>]*>([^<]*)</.exec(page.text)?.[1] ?? null;

/** Signs in in this browser and says whose id_token comes of it. */
async function whoIs(browser: PortalBrowser, email: string, changes: Record<string, string> = {}) {
  return decodeJwt((await at.post(paths.token, await at.code(changes, email, browser))).body!.id_token!);
}

describe("e-mail and password", () => {
  it("lists the demo sign-ins, says that this is not Jiko, and fills in the hint", async () => {
    const { page } = await start({ login_hint: "approver.one@example.com" });
    expect(page.text).toContain("Jiko sandbox: not the real Jiko");
    expect(page.text).toContain('required value="approver.one@example.com"');
    for (const { email } of members()) expect(page.text).toContain(`<button type="submit" name="email" value="${email}">`);
  });

  it("fills in an e-mail without JavaScript, and escapes what it shows", async () => {
    const { browser, page } = await start();
    const target = new URL(page.url);
    target.searchParams.set("email", 'a"><script>x');
    expect((await browser.open(target)).text).toContain('value="a&quot;&gt;&lt;script&gt;x"');
  });

  it.each([
    ["a wrong password", password("admin.one@example.com", "nope"), "The e-mail or the password is wrong."],
    ["an unknown e-mail", password("nobody@example.com"), "The e-mail or the password is wrong."],
    ["an inactive member", password("viewer.one@example.com"), "This membership is not active. Ask an admin of your company."],
    ["an inactive member with a wrong password", password("viewer.one@example.com", "nope"), "The e-mail or the password is wrong."],
  ])("refuses %s", async (_, form, message) => {
    const { browser, page } = await start();
    const refused = await browser.open(page.url, form);
    expect(refused.status).toBe(422);
    expect(alertOf(refused)).toBe(message);
    expect(refused.text).toContain('name="password"');
  });

  it("can be given up", async () => {
    const { browser, page } = await start({ state: "abc" });
    const answer = answered(await browser.open(page.url, { step: "cancel" }));
    expect(answer).toMatchObject({ error: "access_denied", state: "abc", iss: at.issuer });
  });
});

describe("the one-time code", () => {
  const asked = async () => {
    const { browser, page } = await start();
    return { browser, page: await browser.open(page.url, password("Admin.One@example.com")) };
  };

  it("comes after the password, not instead of it", async () => {
    const { browser, page } = await start();
    expect((await browser.open(page.url, { step: "code", code: "000000" })).text).toContain('name="password"');
    expect((await asked()).page.text).toContain('name="code"');
  });

  it("locks the sign-in after five wrong tries, for the right code too", async () => {
    const { browser, page } = await asked();
    const wrong = async () => browser.open(page.url, { step: "code", code: "123456" });
    for (const left of [4, 3, 2]) expect(alertOf(await wrong())).toContain(`${left} more tries are left`);
    expect(alertOf(await wrong())).toContain("One more try is left");
    expect((await wrong()).status).toBe(423);
    expect((await browser.open(page.url, { step: "code", code: "000000" })).status).toBe(423);
    expect((await browser.open(page.url, password("admin.one@example.com"))).status).toBe(423);
    expect(answered(await browser.open(page.url, { step: "cancel" }))).toMatchObject({ error: "access_denied" });
  });
});

describe("consent", () => {
  const asked = async () => {
    const { browser, page } = await start();
    await browser.open(page.url, password("admin.one@example.com"));
    return { browser, page: await browser.open(page.url, { step: "code", code: "000000" }) };
  };

  it("names the client, the member, the scopes in words and the pockets", async () => {
    const { text } = (await asked()).page;
    const who = ["Countersign asks for access", "Admin One (admin.one@example.com)"];
    for (const words of [...who, "Read pockets, balances", "<li>Operating</li>", "<li>&lt;Reserve&gt;</li>"]) expect(text).toContain(words);
    expect(text).not.toContain("File, approve, reject");
  });

  it("needs the tick", async () => {
    const { browser, page } = await asked();
    const refused = await browser.open(page.url, { step: "grant" });
    expect(refused.status).toBe(422);
    expect(alertOf(refused)).toBe("Tick the box to grant access.");
    expect(answered(await browser.open(page.url, { step: "grant", agree: "yes" }))).toHaveProperty("code");
  });

  it("can be denied", async () => {
    const { browser, page } = await asked();
    expect(answered(await browser.open(page.url, { step: "deny" }))).toMatchObject({ error: "access_denied" });
    const person = { portalUrl: at.issuer, authorizationUrl: at.request().url, email: "admin.one@example.com" };
    expect((await signIn({ ...person, deny: true })).fields).toMatchObject({ error: "access_denied" });
  });

  it("is asked once in a browser session, again with prompt=consent and for more scopes", async () => {
    const browser = new PortalBrowser();
    await whoIs(browser, "admin.one@example.com");
    expect(answered(await browser.open(at.request().url))).toHaveProperty("code");
    expect((await browser.open(at.request({ prompt: "consent" }).url)).text).toContain('name="agree"');
    expect((await browser.open(at.request({ scope: "openid team.read" }).url)).text).toContain('name="agree"');
    expect((await asked()).page.text).toContain('name="agree"');
  });

  it("lets someone else take over", async () => {
    const { browser, page } = await asked();
    const again = await browser.open(page.url, { step: "switch" });
    expect(again.text).toContain('name="password"');
  });
});

describe("one browser, several sign-ins", () => {
  it("asks for a fresh sign-in with prompt=login and max_age=0, and proves it", async () => {
    const browser = new PortalBrowser();
    const first = await whoIs(browser, "admin.one@example.com");
    for (const changes of [{ prompt: "login" }, { max_age: "0" }]) {
      expect((await browser.open(at.request(changes).url)).text).toContain('name="password"');
    }
    expect((await browser.open(at.request({ max_age: "600" }).url)).status).toBe(303);
    const second = await whoIs(browser, "admin.one@example.com", { prompt: "login", max_age: "0" });
    expect(second.auth_time).toBeGreaterThanOrEqual(first.auth_time as number);
    expect(second.sub).toBe(first.sub);
  });

  it("makes the second member really the second, who consents for themselves", async () => {
    const browser = new PortalBrowser();
    expect(await whoIs(browser, "initiator.one@example.com", { prompt: "login" })).toMatchObject({ member_id: members()[1]!.id });
    const page = await browser.open(at.request({ prompt: "login" }).url);
    await browser.open(page.url, password("approver.one@example.com"));
    expect((await browser.open(page.url, { step: "code", code: "000000" })).text).toContain("Approver One");
    expect(await whoIs(browser, "approver.one@example.com", { prompt: "login" })).toMatchObject({ member_id: members()[2]!.id });
    expect(await whoIs(browser, "nobody@example.com")).toMatchObject({ member_id: members()[2]!.id });
  });

  it("leaves the first member's tokens alive", async () => {
    const browser = new PortalBrowser();
    const exchange = await at.code({}, "initiator.one@example.com", browser);
    await whoIs(browser, "approver.one@example.com", { prompt: "login" });
    expect(decodeJwt((await at.post(paths.token, exchange)).body!.id_token!)).toMatchObject({ member_id: members()[1]!.id });
  });

  it("does not let another browser go on with a sign-in", async () => {
    const { page } = await start();
    expect((await new PortalBrowser().open(page.url)).status).toBe(400);
  });
});

describe("every page", () => {
  it("has a policy that lets forms end at the application, no inline code without nonce, and cookies of its own", async () => {
    const response = await fetch(at.request().url, { redirect: "manual" });
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^portal_/);
      expect(cookie.toLowerCase()).toContain("httponly");
    }
    const { page } = await start();
    const policy = page.headers.get("content-security-policy")!;
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)![1]!;
    expect(page.text).toContain(`<script nonce="${nonce}">`);
    expect(policy).toContain("form-action 'self' http://localhost:3999");
    expect(policy).not.toContain("unsafe");
    expect((await start()).page.headers.get("content-security-policy")).not.toBe(policy);
  });

  it("allows the one script of the form_post answer by its hash", async () => {
    const browser = new PortalBrowser();
    await whoIs(browser, "admin.one@example.com");
    const page = await browser.open(at.request({ response_mode: "form_post" }).url);
    expect(page.text).toContain("document.forms[0].submit()");
    expect(page.headers.get("content-security-policy")).toMatch(/script-src 'sha256-[^']+'/);
  });
});
