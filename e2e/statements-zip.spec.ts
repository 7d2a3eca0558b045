import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { readManifest, sha256, unzip } from "../lib/desk/archives/testing";
import { cents, formatCents } from "../lib/treasury/money";
import { company } from "../sandbox/company";
import type { CompanyState, StatementRecord } from "../sandbox/company/types";
import { openRecord } from "./support/record";
import { clickUntil, test, expect, expectAccessible } from "./support/test";

const money = (value: number) => formatCents(cents(value)).replace("\u2212", "-");

async function openDialog(page: Page) {
  const dialog = page.getByRole("dialog", { name: "Download several statements" });
  await clickUntil(page.getByRole("button", { name: "Download several" }), dialog);
  return dialog;
}

const months = ["2026-05", "2026-06"];
const isWanted = (state: CompanyState) => {
  const pockets = state.pockets.filter(({ pocket_name }) => ["Operating", "Reserve"].includes(pocket_name)).map(({ id }) => id);
  return ({ account_id, type, key }: StatementRecord) => pockets.includes(account_id) && ["BANK", "BROKERAGE"].includes(type) && months.includes(key.slice(0, 7));
};

test("several months, pockets and types come as one ZIP with a manifest, and the figures are the ledger's", { tag: ["@statements.list"] }, async ({ as, bank }) => {
  const page = await as("viewerOne");
  const state = await bank.state();
  const wanted = company.statementsOf(state, await bank.now()).filter(isWanted(state));
  expect(wanted).toHaveLength(8);
  await page.goto("/statements");
  const dialog = await openDialog(page);
  await expectAccessible(page);
  await dialog.getByLabel("First month").selectOption("May 2026");
  await dialog.getByLabel("Last month").selectOption("June 2026");
  for (const type of ["1099-B", "1099-INT"]) await dialog.getByLabel(type).uncheck();
  for (const { pocket_name } of state.pockets) {
    if (!["Operating", "Reserve"].includes(pocket_name)) await dialog.getByLabel(pocket_name, { exact: true }).uncheck();
  }
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download as ZIP" }).click()]);
  expect(download.suggestedFilename()).toBe("example-robotics_statements_2026-05_to_2026-06.zip");
  const entries = await unzip(await readFile(await download.path()));
  const manifest = readManifest(entries.get("manifest.csv")!);
  expect(new Set(manifest.map(({ statement_id }) => statement_id))).toEqual(new Set(wanted.map(({ id }) => id)));
  for (const line of manifest) {
    expect(line).toMatchObject({ result: "complete", sha256: sha256(entries.get(line.file!)!), bytes: String(entries.get(line.file!)!.length) });
  }
  const bankStatement = manifest.find(({ type, period, pocket }) => type === "BANK" && period === "2026-06" && pocket === "Operating")!;
  const pdf = await getDocumentProxy(new Uint8Array(entries.get(bankStatement.file!)!));
  const text = (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, " ");
  const moved = state.transactions.filter((one) => {
    const day = new Date(one.time_booked).toLocaleDateString("en-CA", { timeZone: "America/New_York" });
    return one.pocket_id === bankStatement.pocket_id && day.startsWith("2026-06");
  });
  expect(moved.length).toBeGreaterThan(10);
  for (const one of moved) {
    expect(text).toContain(`${one.title} - ${one.description} ${money(one.direction === "DEBIT" ? -one.amount.value : one.amount.value)}`);
  }
  await expect(page.getByRole("region", { name: "Your ZIP files" })).toContainText("Done: 8 files");
});

test("a file that breaks off twice is named, the rest arrives, and the page tells how far it is", { tag: ["@statements.list"] }, async ({ as, bank }) => {
  const page = await as("viewerOne");
  const state = await bank.state();
  const june = company.statementsOf(state, await bank.now()).filter(({ key, type }) => key.startsWith("2026-06") && type === "BROKERAGE");
  const [broken, slow] = [june[0]!, june.at(-1)!];
  await bank.fault({ operation: `GET /files/statements/${broken.id}.pdf`, kind: "truncate", times: 2 });
  await bank.fault({ operation: `GET /files/statements/${slow.id}.pdf`, kind: "slow", delayMs: 5_000 });
  await page.goto("/statements?year=2026&month=06&type=BROKERAGE");
  const dialog = await openDialog(page);
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download as ZIP" }).click()]);
  const panel = page.getByRole("region", { name: "Your ZIP files" });
  await expect(panel.getByRole("progressbar")).toBeVisible();
  await expect(panel).toContainText(new RegExp(`[1-9]\\d* of ${june.length} files`));
  const entries = await unzip(await readFile(await download.path()));
  const manifest = readManifest(entries.get("manifest.csv")!);
  expect(manifest.filter(({ result }) => result !== "complete")).toMatchObject([{ statement_id: broken.id, result: "failed", bytes: "0" }]);
  expect(entries.size).toBe(june.length);
  await expect(panel).toContainText(`Done: ${june.length - 1} of ${june.length} files`);
  await expect(panel).toContainText("1 file could not be fetched.");
  const archiveId = (await (await page.request.get("/api/archives")).json() as { id: string }[])[0]!.id;
  expect((await page.request.get(`/api/downloads/archives/${archiveId}`)).status()).toBe(409);
  const record = await openRecord();
  try {
    await expect.poll(async () => (await record.about(archiveId)).slice(0, 2)).toEqual(["intent statements.download", "outcome statements.download done"]);
  } finally {
    await record.close();
  }
});

test("what cannot be one ZIP is refused before anything is fetched", { tag: ["@statements.list"] }, async ({ as }) => {
  const page = await as("viewerOne", { at: "/statements" });
  const dialog = await openDialog(page);
  const oldest = await dialog.getByLabel("First month").locator("option").last().getAttribute("value");
  await dialog.getByLabel("First month").selectOption(oldest);
  await dialog.getByRole("button", { name: "Download as ZIP" }).click();
  await expect(dialog.getByRole("alert")).toContainText(/files; at most 300 go into one ZIP/);
  await dialog.getByLabel("Bank").uncheck();
  await dialog.getByLabel("Brokerage").uncheck();
  await dialog.getByLabel("1099-B").uncheck();
  await dialog.getByLabel("1099-INT").uncheck();
  await expect(dialog.getByText("Tick at least one type.")).toBeVisible();
  const send = (data: object) => page.request.post("/api/archives", { data, headers: { "countersign-command": "1", origin: new URL(page.url()).origin } });
  for (const data of [{ from: "2026-06", to: "2026-05" }, { from: "June" }, { types: ["LETTER"] }, { everything: true }]) {
    expect((await send(data)).status(), JSON.stringify(data)).toBe(400);
  }
  expect((await page.request.get("/api/downloads/archives/11111111-1111-4111-8111-111111111111")).status()).toBe(404);
});
