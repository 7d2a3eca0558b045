import type { Page } from "@playwright/test";
import { gridRows } from "./support/grid";
import { fillMirror } from "./support/mirror";
import { clickUntil, test, expect, expectAccessible, settled } from "./support/test";

const supplies = { id: "a5582861-9b9f-410c-b515-fcabd9ddc5aa", name: "Sample Supplies LLC", account: "000123456789" };
const hiddenIn = (name: string) => `${name.slice(0, 6)}\u200b${name.slice(6)}`;

/** Begins the form of a kind and answers the draft's id. The first press may come before the page is alive. */
async function begin(page: Page, kind: RegExp): Promise<string> {
  await page.goto("/counterparties/new");
  const form = /\/counterparties\/new\/[0-9a-f-]{36}/;
  await expect(async () => {
    if (!form.test(page.url())) await page.getByRole("button", { name: kind }).click({ timeout: 1_000 });
    await page.waitForURL(form, { timeout: 3_000 });
  }).toPass();
  return page.url().split("/").at(-1)!;
}

const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await page.getByRole("textbox", { name: label, exact: true }).fill(text);
};
const address = async (page: Page, panel: string, country: string, fields: Record<string, string>) => {
  const part = page.getByRole("region", { name: panel });
  await part.getByLabel("Country").selectOption(country);
  for (const [label, text] of Object.entries(fields)) await part.getByLabel(label, { exact: true }).fill(text);
};
const columbus = { "Street and number": "1 Sample Way", City: "Columbus", "ZIP code": "43004", "State (two letters)": "oh" };
const review = async (page: Page) => {
  await page.getByRole("button", { name: "Review" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Review the payee");
};
const add = async (page: Page) => {
  await page.getByRole("button", { name: "Add the payee" }).click();
  await expect(page.getByRole("link", { name: "See the payee" })).toBeVisible({ timeout: 30_000 });
};

test(
  "an initiator adds a payee: what is wrong is said beside its field, nothing typed is lost, Jiko gets exactly what was reviewed, and pays it once it is verified",
  { tag: ["@counterparties.create", "@counterparties.get", "@counterparties.list"] },
  async ({ as, bank }) => {
    const page = await as("initiatorOne");
    const id = await begin(page, /^Bank in the United States/);
    await fill(page, { "Legal name": hiddenIn("Sample Newcomer LLC"), "Routing number": "0210 0002 2", "Account number or IBAN": "000 777 111 222" });
    await page.getByRole("button", { name: "Review" }).click();
    await expect(page.getByText("(U+200B) after “Sample”")).toBeVisible();
    await expect(page.getByText("The check digit does not fit: a digit is wrong or two changed places.")).toBeVisible();
    await expect(page.getByText("Choose the country.")).toBeVisible();
    await expect(page.getByLabel("Legal name")).toBeFocused();
    await expectAccessible(page);

    await fill(page, { "Legal name": "Sample Newcomer LLC", "Routing number": "0210 0002 1" });
    await address(page, "Address of the payee", "US", columbus);
    await expect(page.getByText(/^Draft saved/)).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Account number or IBAN")).toHaveValue("000 777 111 222");
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, window.history.state, document.cookie]));
    expect(kept).not.toContain("777");

    await review(page);
    await expect(page).toHaveURL(`/counterparties/new/${id}?step=review`);
    await expect(page.getByText("0007 7711 1222")).toBeVisible();
    await expect(page.getByText("No other payee has this account or a name like this.")).toBeVisible();
    await page.reload();
    await expect(page.getByText("0007 7711 1222")).toBeVisible();
    const before = (await bank.state()).counterparties.length;
    await page.getByRole("button", { name: "Add the payee" }).dblclick();
    await page.getByRole("link", { name: "See the payee" }).click();
    await expect(page.getByText("This payee cannot be paid now").first()).toBeVisible();
    const { counterparties } = await bank.state();
    expect(counterparties).toHaveLength(before + 1);
    expect(counterparties.at(-1)).toMatchObject({
      type: "wire", routing_number: "021000021", identifier: "000777111222", wire_instructions: null, status: "PENDING",
      address: { street_address: "1 Sample Way", city: "Columbus", postal_code: "43004", state: "OH", country: "US" },
      counterparty_name: { type: "business", business_name: "Sample Newcomer LLC" },
    });

    await bank.advance("PT2M");
    await page.reload();
    await page.getByRole("button", { name: "New transfer" }).click();
    await page.waitForURL(/\/transfers\/new\/[0-9a-f-]{36}$/);
    await expect(page.getByLabel("Payee", { exact: true })).toHaveValue(counterparties.at(-1)!.id);
  },
);

test(
  "a payee that looks like another is not added before somebody has looked at it",
  { tag: ["@counterparties.create"] },
  async ({ as, bank }) => {
    const page = await as("adminOne");
    await begin(page, /^ACH/);
    // The account of Sample Supplies under a name that reads the same: its second letter is Cyrillic.
    await fill(page, { "Legal name": "Sаmple Supplies, Inc.", "Routing number": "021000021", "Account number": "123456789" });
    await review(page);
    await expect(page.getByText("The same account stands under another name.")).toBeVisible();
    await expect(page.getByText("The name mixes alphabets: “а” U+0430 look like Latin letters and are none.")).toBeVisible();
    await expect(page.getByRole("link", { name: supplies.name })).toHaveAttribute("href", `/counterparties/${supplies.id}`);
    const button = page.getByRole("button", { name: "Add the payee" });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription("Look at what was found, and tick that you have.");
    await expectAccessible(page);
    await button.click({ force: true });

    await page.getByRole("button", { name: "Back to the form" }).click();
    await fill(page, { "Legal name": "Sample Supplies", "Account number": "999888777" });
    await review(page);
    await expect(page.getByText("A payee of this name has another account.")).toBeVisible();
    await page.getByRole("checkbox", { name: /^I have looked at this/ }).check();
    await bank.fault({ operation: "counterparties.create", kind: "drop-after" });
    await button.click();
    await expect(page.getByText("We are checking whether the payee was added")).toBeVisible();
    await expect(page.getByRole("link", { name: "See the payee" })).toBeVisible({ timeout: 30_000 });
    const named = (await bank.state()).counterparties.filter((one) => one.type === "ach" && one.account_number === "999888777");
    expect(named).toHaveLength(1);
  },
);

test(
  "each other kind of payee is asked for what it needs, and what Jiko refuses stands beside its field",
  { tag: ["@counterparties.create"] },
  async ({ as, bank }) => {
    const page = await as("initiatorTwo");
    await begin(page, /^Bank abroad/);
    await fill(page, { "Legal name": "Sample Werkzeuge GmbH", BIC: "exmpdeff", IBAN: "DE02 1203 0000 0000 2020 51", "Name of the bank": "Beispielbank AG" });
    const berlin = { "Street and number": "Beispielstrasse 7", City: "Berlin", "Postal code": "10115" };
    await address(page, "Address of the payee", "DE", berlin);
    await address(page, "Bank", "DE", berlin);
    await review(page);
    await expect(page.getByText("No other payee has this account or a name like this.")).toBeVisible();
    await expectAccessible(page);
    await add(page);

    await begin(page, /^JikoNet/);
    await page.getByRole("radio", { name: "A person" }).check();
    await fill(page, { "First name": "First", "Last name": "Last", "Jiko Network Address": "4001 0020 0588" });
    await review(page);
    await add(page);

    await begin(page, /^Wallet/);
    const wallet = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    await fill(page, { "Legal name": "Sample Chain Payments LLC", "Wallet address": wallet.replace("5a", "5A") });
    await page.getByRole("button", { name: "Review" }).click();
    await expect(page.getByText("The capitals of the address do not check")).toBeVisible();
    await fill(page, { "Wallet address": wallet });
    await review(page);
    await bank.fault({ operation: "counterparties.create", kind: "status", status: 409 });
    await page.getByRole("button", { name: "Add the payee" }).click();
    await expect(page.getByText("The payee was not added")).toBeVisible();
    await add(page);

    const made = (await bank.state()).counterparties.slice(-3);
    expect(made).toMatchObject([
      { type: "international_wire", bic: "EXMPDEFF", identifier: "DE02120300000000202051", identifier_type: "IBAN" },
      { type: "on_us", account_number: "400100200588", counterparty_name: { type: "individual", first_name: "First", middle_name: null } },
      { type: "crypto_wallet", network: "ETHEREUM", address: wallet },
    ]);
  },
);

test(
  "unlinking says what it means, shows where the payee is about to be paid, and can be taken back",
  { tag: ["@counterparties.update", "@counterparties.get"] },
  async ({ as, bank }) => {
    const page = await as("initiatorOne", { at: `/counterparties/${supplies.id}` });
    await expect(page.getByText("0001 2345 6789")).toBeVisible();
    await expect(page.getByRole("region", { name: "Payments to this payee" }).getByRole("link", { name: "Invoice 4711" })).toBeVisible();
    await clickUntil(page.getByRole("button", { name: "Unlink…" }), page.getByRole("alertdialog"));
    await expect(page.getByRole("alertdialog")).toContainText("Requests that were filed before go on");
    await bank.fault({ operation: "counterparties.update", kind: "drop-after" });
    await page.getByRole("alertdialog").getByRole("button", { name: "Unlink" }).click();
    await expect(page.getByRole("button", { name: "Link again…" })).toBeVisible({ timeout: 30_000 });
    expect((await bank.state()).counterparties.find((one) => one.id === supplies.id)!.status).toBe("UNLINKED");
    await expect(page.getByRole("button", { name: "New transfer" })).toHaveAttribute("aria-disabled", "true");

    const approver = await as("approverTwo", { at: "/approvals/b76611b6-69a3-4fba-86e9-65e53ea1fbcd" });
    await expect(approver.getByText("Unlinked: It was switched off")).toBeVisible();
    await approver.getByRole("link", { name: /^See the payee/ }).click();
    await expect(approver.getByText("Changing payees needs the role initiator or admin.")).toBeVisible();

    await page.getByRole("button", { name: "Link again…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Link again" }).click();
    await expect(page.getByRole("button", { name: "Unlink…" })).toBeVisible({ timeout: 15_000 });
    expect((await bank.state()).counterparties.find((one) => one.id === supplies.id)!.status).toBe("LINKED");
  },
);

test(
  "the payees are found by name, kind and status, and no whole account leaves the server in the list",
  { tag: ["@counterparties.list"] },
  async ({ as }) => {
    await fillMirror(await as("adminOne"));
    const page = await as("viewerOne");
    const answers: string[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/counterparties")) void response.text().then((text) => answers.push(text), () => undefined);
    });
    await page.goto("/counterparties");
    await expect(page.getByRole("row", { name: /Sample Supplies LLC/ })).toContainText("6789");
    await settled(page);
    await page.getByRole("searchbox", { name: "Search the payees" }).fill("llc samp fre");
    await page.getByRole("searchbox", { name: "Search the payees" }).press("Enter");
    await expect(page).toHaveURL(/q=llc/);
    await expect(gridRows(page.getByRole("grid"))).toHaveCount(1);
    await expect(page.getByRole("row", { name: /Sample Freight LLC/ })).toContainText("Being checked");
    await page.getByRole("searchbox", { name: "Search the payees" }).fill("");
    await page.getByRole("button", { name: "Add a filter" }).click();
    await page.getByRole("button", { name: "Status at Jiko" }).click();
    await page.getByRole("checkbox", { name: "Unlinked" }).check();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await expect(page).toHaveURL(/status=UNLINKED/);
    await expect(page.getByRole("row", { name: /Sample Sensors Ltd/ })).toContainText("Unlinked");
    await expect(page.getByRole("row", { name: /Sample Supplies/ })).toHaveCount(0);
    await expect(page.getByText("Changing payees needs the role initiator or admin.")).toBeVisible();
    await page.getByRole("link", { name: "Sample Sensors Ltd." }).click();
    await expect(page.getByText("GB82 WEST 1234 5698 7654 32").first()).toBeVisible();
    await expect(page.getByText("Nothing was paid").or(page.getByRole("link", { name: "Sensors, last delivery" }))).toBeVisible();
    expect(answers.filter((text) => text.includes(supplies.account))).toEqual([]);
  },
);
