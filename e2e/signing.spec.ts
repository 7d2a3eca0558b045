import type { Page } from "@playwright/test";
import { deskOf } from "./support/desk-client";
import { openRecord } from "./support/record";
import { approve, authenticatorOf, authenticatorOn, forgetPasskeys } from "./support/passkeys";
import { passPortal } from "./support/sign-in";
import { appUrl, clickUntil, expect, expectAccessible, members, test } from "./support/test";

/** Of the seed: $2,500,000.00 to Sample Supplies LLC, signed by Approver One elsewhere, Approver Two is named. */
const invoice = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";

test.beforeEach(forgetPasskeys);

/** Adds a passkey on the account page, through Jiko's sign-in. */
async function addPasskey(page: Page, email: string, { name, lost = false }: { name: string; lost?: boolean }): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await clickUntil(page.getByRole("button", { name: "Add a passkey" }), dialog);
  await dialog.getByLabel("Name").fill(name);
  if (lost) await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Make it and sign in at Jiko" }).click();
  await passPortal(page, email);
  await expect(page.getByRole("heading", { name: "Your sessions and passkeys" })).toBeVisible();
}

test("a member adds a passkey after signing in at Jiko once more, and signs a transfer with it", async ({ as, bank }) => {
  const page = await as("approverTwo", { at: `/approvals/${invoice}`, fresh: true });
  const button = page.getByRole("button", { name: "Approve", exact: true });
  await expect(button).toHaveAccessibleDescription(/Signing needs a passkey, and you have none/);
  await authenticatorOn(page);
  await page.goto("/account");
  await expectAccessible(page);
  await addPasskey(page, members.approverTwo, { name: "Laptop" });
  await expect(page.getByText("The passkey is added")).toBeVisible();
  await expect(page).toHaveURL("/account");
  await expectAccessible(page);
  await page.goto(`/approvals/${invoice}`);
  await approve(page);
  await expect(page.getByRole("link", { name: /^Next: |^Back to the approvals/ })).toBeFocused();
  expect((await bank.state()).requests.find(({ id }) => id === invoice)!.status).not.toBe("PENDING_APPROVAL");
  await page.goto(`/approvals/${invoice}`);
  await expect(page.getByRole("region", { name: "Sign-offs" })).toContainText("passkey");
  const record = openRecord();
  expect(await record.verdict()).toMatchObject({ ok: true });
  await record.close();
});

test("somebody else at Jiko's sign-in adds no passkey", async ({ as }) => {
  const page = await as("approverTwo", { at: "/account", fresh: true });
  await authenticatorOn(page);
  await addPasskey(page, members.approverOne, { name: "Laptop" });
  await expect(page.getByText("Somebody else signed in at Jiko. Nothing was done.")).toBeVisible();
  await expect(page.getByText("You have no passkey.")).toBeVisible();
});

test("whoever lost every passkey gets another one through a second person", async ({ as }) => {
  const page = await as("approverThree", { at: "/account", fresh: true, passkey: true });
  await expect(page.getByText("Signs", { exact: true })).toBeVisible();
  const revoke = page.getByRole("dialog", { name: "Revoke “Software”?" });
  await clickUntil(page.getByRole("button", { name: "Revoke Software" }), revoke);
  await expectAccessible(page);
  await revoke.getByRole("button", { name: "Revoke it" }).click();
  await expect(page.getByText("Revoked", { exact: true })).toBeVisible();
  await addPasskey(page, members.approverThree, { name: "New telephone" });
  await expect(page.getByText("The passkey waits for a second person")).toBeVisible();

  const second = await as("approverOne", { at: "/account", passkey: true });
  const confirm = second.getByRole("alertdialog", { name: "Confirm the passkey of Approver Three?" });
  await clickUntil(second.getByRole("button", { name: "Confirm New telephone of Approver Three" }), confirm);
  await expectAccessible(second);
  await confirm.getByRole("button", { name: "Confirm with your passkey" }).click();
  await expect(second.getByText("Passkeys that wait for a second person")).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Signs", { exact: true })).toBeVisible();
});

test("requests that were each opened are signed with one gesture, and each has its outcome", async ({ as, bank }) => {
  const page = await as("approverOne", { passkey: true, at: "/approvals" });
  const { requests } = await bank.state();
  const wanted = requests
    .filter((one) => one.status === "PENDING_APPROVAL" && one.required_approvals === 1 && one.reviewers.length === 0)
    .slice(0, 2);
  expect(wanted).toHaveLength(2);
  const batch = page.getByRole("region", { name: "Laid aside, to sign together" });
  for (const [i, { id }] of wanted.entries()) {
    await page.locator(`main a[href='/approvals/${id}']`).first().click();
    await expect(page).toHaveURL(`/approvals/${id}`);
    await expect(page.getByRole("region", { name: "Your decision" })).toBeVisible();
    for (const tick of await page.getByRole("checkbox", { name: "I have looked at this" }).all()) await tick.check();
    await page.getByRole("button", { name: "Lay aside to sign with others" }).click();
    await expect(page).not.toHaveURL(`/approvals/${id}`);
    await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: /^Approvals/ }).click();
    await expect(batch.getByRole("button", { name: /^Take back/ })).toHaveCount(i + 1);
  }
  await expectAccessible(page);
  await bank.fault({ operation: "transferRequests.approve", kind: "status", status: 409 });
  await batch.getByRole("button", { name: "Sign all 2…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Approve these 2 transfers?" });
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await dialog.getByRole("button", { name: "Approve all 2 with passkey" }).click();
  await expect(batch.getByText("Signed. Jiko runs it now.")).toHaveCount(1);
  await expect(batch.getByText(/Reference/)).toHaveCount(1);
  const after = (await bank.state()).requests.filter(({ id }) => wanted.some((one) => one.id === id));
  expect(after.map(({ status }) => status === "PENDING_APPROVAL").sort()).toEqual([false, true]);
});

test("the server takes no gesture that did not verify its person", async ({ bank }) => {
  const approver = await deskOf(members.approverTwo, appUrl());
  const authenticator = await authenticatorOf(members.approverTwo, appUrl());
  await bank.clearCalls();
  const view = await approver.approval(invoice);
  const { subjectHash, contextHash } = view;
  const statement = { kind: "approve", items: [{ transferId: invoice, subjectHash, contextHash }] };
  const { body } = await approver.post<{ nonce: string; options: { challenge: string } }>("/api/gestures", statement);
  const response = authenticator.get({ challenge: body.options.challenge, origin: appUrl(), rpId: "localhost", userVerified: false });
  const given = (await approver.decision(invoice, "approve")) as object;
  const told = await approver.send("transfer.approve", { ...given, gesture: { kind: "passkey", nonce: body.nonce, response } });
  expect([told.status, told.body.message]).toEqual([409, expect.stringContaining("did not verify you")]);
  expect((await bank.calls()).filter(({ operation }) => operation === "transferRequests.approve")).toEqual([]);
});
