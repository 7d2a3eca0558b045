import type { Page } from "@playwright/test";
import { approve, authenticatorOf, authenticatorOn, openApprove } from "./support/passkeys";
import { appUrl, expect, expectAccessible, members, test } from "./support/test";

/** Of the seed: $2,500,000.00 to Sample Supplies LLC, filed by Initiator One, signed by Approver One, Approver Two is named. */
const invoice = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";
const account = "0001 2345 6789";

const open = async (page: Page, id: string) => {
  await page.goto(`/approvals/${id}`);
  await expect(page.getByRole("region", { name: "Your decision" })).toBeVisible();
};

test("the list holds each waiting request once, with who signed and who may still sign", { tag: ["@transferRequests.list"] }, async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true, at: "/approvals" });
  const { requests } = await bank.state();
  const pending = requests.filter((one) => one.status === "PENDING_APPROVAL");
  const rows = page.getByRole("table").locator("tbody tr");
  const tabs = page.getByRole("navigation", { name: "Approvals" });
  const needsMe = await rows.count();
  await tabs.getByRole("link", { name: /Waiting on others/ }).click();
  await expect(page).toHaveURL(/tab=waiting/);
  await expect(tabs.getByRole("link", { name: /Waiting on others/ })).toHaveAttribute("aria-current", "page");
  await expect(rows).toHaveCount(pending.length - needsMe);
  await page.goto("/approvals");
  await expect(page.getByRole("row", { name: /Sample Supplies LLC/ })).toContainText("1 of 2");
  await expect(page.getByRole("row", { name: /Sample Supplies LLC/ })).toContainText("Approver One");
});

test("an initiator cannot sign what they filed, and a viewer cannot sign at all; both are told beforehand", async ({ as, bank }) => {
  await bank.clearCalls();
  const initiator = await as("initiatorOne");
  await open(initiator, invoice);
  await expect(initiator.getByRole("button", { name: "Approve", exact: true })).toHaveAttribute("aria-disabled", "true");
  await expect(initiator.getByRole("button", { name: "Approve", exact: true })).toHaveAccessibleDescription("You filed this request, so someone else must sign it.");
  await initiator.getByRole("button", { name: "Approve", exact: true }).click({ force: true });
  await initiator.keyboard.press("a");
  await expect(initiator.getByRole("alertdialog")).toHaveCount(0);
  const viewer = await as("viewerOne");
  await open(viewer, invoice);
  await expect(viewer.getByRole("button", { name: "Approve", exact: true })).toHaveAccessibleDescription(/Your role \(viewer\)/);
  expect((await bank.calls()).filter(({ operation }) => operation === "transferRequests.approve")).toEqual([]);
});

test("an approver decides with the keyboard alone, and the next request is at hand", { tag: ["@transferRequests.approve", "@transferRequests.get"] }, async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true, at: "/approvals" });
  await expect(page.getByRole("row", { name: /Sample Supplies LLC/ })).toBeVisible();
  // A key that is pressed before the page has come alive does nothing, for a person as for a test.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys of this page" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Escape");
  const link = page.getByRole("link", { name: "Sample Supplies LLC" });
  for (let step = 0; !(await link.evaluate((element) => element === document.activeElement)); step++) {
    expect(step).toBeLessThan(20);
    await page.keyboard.press("j");
  }
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/approvals/${invoice}`);
  await expect(page.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
  const tick = page.getByRole("checkbox", { name: "I have looked at this" });
  for (let step = 0; !(await tick.evaluate((element) => element === document.activeElement)); step++) {
    expect(step).toBeLessThan(60);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Space");
  await expect(async () => {
    await page.keyboard.press("a");
    await expect(page.getByRole("alertdialog")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole("alertdialog").locator("p")).toHaveText(`Approve $2,500,000.00 to Sample Supplies LLC, account ${account}.`);
  await expect(page.getByRole("button", { name: "Back" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: /^Next: / })).toBeFocused();
  expect((await bank.state()).requests.find(({ id }) => id === invoice)!.reviewers.filter(({ decision }) => decision === "APPROVED")).toHaveLength(2);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(`/approvals/${invoice}`);
  await expect(page.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
});

test("a rejection needs its reason, and the person who filed it reads it", { tag: ["@transferRequests.reject"] }, async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true });
  await open(page, invoice);
  await page.getByRole("button", { name: /^Reject/ }).click();
  const dialog = page.getByRole("dialog", { name: "Reject this transfer?" });
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expect(dialog.getByText("Say why; the person who filed it reads this.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("x".repeat(501));
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expect(dialog.getByText("At most 500 characters; these are 501.")).toBeVisible();
  await dialog.getByRole("button", { name: "The amount is not right." }).click();
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("The person who filed it sees your reason. Nothing is paid.")).toBeVisible();
  const initiator = await as("initiatorOne", { at: "/approvals?tab=mine" });
  // In its place among the decided ones: what is told late moves it there, away from under the mouse.
  await initiator.getByRole("row", { name: /\$2,500,000\.00.*Rejected/ }).getByRole("link").click();
  await expect(initiator.getByText("“The amount is not right.”")).toBeVisible();
  expect((await bank.state()).requests.find(({ id }) => id === invoice)!.status).toBe("REJECTED");
});

test("who filed a request takes it back", { tag: ["@transferRequests.cancel"] }, async ({ as, bank }) => {
  const page = await as("initiatorOne");
  await open(page, invoice);
  await page.getByRole("button", { name: "Cancel the request…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the request" }).click();
  await expect(page.getByText("Nobody can approve it any more. Nothing is paid.")).toBeVisible();
  expect((await bank.state()).requests.find(({ id }) => id === invoice)!.status).toBe("CANCELED");
});

test("a request that was changed behind the screen is refused, with what differs", async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true });
  await bank.clearCalls();
  await open(page, invoice);
  await bank.changeTransfer(invoice, { transfer: { amount: { amount_usdc: 250_000_100 } } });
  await approve(page);
  await expect(page.getByText("This request is no longer what you were shown")).toBeVisible();
  const row = page.getByRole("row", { name: /^Amount/ });
  await expect(row).toContainText("$2,500,000.00");
  await expect(row).toContainText("$2,500,001.00");
  expect((await bank.calls()).filter(({ operation }) => operation === "transferRequests.approve")).toEqual([]);
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByRole("region", { name: "Amount and payee" })).toContainText("$2,500,001.00");
  await approve(page);
  await expect(page.getByRole("link", { name: /^Next: / })).toBeVisible();
});

test("figures never move under the approver's eyes", async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true });
  await open(page, invoice);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await bank.changeTransfer(invoice, { transfer: { amount: { amount_usdc: 1 } } });
  // Coming back to the window is what makes lists read themselves again.
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByRole("region", { name: "Amount and payee" })).toContainText("$2,500,000.00");
  expect(asked.filter((path) => path.startsWith("/api/approvals/") || path.startsWith("/api/jiko/v2"))).toEqual([]);
});

test("two approvers decide at the same moment: each signature counts once, and the money leaves once", async ({ as, bank }) => {
  const waiting = (await bank.state()).requests.find(
    (one) => one.status === "PENDING_APPROVAL" && one.required_approvals === 1 && one.reviewers.length === 0 && one.transfer.type === "WIRE",
  )!;
  const [one, two] = [await as("approverOne", { passkey: true }), await as("approverTwo", { passkey: true })];
  for (const page of [one, two]) await open(page, waiting.id);
  const hold = await bank.hold("transferRequests.approve");
  for (const page of [one, two]) await approve(page);
  await expect.poll(async () => (await bank.held()).length).toBe(2);
  await bank.release(hold.id);
  const outcome = /^(Approved|The approval was (refused|not done))$/;
  for (const page of [one, two]) await expect(page.getByRole("region", { name: "Your decision" }).getByText(outcome).first()).toBeVisible({ timeout: 30_000 });
  await bank.advance("PT1H");
  const { requests, transactions } = await bank.state();
  const after = requests.find(({ id }) => id === waiting.id)!;
  expect(after.reviewers.filter(({ decision }) => decision === "APPROVED")).toHaveLength(1);
  expect(transactions.filter((row) => row.type === "WIRE" && row.details.wire_id === waiting.id)).toHaveLength(1);
});

test("an approver with two tabs signs once: the second says why not, and then what became of it", async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true });
  const other = await page.context().newPage();
  await authenticatorOn(other, await authenticatorOf(members.approverTwo, appUrl()));
  for (const tab of [page, other]) await open(tab, invoice);
  await bank.clearCalls();
  const hold = await bank.hold("transferRequests.approve");
  // Both stand before the last press.
  for (const tab of [other, page]) {
    await tab.bringToFront();
    await openApprove(tab);
  }
  const press = async (tab: Page) => {
    await tab.bringToFront();
    await tab.getByRole("alertdialog").getByRole("button", { name: "Approve with passkey" }).click();
  };
  await press(page);
  await expect.poll(async () => (await bank.held()).length).toBe(1);
  await press(other);
  await expect(other.getByRole("region", { name: "Your decision" })).toContainText("is not known to have arrived yet");
  await bank.release(hold.id);
  await expect(page.getByRole("link", { name: /^Next: / })).toBeVisible({ timeout: 30_000 });
  await other.reload();
  await expect(other.getByRole("region", { name: "Sign-offs" })).toContainText("Approver Two approved");
  await expect(other.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  expect((await bank.calls()).filter(({ operation }) => operation === "transferRequests.approve")).toHaveLength(1);
  expect((await bank.state()).requests.find(({ id }) => id === invoice)!.reviewers.filter(({ decision }) => decision === "APPROVED")).toHaveLength(2);
});

test("an answer that is lost after the effect: the screen says that it is checking, and then the truth", async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true });
  await open(page, invoice);
  await bank.clearCalls();
  await bank.fault({ operation: "transferRequests.approve", kind: "drop-after" });
  await approve(page);
  await expect(page.getByText("We are checking what became of your approval")).toBeVisible();
  await expect(page.getByText(/may or may not have reached it/).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Next: / })).toBeVisible({ timeout: 30_000 });
  const { reviewers } = (await bank.state()).requests.find(({ id }) => id === invoice)!;
  expect(reviewers.filter(({ member_id }) => member_id === reviewers[1]!.member_id)).toHaveLength(1);
  expect((await bank.calls()).filter(({ operation, path }) => operation === "transferRequests.approve" && path.includes(invoice))).toHaveLength(1);
});

test("on a phone, amount, payee and account stay on screen above both buttons", async ({ as, bank }) => {
  const page = await as("approverTwo", { passkey: true });
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, invoice);
  for (const end of ["top", "bottom"]) {
    await page.evaluate((to) => window.scrollTo(0, to === "top" ? 0 : document.body.scrollHeight), end);
    for (const text of ["$2,500,000.00", account]) await expect(page.getByRole("region", { name: "Amount and payee" }).getByText(text)).toBeInViewport({ ratio: 1 });
    for (const name of ["Approve", "Reject…"]) await expect(page.getByRole("button", { name, exact: true })).toBeInViewport({ ratio: 1 });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await approve(page);
  await expect(page.getByRole("link", { name: /^Next: / })).toBeVisible();
  expect((await bank.state()).requests.find(({ id }) => id === invoice)!.status).not.toBe("PENDING_APPROVAL");
});

test("list, detail and dialogs are accessible, in light and dark and on a phone", async ({ as }) => {
  const page = await as("approverTwo", { passkey: true });
  for (const size of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto("/approvals");
      await expect(page.getByRole("link", { name: "Sample Supplies LLC" })).toBeVisible();
      await expectAccessible(page);
      await open(page, invoice);
      await expectAccessible(page);
      await openApprove(page);
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^Reject/ }).click();
      await expectAccessible(page);
    }
  }
});
