import type { Page } from "@playwright/test";
import { away, leftOf, refreshFault, sessionCookie, sessionRow, sessionToken, sql } from "./support/sessions";
import { passPortal } from "./support/sign-in";
import { appUrl, expect, members, settled, test } from "./support/test";

const idle = 15 * 60;
const warning = (page: Page) => page.getByRole("alertdialog", { name: "Are you still there?" });
const userMenu = (page: Page) => page.locator("[popovertarget=user-menu]");
const rowOf = async (page: Page) => (await sessionRow(page.context()))!;

/** Reads of every kind that a page makes by itself. */
async function poll(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const paths = ["/api/jiko/v2/pockets?limit=100", "/api/session", "/api/drafts?kind=transfer", "/", "/pockets"];
    const answers = await Promise.all(paths.map((path) => fetch(path, { cache: "no-store" })));
    return answers.map(({ status }) => status);
  });
}

async function signOut(page: Page): Promise<void> {
  await userMenu(page).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${appUrl()}/signed-out`);
}

test.describe("without input", () => {
  test("a page's own reads never keep a session, a person's answer does", async ({ as }) => {
    const page = await as("viewerOne", { fresh: true });
    const { id } = await rowOf(page);
    await away(id, idle - 60);
    const before = await rowOf(page);
    await page.reload();
    await expect(warning(page)).toBeVisible();
    await expect(warning(page)).toContainText(/signed out in \d+ seconds\. Drafts are kept\./);
    expect(await poll(page)).toEqual([200, 200, 200, 200, 200]);
    expect((await rowOf(page)).last_active_at).toEqual(before.last_active_at);

    await page.getByRole("button", { name: "Stay signed in" }).click();
    await expect(warning(page)).toBeHidden();
    const { last_active_at } = await rowOf(page);
    expect(last_active_at.getTime()).toBeGreaterThan(before.last_active_at.getTime() + (idle - 120) * 1000);
  });

  test("a session ends however much a page reads, and says why", async ({ as, bank }) => {
    const page = await as("viewerOne", { at: "/pockets?status=CLOSED", fresh: true });
    const { id } = await rowOf(page);
    await away(id, idle - 60);
    expect(await poll(page)).toEqual([200, 200, 200, 200, 200]);
    // What the page itself began to read before is none of what follows.
    await settled(page);
    await away(id, idle + 1);
    await bank.clearCalls();
    // Asked beside the page, which leaves by itself as soon as a read of its own is refused.
    const refused = await page.request.get("/api/jiko/v2/pockets?limit=100");
    expect(refused.status()).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "session_expired", data: { reason: "idle" } });
    expect((await bank.calls()).filter(({ path }) => path.startsWith("/api/v2/pockets"))).toEqual([]);

    await page.reload();
    await expect(page.getByRole("status")).toContainText("You were signed out because there was no input for a while.");
    expect(new URL(page.url()).searchParams.get("from")).toBe("/pockets?status=CLOSED");
    await page.getByRole("button", { name: "Sign in with Jiko" }).click();
    await passPortal(page, members.viewerOne);
    await expect(page).toHaveURL(`${appUrl()}/pockets?status=CLOSED`);
    expect(await leftOf(id)).toEqual({ session: 0, vault: 0 });
  });

  test("an open page leaves by itself when the server no longer knows the session", async ({ as }) => {
    const page = await as("viewerOne", { at: "/statements", fresh: true });
    await page.getByRole("heading", { name: "Statements", level: 1 }).waitFor();
    await settled(page);
    await away((await rowOf(page)).id, idle + 1);
    // What a browser does when the person comes back to the tab, unless the page was just refused a read of its own and is leaving.
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))).catch(() => page.waitForURL(/\/sign-in\?/));
    await expect(page).toHaveURL(/\/sign-in\?/);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ from: "/statements", reason: "idle" });
  });
});

test("a form that was half filled when the session ended is as it was after signing in again", async ({ as }) => {
  const page = await as("initiatorOne", { at: "/transfers/new", fresh: true });
  await page.getByRole("button", { name: /^Wire/ }).click();
  await page.waitForURL(/\/transfers\/new\/[0-9a-f-]{36}$/);
  const address = page.url();
  const origin = page.getByLabel("Pay from");
  await origin.selectOption({ index: 1 });
  const pocket = await origin.inputValue();
  const typed = { "Amount in US dollars": "1,234.5", Description: "Invoice 77, first ha" };
  for (const [label, text] of Object.entries(typed)) await page.getByLabel(label).fill(text);
  await expect(page.getByText("Draft saved")).toBeVisible();
  await expect
    .poll(async () => (await sql("SELECT value FROM draft WHERE id = $1", [address.split("/").at(-1)]))[0]!.value)
    .toMatchObject({ originPocketId: pocket, amount: typed["Amount in US dollars"], description: typed.Description });

  const first = await rowOf(page);
  await away(first.id, idle + 1);
  await page.getByLabel("Description").press("x");
  await expect(page.getByText("Sign in again to go on; drafts are kept.")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("from")).toBe(new URL(address).pathname);
  expect(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))).toEqual({});
  await page.getByRole("button", { name: "Sign in with Jiko" }).click();
  await passPortal(page, members.initiatorOne);
  await expect(page).toHaveURL(address);
  for (const [label, text] of Object.entries(typed)) await expect(page.getByLabel(label)).toHaveValue(text);
  await expect(origin).toHaveValue(pocket);
  expect((await rowOf(page)).id).not.toBe(first.id);

  // Another person who opens the same address does not get the draft.
  const stranger = await as("initiatorTwo", { fresh: true });
  await stranger.goto(address);
  await expect(stranger.getByText("There is no such draft")).toBeVisible();
});

test.describe("sign-out", () => {
  test("ends the other tab and the back button, here and at Jiko", { tag: ["@oauth.logout"] }, async ({ as, bank }) => {
    const page = await as("approverThree", { at: "/pockets", fresh: true });
    const { id } = await rowOf(page);
    const token = await sessionToken(page.context());
    const { members: team } = await bank.state();
    const member = team.find(({ email }) => email === members.approverThree)!;
    const own = (await bank.tokens()).filter(({ memberId }) => memberId === member.id);
    const refresh = own.filter(({ kind }) => kind === "refresh_token").at(-1)!.value;

    const other = await page.context().newPage();
    await other.goto("/transactions");
    await userMenu(other).waitFor();
    await bank.clearCalls();
    await signOut(page);

    await expect(other).toHaveURL(`${appUrl()}/signed-out`);
    expect((await page.context().cookies()).filter(({ name }) => name === sessionCookie)).toEqual([]);
    expect(await leftOf(id)).toEqual({ session: 0, vault: 0 });

    await page.goBack();
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(userMenu(page)).toHaveCount(0);
    await other.goBack();
    await expect(other).toHaveURL(/\/sign-in/);
    await expect(userMenu(other)).toHaveCount(0);

    // The cookie's value alone, kept by somebody, opens nothing any more.
    const stolen = await fetch(`${appUrl()}/api/session`, { headers: { cookie: `${sessionCookie}=${token}` } });
    expect(stolen.status).toBe(401);

    // Sessions that others left to run out may be ended at Jiko meanwhile too.
    await expect.poll(async () => new Set((await bank.calls()).filter(({ path }) => path === "/api/oauth2/logout").map(({ status }) => status))).toEqual(new Set([204]));
    // Nothing can be renewed; the last access token, which nobody has any more, runs out by itself within minutes.
    expect(await refreshFault(refresh)).toBe("invalid_grant");
  });

  test("a page out of the browser's page cache asks before it shows anything", async ({ as }) => {
    const page = await as("viewerOne", { at: "/pockets", fresh: true });
    await userMenu(page).waitFor();
    let answer!: () => void;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/api/session", async (route) => {
      await held;
      await route.continue();
    });
    const revive = () => page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    // The page may not listen yet when it already shows.
    await expect(async () => {
      await revive();
      await expect(page.locator("body")).toBeHidden({ timeout: 1_000 });
    }).toPass();
    answer();
    // Still the same person: the page comes back as it was.
    await expect(userMenu(page)).toBeVisible();

    await page.context().clearCookies({ name: sessionCookie });
    await revive();
    await expect(page).toHaveURL(/\/sign-in\?from=%2Fpockets/);
  });

  test("when another person signs in here, a page made for the first one starts anew", async ({ as }) => {
    const page = await as("viewerOne", { at: "/pockets", fresh: true });
    const other = await page.context().newPage();
    await other.goto("/sign-in");
    await other.getByRole("button", { name: "Sign in with Jiko" }).click();
    await passPortal(other, members.adminOne);
    await expect(userMenu(other)).toContainText("Admin One");
    await expect(userMenu(page)).toContainText("Admin One");
    await expect(page).toHaveURL(`${appUrl()}/`);
  });
});

test("a sign-in that Jiko ended ends here at the next read after the token, with the reason", async ({ as, bank, signedIn }) => {
  const page = await as("adminTwo", { at: "/pockets", fresh: true });
  await userMenu(page).waitFor();
  const { id } = await rowOf(page);
  // A read of this page that is still under way would be the next one.
  await settled(page);
  await bank.revoke("admin.two");
  signedIn.delete("adminTwo");
  await page.getByRole("link", { name: "Transactions" }).click();
  await expect(page).toHaveURL(/\/sign-in\?/);
  await expect(page.getByRole("status")).toContainText("Jiko has ended this sign-in. Sign in again to go on; drafts are kept.");
  expect(new URL(page.url()).searchParams.get("from")).toBe("/transactions");
  expect(await leftOf(id)).toEqual({ session: 0, vault: 0 });
});

test("a person who reads on while access tokens die notices nothing", async ({ as, bank }) => {
  const page = await as("adminOne", { fresh: true });
  const { id } = await rowOf(page);
  await bank.expireTokens("admin.one");
  await bank.clearCalls();
  await page.goto("/pockets");
  const { pockets } = await bank.state();
  await expect(page.getByRole("link", { name: pockets[0]!.pocket_name }).first()).toBeVisible();
  const renewals = (await bank.calls()).filter(({ path }) => path === "/api/oauth2/token");
  expect(renewals.map(({ status }) => status)).toEqual([200]);
  expect((await rowOf(page)).id).toBe(id);
});
