import type { Page } from "@playwright/test";
import { passPortal } from "./support/sign-in";
import { gridRows } from "./support/grid";
import { fillMirror } from "./support/mirror";
import { openApprove } from "./support/passkeys";
import { expect, expectAccessible, members, test } from "./support/test";

const wire = { pocket: "Operating", payee: "Sample Supplies LLC", amount: "12,345.67", description: "Invoice 4801" };

/** Begins a wire and fills it; ends on the form with everything saved. */
async function fillWire(page: Page, changes: Partial<typeof wire> = {}): Promise<string> {
  const { pocket, payee, amount, description } = { ...wire, ...changes };
  await page.goto("/transfers/new");
  await page.getByRole("button", { name: /^Wire/ }).click();
  await page.waitForURL(/\/transfers\/new\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1)!;
  await choose(page, "Pay from", pocket);
  await choose(page, "Payee", payee);
  await page.getByLabel("Amount in US dollars").fill(amount);
  await page.getByLabel("Description").fill(description);
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  return id;
}

/** Chooses the option whose text begins with a name, as a person would find it. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  const select = page.getByLabel(label, { exact: true });
  const option = select.locator("option").filter({ hasText: new RegExp(`^${name}`) });
  await expect(option).toHaveCount(1);
  await select.selectOption((await option.getAttribute("value"))!);
}

const review = async (page: Page) => {
  await page.getByRole("button", { name: "Review" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Review the transfer");
};

test("an initiator files a wire, approvers sign it off, it runs, and the money is gone from the ledger once", { tag: ["@transferRequests.create", "@transferRequests.approve", "@transferRequests.get", "@counterparties.list"] }, async ({ as, bank }) => {
  const initiator = await as("initiatorOne");
  const id = await fillWire(initiator);
  await review(initiator);
  await expect(initiator.getByText("twelve thousand three hundred forty-five dollars and 67 cents")).toBeVisible();
  await expect(initiator.getByText("0001 2345 6789")).toBeVisible();
  await initiator.getByRole("button", { name: "File for approval" }).click();
  await initiator.getByRole("link", { name: "See the request" }).click();
  await expect(initiator.getByText("You filed this request, so someone else must sign it.")).toBeVisible();

  const filed = (await bank.state()).requests.find((one) => one.id === id)!;
  expect(filed).toMatchObject({ status: "PENDING_APPROVAL", transfer: { type: "WIRE", amount: { amount_usdc: 1_234_567 } } });

  for (const name of (["approverOne", "approverTwo"] as const).slice(0, filed.required_approvals)) {
    const approver = await as(name, { passkey: true, at: `/approvals/${id}` });
    await openApprove(approver);
    await expect(approver.getByRole("alertdialog")).toContainText("Approve $12,345.67 to Sample Supplies LLC, account 0001 2345 6789.");
    await approver.getByRole("alertdialog").getByRole("button", { name: "Approve with passkey" }).click();
    await expect(approver.getByRole("link", { name: /^(Next: |Back to the approvals)/ })).toBeFocused();
  }
  await bank.advance("PT1H");
  await expect(initiator.getByText("Completed", { exact: true }).first()).toBeVisible({ timeout: 30_000 });

  const { transactions } = await bank.state();
  const rows = transactions.filter((one) => one.type === "WIRE" && one.details.wire_id === id);
  expect(rows.map(({ amount, direction }) => [amount.value, direction])).toEqual([[1_234_567, "DEBIT"]]);
  await initiator.getByRole("region", { name: "In the ledger" }).getByRole("link", { name: wire.payee }).click();
  await expect(initiator).toHaveURL(`/transactions/${rows[0]!.id}`);
  await expect(initiator.getByText("$12,345.67").first()).toBeVisible();
});

test("an amount is read as it is written in the US, or refused with a sentence, and never guessed", async ({ as }) => {
  const page = await as("initiatorOne");
  await fillWire(page);
  const amount = page.getByLabel("Amount in US dollars");
  for (const [typed, sentence] of [
    ["1.234,56", "Write cents after a point and thousands with commas, like 1,234.56."],
    ["12.345", "An amount has at most two digits after the point."],
    ["1e5", "Use digits, with a point before the cents, like 1,234.56."],
    ["-1", "Enter an amount above zero, without a minus sign."],
    ["１２", "Use digits, with a point before the cents, like 1,234.56."],
  ] as const) {
    await amount.fill(typed);
    await amount.blur();
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(amount).toHaveAttribute("aria-invalid", "true");
  }
  await amount.fill("12.5");
  await amount.blur();
  await expect(amount).not.toHaveAttribute("aria-invalid", "true");
  await review(page);
  await expect(page.getByRole("region", { name: "Amount" })).toContainText("$12.50");
});

test("pressing twice, filing from two tabs, reloading and going back leave one request", async ({ as, bank }) => {
  const page = await as("initiatorOne");
  const before = (await bank.state()).requests.length;
  const id = await fillWire(page);
  await review(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByRole("button", { name: "File for approval" })).not.toHaveAttribute("aria-disabled", "true");

  await page.getByRole("button", { name: "File for approval" }).dblclick();
  await expect(page.getByText("It waits for approval now.").first()).toBeVisible();
  await other.getByRole("button", { name: "File for approval" }).click();
  await expect(other.getByRole("link", { name: "See the request" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("This form was filed before.")).toBeVisible();
  await page.getByRole("link", { name: "See the request" }).click();
  await expect(page).toHaveURL(`/approvals/${id}`);
  await expect(page.getByText("Waits for approval").first()).toBeVisible();
  await page.goBack();
  await expect(page.getByText("This form was filed before.")).toBeVisible();
  const { requests } = await bank.state();
  expect(requests.length).toBe(before + 1);
});

test("a draft survives a reload and its own end of session, and nothing of it is kept in the browser", async ({ as, bank }) => {
  const page = await as("initiatorTwo", { fresh: true });
  const id = await fillWire(page, { description: "Typed before the session ended" });
  await page.reload();
  await expect(page.getByLabel("Description")).toHaveValue("Typed before the session ended");
  await expect(page.getByLabel("Amount in US dollars")).toHaveValue(wire.amount);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, window.history.state, document.cookie]));
  expect(kept).not.toContain("Typed before");
  expect(kept).not.toContain(wire.amount);

  await page.context().clearCookies();
  await page.getByLabel("Description").fill("Typed before the session ended!");
  await page.waitForURL(/\/sign-in\?/);
  expect(new URL(page.url()).searchParams.get("from")).toBe(`/transfers/new/${id}`);
  await page.getByRole("button", { name: "Sign in with Jiko" }).click();
  await passPortal(page, members.initiatorTwo);
  await expect(page).toHaveURL(new RegExp(`/transfers/new/${id}`));
  await expect(page.getByLabel("Description")).toHaveValue("Typed before the session ended");
  await expect(page.getByLabel("Pay from", { exact: true })).not.toHaveValue("");
  expect((await bank.state()).requests.some((one) => one.id === id)).toBe(false);
});

test("a draft that another tab changed is never overwritten unasked", async ({ as }) => {
  const page = await as("initiatorOne");
  await fillWire(page, { description: "first" });
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel("Description").fill("second");
  await expect(other.getByText(/^Draft saved/)).toBeVisible();
  await page.getByLabel("Description").fill("third");
  await expect(page.getByText("This draft was changed elsewhere")).toBeVisible();
  await page.getByRole("button", { name: "Take the newer one" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("second");
});

test("an answer that is lost after the transfer was filed: the screen says that it is checking, then the truth, and files once", async ({ as, bank }) => {
  const page = await as("initiatorOne");
  const id = await fillWire(page);
  await review(page);
  await bank.fault({ operation: "transferRequests.create", kind: "drop-after" });
  await page.getByRole("button", { name: "File for approval" }).click();
  await expect(page.getByText("We are checking whether the transfer was filed")).toBeVisible();
  await expect(page.getByText(/may or may not have been filed/).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "See the request" })).toBeVisible({ timeout: 30_000 });
  expect((await bank.state()).requests.filter((one) => one.id === id)).toHaveLength(1);
});

test("a request that never reached Jiko is said not to be filed, and can be filed again", async ({ as, bank }) => {
  const page = await as("initiatorOne");
  const id = await fillWire(page);
  await review(page);
  await bank.fault({ operation: "transferRequests.create", kind: "drop-before" });
  await page.getByRole("button", { name: "File for approval" }).click();
  await expect(page.getByText("The transfer was not filed")).toBeVisible({ timeout: 30_000 });
  expect((await bank.state()).requests.some((one) => one.id === id)).toBe(false);
  await page.getByRole("button", { name: "File for approval" }).click();
  await expect(page.getByRole("link", { name: "See the request" })).toBeVisible({ timeout: 30_000 });
  expect((await bank.state()).requests.filter((one) => one.id === id)).toHaveLength(1);
});

test("a viewer is told why nothing can be filed", async ({ as }) => {
  const page = await as("viewerOne", { at: "/transfers/new" });
  await expect(page.getByText("Filing transfers needs the role initiator or admin.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Wire/ })).toHaveAttribute("aria-disabled", "true");
  const refused = await page.evaluate(async () => {
    const headers = { "content-type": "application/json", "countersign-command": "1" };
    const answer = await fetch("/api/drafts", { method: "POST", headers, body: JSON.stringify({ kind: "transfer", value: {} }) });
    return answer.status;
  });
  expect(refused).toBe(403);
});

test("the form, its faults and the review are accessible, in light and dark and on a phone", async ({ as }) => {
  const page = await as("initiatorOne", { at: "/transfers/new" });
  await expect(page.getByRole("heading", { name: "Start a new transfer" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Wire/ }).click();
  await page.getByRole("button", { name: "Review" }).click();
  await expect(page.getByText("Choose the pocket to pay from.")).toBeVisible();
  await expect(page.getByLabel("Pay from", { exact: true })).toBeFocused();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await choose(page, "Pay from", wire.pocket);
  await choose(page, "Payee", wire.payee);
  await page.getByLabel("Amount in US dollars").fill(wire.amount);
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await review(page);
  await expect(page.getByText("0001 2345 6789")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
});

test("a request of the list is filed again as a new form, and a payee of the list is paid", async ({ as }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("initiatorOne", { at: "/transfers?status=COMPLETED&type=WIRE&sort=-amount" });
  const grid = page.getByRole("grid", { name: "Transfers" });
  const selected = page.getByRole("region", { name: "Selected" });
  const again = selected.getByRole("button", { name: "File again" });
  for (const row of [1, 2]) await gridRows(grid, row).getByRole("checkbox").check();
  await expect(selected).toContainText("2 transfer requests selected");
  await expect(again).toHaveCount(0);
  await gridRows(grid, 2).getByRole("checkbox").uncheck();
  const amount = await gridRows(grid, 1).getByText(/^\$/).textContent();
  await again.click();
  await page.waitForURL(/\/transfers\/new\/[0-9a-f-]{36}$/);
  await expect(page.getByLabel("Amount in US dollars")).toHaveValue(amount!.replaceAll(/[$,]/g, ""));

  await page.goto("/counterparties?name=sample+supplies");
  const payee = gridRows(page.getByRole("grid", { name: "Payees" }), 1);
  const href = await payee.getByRole("link", { name: "Sample Supplies LLC" }).getAttribute("href");
  await payee.getByRole("checkbox").check();
  await selected.getByRole("button", { name: "New transfer" }).click();
  await page.waitForURL(/\/transfers\/new\/[0-9a-f-]{36}$/);
  await expect(page.getByLabel("Payee", { exact: true })).toHaveValue(href!.split("/").at(-1)!);
});
