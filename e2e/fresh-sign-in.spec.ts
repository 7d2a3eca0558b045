import type { Page } from "@playwright/test";
import { deskOf, wire } from "./support/desk-client";
import { forgetPasskeys, openApprove } from "./support/passkeys";
import { asking, putPolicyInForce, restorePolicy } from "./support/policy";
import { openRecord } from "./support/record";
import { passPortal } from "./support/sign-in";
import { appUrl, clickUntil, expect, expectAccessible, members, test } from "./support/test";

test.beforeEach(async () => {
  await forgetPasskeys();
  await putPolicyInForce(asking(1, { assurance: "fresh-sign-in" }));
});
test.afterEach(restorePolicy);

const decision = (page: Page) => page.getByRole("region", { name: "Your decision" });
const filed = async () => (await deskOf(members.initiatorOne, appUrl())).filed(wire());

/** Opens the confirm step and leaves for Jiko. */
async function leave(page: Page): Promise<void> {
  await openApprove(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign in at Jiko and approve" }).click();
  await expect(page.getByLabel("E-mail")).toBeVisible();
}

test("an approver without a passkey signs by a fresh sign-in at Jiko, once, however often they come back", async ({ as, bank }) => {
  const id = await filed();
  const page = await as("approverTwo", { at: `/approvals/${id}`, fresh: true });
  const done = page.waitForResponse((response) => response.url().endsWith("/api/commands/transfer.approve"));
  const back = page.waitForRequest((request) => request.url().includes("/api/auth/callback/jiko"));
  await bank.clearCalls();
  await leave(page);
  await passPortal(page, members.approverTwo);
  await expect(page).toHaveURL(`/approvals/${id}`);
  expect((await done).status()).toBe(200);
  await expect(page.getByRole("link", { name: /^Next: |^Back to the approvals/ })).toBeFocused();
  await expectAccessible(page);

  const approvals = async () => (await bank.calls()).filter(({ operation }) => operation === "transferRequests.approve").length;
  expect(await approvals()).toBe(1);
  const record = openRecord();
  const signed = ["intent transfer.approve", "outcome transfer.approve done"];
  const decided = async () => (await record.about(id)).filter((line) => line.includes("transfer.approve"));
  expect(await decided()).toEqual(signed);

  // The way back once more, as by a reload of it, and by the browser's Back.
  const callback = await back;
  const answer = await page.request.fetch(callback.url(), {
    method: callback.method(),
    headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(callback.headers().referer ?? appUrl()).origin },
    data: callback.postData() ?? undefined,
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  const again = page.getByText("You came back from Jiko before this");
  await page.goto(answer.headers().location!);
  await expect(again).toBeVisible();
  await expect(page).toHaveURL(`/approvals/${id}`);
  await expect(page.getByText("Nothing was signed")).toHaveCount(0);
  await expectAccessible(page);
  await page.goBack();
  await page.goForward();
  expect(await approvals()).toBe(1);
  expect(await decided()).toEqual(signed);

  await page.goto(`/approvals/${id}`);
  await expect(page.getByRole("region", { name: "Sign-offs" })).toContainText("fresh sign-in");
  await expect(page.getByRole("region", { name: "Evidence" })).toContainText("after a fresh sign-in at Jiko, sent to Jiko");
  const entry = page.getByRole("region", { name: "On record" }).getByRole("group").filter({ hasText: "Set out to approve the request" });
  await clickUntil(entry.locator("summary"), entry.getByText("fresh-sign-in"));
  expect(await record.verdict()).toMatchObject({ ok: true });
  await record.close();
});

test("who turns back at Jiko, or lets somebody else sign in there, has signed nothing and is told so", async ({ as, bank }) => {
  const id = await filed();
  const page = await as("approverTwo", { at: `/approvals/${id}`, fresh: true });
  await bank.clearCalls();
  await leave(page);
  await passPortal(page, members.approverOne);
  await expect(page.getByText("Nothing was signed")).toBeVisible();
  await expect(page.getByText("Somebody else signed in at Jiko. Nothing was done. Sign in as yourself.")).toBeVisible();
  await expectAccessible(page);
  await leave(page);
  await page.goBack();
  await expect(decision(page).getByRole("button", { name: "Approve", exact: true })).toBeVisible();
  expect((await bank.calls()).filter(({ operation }) => operation === "transferRequests.approve")).toEqual([]);
  // And then as themselves.
  await leave(page);
  await passPortal(page, members.approverTwo);
  await expect(page.getByRole("link", { name: /^Next: |^Back to the approvals/ })).toBeFocused();
  expect((await bank.state()).requests.find((one) => one.id === id)!.status).not.toBe("PENDING_APPROVAL");
});
