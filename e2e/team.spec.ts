import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { leftOf, sessionRow, sql } from "./support/sessions";
import { signIn } from "./support/sign-in";
import { appUrl, clickUntil, members, test, expect } from "./support/test";

const whoAmI = (page: Page) => page.locator("[popovertarget=user-menu]");
const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

/** Opens a dialog by its button, pressed again until the page is alive. */
async function opened(page: Page, button: string) {
  const dialog = page.locator("dialog[open]");
  await clickUntil(page.getByRole("main").getByRole("button", { name: button }), dialog);
  return dialog;
}

/** What the record says happened to sessions of a member, with the reason. */
const endings = async (memberId: string) =>
  (await sql<{ reason: string }>(
    "SELECT canonical::jsonb -> 'details' ->> 'reason' AS reason FROM audit_entry WHERE action = 'session.ended' AND member_id = $1 ORDER BY position",
    [memberId],
  )).map(({ reason }) => reason);

test("an admin invites a member, who accepts by signing in", { tag: ["@team.create", "@team.list", "@memberships.list"] }, async ({ as, stranger, bank }) => {
  const page = await as("adminOne", { at: "/team" });
  await expect(row(page, "Initiator Three")).toContainText("Inactive");
  const dialog = await opened(page, "Invite a member");
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(dialog.getByText("Choose a role.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Viewer Three");
  await dialog.getByLabel("E-mail").fill("VIEWER.one@example.com");
  await dialog.getByRole("radio", { name: /Viewer/ }).check();
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(dialog.getByText("Viewer One is a member already with this address.")).toBeVisible();
  await dialog.getByLabel("E-mail").fill("viewer.three@example.com");
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("Viewer Three is invited")).toBeVisible();
  await expect(row(page, "Viewer Three")).toContainText("Invited");

  const theirs = await stranger();
  await signIn(theirs, "viewer.three@example.com", appUrl());
  await expect(whoAmI(theirs)).toContainText("Viewer Three");
  await theirs.goto("/team");
  await expect(theirs.getByRole("main")).toContainText("Managing the team needs the role admin.");
  await page.reload();
  await expect(row(page, "Viewer Three")).toContainText("Active");
  expect((await bank.state()).memberships.at(-1)).toMatchObject({ role: "VIEWER", status: "ACTIVE" });
});

test("a new role holds at once, and the last admin cannot be lost", { tag: ["@team.update", "@team.get"] }, async ({ as, bank, signedIn }) => {
  const approver = (await bank.state()).members.find(({ email }) => email === members.approverThree)!;
  const theirs = await as("approverThree", { fresh: true });
  const page = await as("adminOne", { at: `/team/${approver.id}` });
  const dialog = await opened(page, "Change role");
  await dialog.getByRole("radio", { name: /^Viewer/ }).check();
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main").locator("header")).toContainText("Viewer");
  await theirs.reload();
  await expect(whoAmI(theirs)).toContainText("Viewer");

  await bank.changeMember("admin.two", { status: "INACTIVE" });
  await page.goto("/team");
  await page.getByRole("link", { name: /^Admin One/ }).click();
  await expect(page.getByRole("button", { name: "Change role" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("main")).toContainText("This is the last active admin.");

  // The bank forgets with the next test, the desk does not.
  await sql("DELETE FROM session WHERE member_id = $1", [approver.id]);
  signedIn.delete("approverThree");
});

test("who is deactivated is out at once, in an open browser too, and can come back", { tag: "@team.update" }, async ({ as, stranger, bank, signedIn }) => {
  const approver = (await bank.state()).members.find(({ email }) => email === members.approverThree)!;
  signedIn.delete("approverThree");
  const theirs = await as("approverThree", { at: "/pockets", fresh: true });
  const { id } = (await sessionRow(theirs.context()))!;
  const page = await as("adminOne", { at: `/team/${approver.id}` });
  await expect(page.getByRole("region", { name: "Sessions on this desk" })).toContainText("Chrome on Windows");
  const dialog = await opened(page, "Deactivate");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("main")).toContainText("This member can neither sign in");
  expect(await leftOf(id)).toEqual({ session: 0, vault: 0 });
  expect((await endings(approver.id)).at(-1)).toBe("deactivated");
  await expect(theirs).toHaveURL(/\/sign-in\?/, { timeout: 15_000 });

  const anew = await stranger();
  await anew.goto(`${appUrl()}/sign-in`);
  await anew.getByRole("button", { name: "Sign in with Jiko" }).click();
  await anew.getByLabel("E-mail").fill(members.approverThree);
  await anew.getByLabel("Password").fill("countersign");
  await anew.getByRole("button", { name: "Continue" }).click();
  await expect(anew.getByText("This membership is not active.")).toBeVisible();

  await (await opened(page, "Reactivate")).getByRole("button", { name: "Reactivate" }).click();
  await expect(page.getByRole("main").locator("header")).toContainText("Active");
  await signIn(anew, members.approverThree, appUrl());
});

test("Jiko's audit log is filtered, paged, and downloaded without anything that a spreadsheet would run", { tag: "@team.auditLog" }, async ({ as, stranger, bank }) => {
  await bank.changeMember("viewer.one", { email: "=1+1@example.com" });
  await signIn(await stranger(), "=1+1@example.com", appUrl());
  const page = await as("adminOne", { at: "/team/audit-log" });
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(50);
  await expect(rows.first()).toContainText("session.create");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/before=\d+/);
  await expect(page.getByRole("link", { name: "Newer" })).toBeVisible();

  await expect(async () => {
    await page.getByLabel("Member").selectOption("Viewer One");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page).toHaveURL(/member=[0-9a-f-]{36}/, { timeout: 2000 });
  }).toPass();
  await expect(rows).toHaveCount(1);
  await page.getByLabel("Member").selectOption("Everybody");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).not.toHaveURL(/member=/);

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /Download as CSV/ }).click()]);
  expect(download.suggestedFilename()).toMatch(/^example-robotics_jiko-audit-log_\d{4}-\d\d-\d\d_now\.csv$/);
  const records = parse(await readFile(await download.path()), { bom: true, columns: true }) as Record<string, string>[];
  const { audit_log } = await bank.state();
  const from = new URL(page.url()).searchParams.get("from")!;
  const expected = audit_log.filter(({ timestamp }) => Date.parse(timestamp) >= Date.parse(`${from}T04:00:00Z`));
  expect(records.length).toBe(expected.length);
  expect(records.map(({ target }) => target)).toEqual(expected.map(({ target }) => target));
  expect(records.map(({ member_email }) => member_email)).toContain("'=1+1@example.com");
  const [noted] = await sql("SELECT action, outcome FROM audit_entry WHERE action = 'teamAuditLog.download' ORDER BY position DESC LIMIT 1");
  expect(noted).toEqual({ action: "teamAuditLog.download", outcome: "done" });
});

test("a member ends a session of their own from another browser, and an admin anybody's", async ({ as, bank }) => {
  const viewer = (await bank.state()).members.find(({ email }) => email === members.viewerOne)!;
  const first = await as("viewerOne", { fresh: true });
  const second = await as("viewerOne", { fresh: true });
  const one = (await sessionRow(first.context()))!;
  await second.goto("/");
  await whoAmI(second).click();
  await second.getByRole("link", { name: "Your sessions and passkeys" }).click();
  const mine = second.getByRole("region", { name: "Your sessions" }).getByRole("listitem");
  await expect(mine.filter({ hasText: "This session" }).getByRole("button")).toHaveCount(0);
  await expect(second.getByRole("region", { name: "Your memberships" })).toContainText("Example Robotics Inc.");
  const end = mine.getByRole("button", { name: /End/ });
  // Sessions that other tests left stand there too, and may run out meanwhile.
  await expect(async () => {
    if ((await end.count()) > 0) await end.first().click({ timeout: 2_000 });
    await expect(end).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  await expect(first).toHaveURL(/\/sign-in\?/, { timeout: 15_000 });
  expect(await leftOf(one.id)).toEqual({ session: 0, vault: 0 });
  expect((await endings(viewer.id)).at(-1)).toBe("ended_elsewhere");

  const page = await as("adminOne", { at: `/team/${viewer.id}` });
  const theirs = page.getByRole("region", { name: "Sessions on this desk" });
  await clickUntil(theirs.getByRole("button", { name: /End/ }).first(), theirs.getByText("This member is not signed in here."));
  await expect(second).toHaveURL(/\/sign-in\?/, { timeout: 15_000 });
  expect((await endings(viewer.id)).at(-1)).toBe("ended_by_admin");
});
