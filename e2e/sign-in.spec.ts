import type { Page } from "@playwright/test";
import { startProduct, type Product } from "../scripts/product";
import { disputedScopes } from "../lib/auth/scopes";
import { leftOf, refreshFault, sessionCookie, sessionRow, sql, statusOfAccess } from "./support/sessions";
import { passPortal, signIn } from "./support/sign-in";
import { stack } from "./support/stack";
import { appUrl, expect, members, test } from "./support/test";
import { theBank } from "./support/bank";

/** A second process of the product on the same database, whose answers from Jiko come as a form posted by Jiko's page. */
let posted: Product;
/** A third, set up for another company alone. */
let foreign: Product;

const settings = (port: number, changes: Record<string, string>) => ({
  ...stack().env,
  APP_URL: `http://localhost:${port}`,
  LOG_LEVEL: "warn",
  ...changes,
});

test.beforeAll(async () => {
  const [, second, third] = stack().ports as [number, number, number];
  [posted, foreign] = await Promise.all([
    startProduct({ port: second, env: settings(second, { JIKO_RESPONSE_MODE: "form_post", JIKO_PAR: "false" }) }),
    startProduct({ port: third, env: settings(third, { JIKO_CUSTOMER_IDS: "11111111-2222-4333-8444-555555555555" }) }),
  ]);
});
test.afterAll(async () => {
  await Promise.all([posted, foreign].map((product) => product?.stop()));
});

const desk = (page: Page) => page.getByRole("navigation", { name: "Desk" });
const whoAmI = (page: Page) => page.locator("[popovertarget=user-menu]");

/** Through password and code, up to the page that asks for consent. */
async function toConsent(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("countersign");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel(/code/i).fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Grant access" }).waitFor();
}

/** The newest tokens that the portal gave a member. */
async function tokensOf(email: string) {
  const bank = theBank();
  const { members: team } = await bank.state();
  const { id } = team.find((one) => one.email === email)!;
  const own = (await bank.tokens()).filter(({ memberId }) => memberId === id);
  const last = (kind: string) => own.filter((token) => token.kind === kind).at(-1)!.value;
  return { access: last("access_token"), refresh: last("refresh_token"), code: last("code") };
}

const modes = [
  { mode: "query", par: true, method: "GET", sameSite: "Lax", base: () => appUrl() },
  { mode: "form_post", par: false, method: "POST", sameSite: "None", base: () => posted.url },
] as const;

const signInTags = ["@oauth.discovery", "@oauth.keys", "@oauth.par", "@oauth.authorize", "@oauth.token", "@memberships.list", "@team.list"];

for (const { mode, par, method, sameSite, base } of modes) {
  test.describe(`with response mode ${mode}, pushed requests ${par ? "on" : "off"}`, () => {
    test("a person comes back to where they wanted to go", { tag: signInTags }, async ({ stranger, bank }) => {
      const page = await stranger();
      await bank.clearCalls();
      await page.goto(`${base()}/pockets?status=CLOSED`);
      await expect(page).toHaveURL(`${base()}/sign-in?${new URLSearchParams({ from: "/pockets?status=CLOSED" })}`);

      const asked = page.waitForRequest((request) => request.url().startsWith(stack().portalUrl) && request.url().includes("client_id="));
      await page.getByRole("button", { name: "Sign in with Jiko" }).click();
      const authorization = new URL((await asked).url()).searchParams;
      if (par) expect([...authorization.keys()].sort()).toEqual(["client_id", "request_uri"]);
      else expect(Object.fromEntries(authorization)).toMatchObject({ response_mode: mode, code_challenge_method: "S256", prompt: "login" });

      const kept = await page.context().cookies(base());
      const checks = kept.filter(({ name }) => name.startsWith("__Host-signin."));
      expect(checks.map(({ name }) => name).sort()).toEqual(["nonce", "pkce", "return", "state"].map((name) => `__Host-signin.${name}`));
      for (const cookie of checks) expect(cookie).toMatchObject({ httpOnly: true, secure: true, path: "/", sameSite });

      const callback = page.waitForRequest((request) => request.url().startsWith(`${base()}/api/auth/callback/jiko`));
      await passPortal(page, members.initiatorTwo);
      await expect(page).toHaveURL(`${base()}/pockets?status=CLOSED`);
      await expect(whoAmI(page)).toContainText("Initiator Two");
      expect((await callback).method()).toBe(method);

      const calls = await bank.calls();
      expect(calls.some(({ server, path }) => server === "portal" && path === "/api/oauth2/par")).toBe(par);

      // What the sign-in kept in the browser meanwhile is gone; what stays is unreadable to scripts.
      const after = await page.context().cookies(base());
      expect(after.map(({ name }) => name).sort()).toEqual(["__Host-browser", sessionCookie]);
      for (const cookie of after) expect(cookie).toMatchObject({ httpOnly: true, secure: true, path: "/", domain: "localhost" });
      expect(after.find(({ name }) => name === sessionCookie)!.sameSite).toBe("Lax");
      expect(await page.evaluate(() => document.cookie)).toBe("");
    });

    test("an initiator and then an approver in one browser stay two people", async ({ stranger, bank }) => {
      const page = await stranger();
      await signIn(page, members.initiatorOne, base());
      await expect(whoAmI(page)).toContainText("Initiator One");
      const first = (await sessionRow(page.context()))!;
      expect(first).toMatchObject({ name: "Initiator One", role: "INITIATOR" });
      const tokens = await tokensOf(members.initiatorOne);

      await bank.clearCalls();
      await page.goto(`${base()}/sign-in`);
      await expect(page.getByText("Initiator One is signed in here.")).toBeVisible();
      await page.getByRole("button", { name: "Sign in with Jiko" }).click();
      await passPortal(page, members.approverOne);
      await expect(whoAmI(page)).toContainText("Approver One");
      await expect(whoAmI(page)).toContainText("Approver");

      const second = (await sessionRow(page.context()))!;
      expect(second).toMatchObject({ name: "Approver One", role: "APPROVER" });
      expect(second.id).not.toBe(first.id);
      expect(await leftOf(first.id)).toEqual({ session: 0, vault: 0 });
      expect(await leftOf(second.id)).toEqual({ session: 1, vault: 1 });

      // The first person's sign-in is over at Jiko as well; the second one's lives. Sessions of earlier tests may end now, too.
      await expect.poll(async () => (await bank.calls()).filter(({ path }) => path === "/api/oauth2/logout").map(({ status }) => status)).toContain(204);
      expect(await refreshFault(tokens.refresh)).toBe("invalid_grant");
      expect(await statusOfAccess((await tokensOf(members.approverOne)).access)).toBe(200);
    });

    test("a code that comes a second time opens nothing", async ({ stranger }) => {
      const page = await stranger();
      const callback = page.waitForRequest((request) => request.url().startsWith(`${base()}/api/auth/callback/jiko`));
      await signIn(page, members.viewerOne, base());
      const again = await callback;
      const before = (await sessionRow(page.context()))!;
      const cookies = (await page.context().cookies(base())).map(({ name, value }) => `${name}=${value}`).join("; ");
      const answer = await fetch(again.url(), {
        method,
        redirect: "manual",
        headers: { cookie: cookies, ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}) },
        body: again.postData() ?? undefined,
      });
      expect(answer.status).toBe(303);
      expect(new URL(answer.headers.get("location")!).searchParams.get("reason")).toBe("stale");
      expect(answer.headers.getSetCookie().filter((line) => line.startsWith(`${sessionCookie}=`))).toEqual([]);
      expect(await sessionRow(page.context())).toEqual(before);
      expect(await leftOf(before.id)).toEqual({ session: 1, vault: 1 });
    });

    test("who denies access at Jiko reads so and is not signed in", async ({ stranger }) => {
      const page = await stranger();
      await page.goto(`${base()}/sign-in?from=/statements`);
      await page.getByRole("button", { name: "Sign in with Jiko" }).click();
      await toConsent(page, members.approverTwo);
      await page.getByRole("button", { name: "Deny" }).click();
      await expect(page.getByRole("status")).toContainText("The sign-in was cancelled at Jiko. Nothing was changed.");
      expect(new URL(page.url()).searchParams.get("from")).toBe("/statements");
      expect(await sessionRow(page.context())).toBeNull();
    });
  });
}

test("a member of a company that is not on the list is refused, and Jiko forgets the tokens", async ({ stranger, bank }) => {
  const page = await stranger();
  await bank.clearCalls();
  const [before] = await sql<{ count: number }>("SELECT count(*)::int AS count FROM session");
  await page.goto(`${foreign.url}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Jiko" }).click();
  await passPortal(page, members.adminTwo);
  await expect(page.getByRole("status")).toContainText("belongs to a company that this desk is not set up for");
  await expect(page.getByRole("status")).toContainText("Reference:");
  expect(await sessionRow(page.context())).toBeNull();
  expect((await sql<{ count: number }>("SELECT count(*)::int AS count FROM session"))[0]).toEqual(before);
  await expect.poll(async () => (await bank.calls()).some(({ path, status }) => path === "/api/oauth2/logout" && status === 204)).toBe(true);
  expect(await refreshFault((await tokensOf(members.adminTwo)).refresh)).toBe("invalid_grant");
  await page.goto(`${foreign.url}/`);
  await expect(page).toHaveURL(`${foreign.url}/sign-in`);
});

test("a member who is made inactive on the way gets no session", async ({ stranger, bank }) => {
  const page = await stranger();
  await page.goto(`${appUrl()}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Jiko" }).click();
  await toConsent(page, members.adminTwo);
  await bank.changeMember("admin.two", { status: "INACTIVE" });
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Grant access" }).click();
  // Jiko asks who it is once more, and no longer takes this member.
  await expect(page.getByLabel("Password")).toBeVisible();
  expect(await sessionRow(page.context())).toBeNull();
});

test.describe("nothing leads to another site", () => {
  const elsewhere = [
    "//evil.example/x",
    "https://evil.example/x",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "/%2e%2e//evil.example",
    "/api/session",
    "/sign-in?from=/pockets",
    "http://localhost.evil.example/",
  ];

  test("the sign-in page drops every other address", async ({ stranger }) => {
    const page = await stranger();
    await page.route(`${stack().portalUrl}/**`, (route) => route.fulfill({ contentType: "text/plain", body: "Jiko" }));
    for (const from of elsewhere) {
      await page.goto(`${appUrl()}/sign-in?${new URLSearchParams({ from, callbackUrl: from })}`);
      const [request] = await Promise.all([
        page.waitForRequest("**/api/auth/signin/jiko"),
        page.getByRole("button", { name: "Sign in with Jiko" }).click(),
      ]);
      expect([from, request.postDataJSON()]).toEqual([from, { from: "/" }]);
      await page.waitForURL(`${stack().portalUrl}/**`);
    }
  });

  for (const [mode, base] of [
    ["query", () => appUrl()],
    ["form_post", () => posted.url],
  ] as const) {
    test(`the server drops it too, asked directly, with ${mode}`, async ({ stranger }) => {
      const page = await stranger();
      await page.goto(`${base()}/sign-in`);
      const url = await page.evaluate(async (wanted) => {
        const answer = await fetch(`/api/auth/signin/jiko?callbackUrl=${encodeURIComponent(wanted)}`, {
          method: "POST",
          headers: { "content-type": "application/json", "countersign-command": "1" },
          body: JSON.stringify({ from: wanted, callbackUrl: wanted, redirect_uri: wanted }),
        });
        return ((await answer.json()) as { url: string }).url;
      }, "//evil.example/x");
      expect(new URL(url).origin).toBe(stack().portalUrl);
      await page.goto(url);
      await passPortal(page, members.viewerOne);
      await desk(page).waitFor();
      await expect(page).toHaveURL(`${base()}/`);
    });
  }
});

// The last of this file: what the process learns here it keeps.
test("a portal that does not know every right is asked for fewer, and pages that need the others say so", async ({ stranger, bank }) => {
  await bank.refuseScopes(disputedScopes);
  const page = await stranger();
  await page.goto(`${posted.url}/sign-in?from=/statements`);
  await page.getByRole("button", { name: "Sign in with Jiko" }).click();
  await passPortal(page, members.viewerOne);
  await expect(page).toHaveURL(`${posted.url}/statements`);
  const { id } = (await sessionRow(page.context()))!;
  const [{ scopes }] = (await sql<{ scopes: string[] }>("SELECT scopes FROM session WHERE id = $1", [id])) as [{ scopes: string[] }];
  expect(scopes).toContain("agreements.read");
  expect(scopes).not.toContain("reports.read");

  const said = await page.evaluate(async () => {
    const answers = await Promise.all([1, 2].map(() => fetch("/api/jiko/v1/report-requests?limit=10")));
    return { statuses: answers.map(({ status }) => status), body: (await answers[0]!.json()) as { message: string } };
  });
  expect(said).toMatchObject({ statuses: [403, 403], body: { message: "Your sign-in was not granted the right to read this at Jiko." } });
  const noted = await sql(
    "SELECT canonical::jsonb -> 'details' ->> 'scope' AS scope FROM audit_entry WHERE action = 'access.refused' AND canonical::jsonb -> 'actor' ->> 'sessionId' = $1 AND canonical::jsonb -> 'details' ->> 'scope' = 'reports.read'",
    [id],
  );
  expect(noted).toEqual([{ scope: "reports.read" }]);
});
