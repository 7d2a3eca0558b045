import type { Page } from "@playwright/test";
import { deskOf, wire } from "./support/desk-client";
import { fillMirror } from "./support/mirror";
import { approve } from "./support/passkeys";
import { restorePolicy } from "./support/policy";
import { appUrl, clickUntil, expect, expectAccessible, members, settled, test } from "./support/test";

test.afterEach(restorePolicy);

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const rule = (page: Page) => page.getByRole("region", { name: /^2\./ });

const amount = (page: Page) => rule(page).getByRole("textbox", { name: "Amount above" });

/** Opens a draft of a change of the policy in force. The first press may come before the page is alive. */
async function begin(page: Page): Promise<void> {
  await page.goto("/policy/new");
  const form = /\/policy\/new\/[0-9a-f-]{36}/;
  await expect(async () => {
    if (!form.test(page.url())) await page.getByRole("button", { name: "Change the policy in force" }).click({ timeout: 1_000 });
    await page.waitForURL(form, { timeout: 3_000 });
  }).toPass();
}

async function addRule(page: Page): Promise<void> {
  await clickUntil(page.getByRole("button", { name: "Add a rule" }), rule(page));
  await rule(page).getByLabel("Name of the rule").fill("Large sums");
  await rule(page).getByLabel("Add a condition").selectOption("amountOver");
  await rule(page).getByLabel("How many").fill("2");
}

test("one admin proposes a rule, another sees what it changes and signs it with a passkey, and the next request needs it", async ({ as }) => {
  const page = await as("adminOne", { at: "/policy" });
  await expect(page.getByText("It binds what passes through this desk, and nothing else")).toBeVisible();
  await fillMirror(page);

  await begin(page);
  await addRule(page);
  await amount(page).fill("1,000,00");
  await page.getByRole("button", { name: "Review" }).click();
  await expect(rule(page).getByText("Write cents after a point")).toBeVisible();
  await expect(amount(page)).toBeFocused();
  // What lies under the bar at the top counts as too small a target: look at the page from its beginning.
  await page.evaluate(() => window.scrollTo(0, 0));
  await expectAccessible(page);
  await amount(page).fill("1,000,000");
  await expect(rule(page).getByText("Above $1,000,000.00:")).toBeVisible();
  await expect(rule(page).getByText("2 sign-offs of people who may sign, with a passkey.")).toBeVisible();

  // Nobody could ever meet this: the server says so at its place, and nothing that was typed is lost.
  await rule(page).getByLabel("How many").fill("9");
  await page.getByRole("button", { name: "Review" }).click();
  await expect(rule(page).getByText("Nobody’s request could ever get these sign-offs").or(rule(page).getByText("Nobody's request could ever get these sign-offs"))).toBeVisible();
  await rule(page).getByLabel("How many").fill("2");
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await page.reload();
  await expect(amount(page)).toHaveValue("1,000,000");
  await clickUntil(page.getByRole("button", { name: "Review" }), page.getByRole("heading", { name: "Review the policy" }));
  const changes = page.getByRole("region", { name: "What changes" });
  await expect(changes.getByText("Large sums")).toBeVisible();
  await expect(changes.getByText("Added")).toBeVisible();
  await expect(page.getByText(/would have needed one more approver|would have been asked for the same/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Propose it" }).click();
  await expect(page.getByText("Say why.")).toBeVisible();
  await page.getByLabel("What it is for").fill("Two people look at what could hurt");
  await page.getByRole("button", { name: "Propose it" }).click();
  await expect(page).toHaveURL("/policy");
  await expect(page.getByRole("button", { name: "Sign with passkey" })).toHaveAccessibleDescription("You proposed it, so someone else must sign it.");

  const other = await as("adminTwo", { at: "/policy", passkey: true });
  await expect(other.getByText("Two people look at what could hurt").first()).toBeVisible();
  await expect(other.getByRole("region", { name: "What changes" }).getByText("Above $1,000,000.00")).toBeVisible();
  await expect(other.getByText(/would have needed one more approver|would have been asked for the same/).first()).toBeVisible();
  await settled(other);
  await expectAccessible(other);
  await other.setViewportSize({ width: 360, height: 740 });
  expect(await sideways(other)).toBeLessThanOrEqual(0);
  const dialog = other.getByRole("alertdialog");
  await clickUntil(other.getByRole("button", { name: "Sign with passkey" }), dialog);
  await expectAccessible(other);
  await dialog.getByRole("button", { name: "Sign with passkey" }).click();
  await expect(other.getByText("In force", { exact: true }).first()).toBeVisible();
  await expect(other.getByText(/signed by Admin Two/).first()).toBeVisible();

  // The first page hears of it, and the next large request needs two.
  await expect(page.getByText("In force", { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  const id = await (await deskOf(members.initiatorOne, appUrl())).filed(wire({ amount: "1,500,000.00" }));
  const approver = await as("approverOne", { passkey: true, at: `/approvals/${id}` });
  await expect(approver.getByText("“Large sums”")).toBeVisible();
  await expect(approver.getByText("0 of 2")).toBeVisible();
  // The first of two is held here: it waits for others now, and the lists say so.
  await approve(approver);
  await expect(approver.getByRole("link", { name: /^(Next: |Back to the approvals)/ })).toBeFocused();
  const request = (rows: Page) => rows.getByRole("row").filter({ has: rows.locator(`a[href="/approvals/${id}"]`) });
  await approver.goto("/approvals");
  await expect(approver.getByRole("link", { name: /^Needs me/ })).toBeVisible();
  await settled(approver);
  await expect(request(approver)).toHaveCount(0);
  await approver.goto("/approvals?tab=waiting");
  await expect(request(approver)).toContainText("1 of 2");
  await expect(request(approver)).toContainText("Approver One");
});

test("a version is proposed by keyboard alone on a phone, opens with its difference, and is withdrawn", async ({ as }) => {
  const page = await as("adminOne");
  await page.setViewportSize({ width: 360, height: 740 });
  await begin(page);
  await addRule(page);
  await amount(page).fill("5");
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  const review = page.getByRole("button", { name: "Review" });
  const press = async () => {
    await review.focus();
    await page.keyboard.press("Enter");
  };
  const times = page.getByRole("textbox", { name: "Amount far from this payee's history" });
  await expect(times).toHaveAttribute("placeholder", "3 times");
  await times.fill("1");
  await press();
  await expect(times).toBeFocused();
  await expect(times).toHaveAccessibleDescription(/Amount far from this payee's history: enter a whole number from 2 to 100\.$/);
  await times.fill("5");
  await press();
  await expect(heading(page)).toHaveText("Review the policy");
  const threshold = "Amount far from this payee's history: 3 times → 5 times";
  await expect(page.getByRole("region", { name: "What changes" }).getByText(threshold)).toBeVisible();
  await page.getByLabel("What it is for").focus();
  await page.keyboard.type("A trial");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Propose it" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/policy");
  await page.getByRole("button", { name: "Withdraw" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw it" }).focus();
  await page.keyboard.press("Enter");
  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions.getByText("Withdrawn").first()).toBeVisible();
  await versions.getByRole("link").first().click();
  await expect(page.getByRole("region", { name: "What changes" }).getByText("Large sums")).toBeVisible();
  await expect(page.getByRole("region", { name: "What changes" }).getByText(threshold)).toBeVisible();
  await expect(page.getByRole("region", { name: "Thresholds of the findings" }).getByText("Set here; by default 3 times.")).toBeVisible();
  await expect(page.getByText("“A trial”")).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test("who is no admin sees the policy, and why they cannot change it", async ({ as }) => {
  const page = await as("viewerOne", { at: "/policy" });
  await expect(page.getByRole("link", { name: "Propose a change" })).toHaveAccessibleDescription("Proposing a policy needs the role admin.");
  await page.goto("/policy/new");
  await expect(page.getByText("You cannot propose a policy")).toBeVisible();
});
