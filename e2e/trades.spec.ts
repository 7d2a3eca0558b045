import { readFile } from "node:fs/promises";
import { extractText, getDocumentProxy } from "unpdf";
import { cents, formatCents } from "../lib/treasury/money";
import { gridRows } from "./support/grid";
import { fillMirror } from "./support/mirror";
import { openRecord } from "./support/record";
import { clickUntil, expect, expectAccessible, test } from "./support/test";

const money = (value: number) => formatCents(cents(value));
const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const quantity = new Intl.NumberFormat("en-US");

test("trades are found by what Jiko filters and by what it does not", { tag: ["@trades.list"] }, async ({ as, bank }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("viewerOne");
  const { trades } = await bank.state();
  const mine = trades.filter((one) => one.pocket_id === operating).reverse();
  await page.goto(`/trades?pocket=${operating}`);
  const grid = page.getByRole("grid", { name: "Trades" });
  await expect(grid).toHaveAttribute("aria-rowcount", String(mine.length + 1));
  await expect(gridRows(grid, 1)).toContainText(mine[0]!.cusip);

  const { cusip } = mine.find((one) => one.activity === "MATURITY")!;
  await clickUntil(page.getByRole("button", { name: "Add a filter" }), page.getByRole("button", { name: "CUSIP", exact: true }));
  await page.getByRole("button", { name: "CUSIP", exact: true }).click();
  await page.getByRole("textbox", { name: "CUSIP" }).fill(cusip.toLowerCase());
  await page.getByRole("textbox", { name: "CUSIP" }).press("Enter");
  await expect(page).toHaveURL(new RegExp(`cusip=${cusip.toLowerCase()}`));
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("button", { name: "Activity", exact: true }).click();
  await page.getByRole("search").getByRole("checkbox", { name: "Maturity", exact: true }).check();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(page).toHaveURL(/activity=MATURITY/);
  const matured = mine.filter((one) => one.cusip === cusip && one.activity === "MATURITY");
  await expect(gridRows(grid)).toHaveCount(matured.length);
});

test("a trade shows its arithmetic and its bill, and its confirmation says the same", { tag: ["@trades.list", "@trades.confirmation"] }, async ({ as, bank }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("viewerOne");
  const state = await bank.state();
  const bought = state.trades.findLast((one) => one.pocket_id === operating && one.activity === "BUY" && one.status === "SETTLED")!;
  await page.goto(`/trades?pocket=${operating}&activity=BUY&status=SETTLED&cusip=${bought.cusip}`);
  await gridRows(page.getByRole("grid", { name: "Trades" })).filter({ hasText: money(bought.notional.value) }).getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/trades/${bought.id}\\?`));
  await expect(page).toHaveTitle(`Buy of ${bought.cusip} · Countersign`);
  await expect(page.getByRole("heading", { level: 1, name: `Buy of ${bought.cusip}` })).toBeVisible();
  const main = page.getByRole("main");
  await expect(main).toContainText(`${quantity.format(bought.quantity)} × ${bought.price} = ${money(bought.notional.value)}`);
  await expectAccessible(page);

  const [download] = await Promise.all([page.waitForEvent("download"), main.getByRole("link", { name: /confirmation pdf/i }).click()]);
  expect(download.suggestedFilename()).toMatch(/^example-robotics_operating_trade-confirmation_.*\.pdf$/);
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(await download.path())));
  const text = (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, " ");
  for (const part of [bought.cusip, bought.price, money(bought.notional.value), quantity.format(bought.quantity), bought.settled_date!, bought.id]) {
    expect(text).toContain(part);
  }
  const record = await openRecord();
  try {
    await expect.poll(async () => (await record.about(bought.id)).slice(-2)).toEqual(["intent confirmation.download", "outcome confirmation.download done"]);
  } finally {
    await record.close();
  }

  const matured = state.trades.findLast((one) => one.activity === "MATURITY")!;
  await page.goto(`/trades/${matured.id}?pocket=${matured.pocket_id}&day=${matured.book_date}`);
  await expect(page.getByText("Jiko confirms no maturities.")).toBeVisible();
  const none = await page.request.get(`/api/downloads/confirmations/${matured.id}?pocket=${matured.pocket_id}&day=${matured.book_date}`);
  expect(none.status()).toBe(404);
  await page.goto(`/trades/11111111-1111-4111-8111-111111111111?pocket=${operating}&day=2026-07-13`);
  await expect(page.getByRole("main")).toContainText("open it from the list of trades");
});

test("a movement leads to what it belongs to, and back", { tag: ["@transactions.get", "@transactions.list", "@wires.get", "@portals.listAll"] }, async ({ as, bank }) => {
  await fillMirror(await as("adminOne"));
  const page = await as("viewerOne");
  const state = await bank.state();
  const main = page.getByRole("main");

  const out = state.transactions.findLast(
    (one) => one.type === "ON_US" && one.details.on_us_transfer_type === "INTERNAL_REALLOCATION" && one.direction === "DEBIT",
  )!;
  const half = state.transactions.find((one) => one.transaction_id === out.transaction_id && one.id !== out.id)!;
  await page.goto(`/transactions/${out.id}`);
  await expect(page).toHaveTitle(`Jiko transfer: ${out.title} · Countersign`);
  const other = state.pockets.find(({ id }) => id === half.pocket_id)!.pocket_name;
  await main.getByRole("link", { name: `In to ${other}` }).click();
  await expect(page).toHaveURL(new RegExp(`/transactions/${half.id}`));
  await main.getByRole("link", { name: "Everything booked for this transfer" }).click();
  await expect(main.getByRole("list", { name: "Narrowed to" })).toContainText("Only what Jiko booked for the Jiko transfer");
  await expect(gridRows(page.getByRole("grid"))).toHaveCount(2);

  const wired = state.transactions.findLast((one) => one.type === "WIRE" && one.direction === "DEBIT" && one.status === "SETTLED")!;
  const wire = state.wires.find((one) => wired.type === "WIRE" && one.id === wired.details.wire_id)!;
  await page.goto(`/transactions/${wired.id}`);
  await expect(main.getByRole("link", { name: wire.counterparty_name! })).toHaveAttribute("href", `/counterparties/${wire.counterparty_id}`);
  await main.getByRole("link", { name: "Open the wire" }).click();
  await expect(page).toHaveURL(new RegExp(`/wires/${wire.id}`));
  await main.getByRole("link", { name: "In the transactions" }).click();
  await expect(main.getByRole("list", { name: "Narrowed to" })).toContainText("the wire");
  await expect(page.getByRole("grid")).toContainText("Wire fee");

  const paid = state.transactions.findLast((one) => one.type === "ACH" && one.pocket_id === operating)!;
  const portal = state.portals.find((one) => paid.type === "ACH" && one.id === paid.details.portal_id)!;
  await page.goto(`/transactions/${paid.id}`);
  await main.getByRole("link", { name: "Everything paid through it" }).click();
  await expect(main.getByRole("list", { name: "Narrowed to" })).toContainText(`Only what was paid through the portal ${portal.name}`);
  await main.getByRole("link", { name: "Show all again" }).click();
  await expect(page).toHaveURL(/\/transactions$/);

  await page.goto("/transactions?wire=x");
  await expect(main.getByRole("list", { name: "Narrowed to" })).toContainText("The address names nothing that Jiko has.");
  await page.goto(`/pockets/${operating}`);
  await expect(page).toHaveTitle("Operating · Countersign");
});
