import type { Page } from "@playwright/test";
import { cents, formatCents } from "../lib/treasury/money";
import { fillMirror } from "./support/mirror";
import { expect, expectAccessible, test } from "./support/test";

const money = (value: number) => formatCents(cents(value));
const field = (page: Page) => page.getByRole("combobox", { name: /^Search/ });
const options = (page: Page) => page.getByRole("listbox", { name: "Found" }).getByRole("option");

/** Opens the search by its key; a page that is not alive yet swallows the first press. */
async function open(page: Page): Promise<void> {
  await expect(async () => {
    if (!(await field(page).isVisible())) await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
}

test("pockets, payees, pages and months are found and opened by keyboard alone", { tag: ["@pockets.list", "@counterparties.list"] }, async ({ as }) => {
  const page = await as("viewerOne");
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto("/");
  await open(page);
  // A viewer files nothing, so there is nothing to find.
  await expect(options(page)).toHaveText([/^Order a report/]);
  await page.keyboard.type("reser");
  await expect(options(page).filter({ hasText: "Reserve" }).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Reserve" })).toBeVisible();
  await expect(field(page)).toBeHidden();

  await open(page);
  await page.keyboard.type("stat");
  await expect(options(page).first()).toContainText("Statements");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/statements$/);

  await open(page);
  await page.keyboard.type("june 2026");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/statements\?year=2026&month=06/);

  await open(page);
  await page.keyboard.type("sample supplies");
  await expect(options(page).filter({ hasText: "Sample Supplies LLC" }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expect(field(page)).toBeHidden();
  expect(addresses.filter((address) => /sample|supplies|reser/i.test(address)), "what is typed is in no address").toEqual([]);
});

test("a payee is found by its account number, which leaves the server with nothing", { tag: ["@counterparties.list"] }, async ({ as, bank }) => {
  const page = await as("approverOne");
  const payee = (await bank.state()).counterparties.find(({ type, status }) => type === "wire" && status === "VERIFIED")!;
  const account = (payee as unknown as { identifier: string }).identifier;
  await page.goto("/");
  await open(page);
  const answered = page.waitForResponse((response) => response.url().endsWith("/api/search") && (response.request().postData() ?? "").includes(account));
  await page.keyboard.type(account);
  await expect(options(page).filter({ hasText: `ends in ${account.slice(-4)}` })).toBeVisible();
  expect(await (await answered).text()).not.toContain(account);
});

test("a transaction of long ago is found by its reference, from the desk's own copy and as fresh as that", { tag: ["@transactions.list", "@wires.list"] }, async ({ as, bank }) => {
  const page = await as("adminOne");
  await fillMirror(page);
  const wires = (await bank.state()).transactions.filter(({ type }) => type === "WIRE");
  const old = wires[0]!;
  const reference = (old as unknown as { details: { reference_number: string } }).details.reference_number;
  await page.goto("/");
  await open(page);
  await page.keyboard.type(reference);
  const found = options(page).filter({ hasText: reference }).filter({ hasText: money(old.amount.value) }).first();
  await expect(found).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Search" })).toContainText(/From the desk's own copy, .*as of/);
  await found.click();
  await expect(page.getByRole("main")).toContainText(money(old.amount.value));
});

test("the search is accessible in light and dark, fits a phone, and says what it cannot search", async ({ as, bank }) => {
  const page = await as("adminOne", { at: "/statements" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await open(page);
    await field(page).fill("op");
    await expect(options(page).filter({ hasText: "Operating" }).first()).toBeVisible();
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Search" }).click();
  await bank.fault({ operation: "counterparties.list", kind: "status", status: 500, times: 20 });
  await field(page).fill("nobody at all");
  await expect(page.getByRole("dialog", { name: "Search" })).toContainText(/Nothing was found|results?\./);
  await bank.clearFaults();
});
