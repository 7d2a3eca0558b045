import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { inherited } from "../scripts/process";
import { test } from "./support/commands";
import { wire, type DeskClient } from "./support/desk-client";
import { recallSigning } from "./support/sessions";
import { stack } from "./support/stack";
import { gridRows } from "./support/grid";
import { clickUntil, expect, expectAccessible, settled, type MemberName } from "./support/test";

type Desk = (member: MemberName) => Promise<DeskClient>;

/** A wire that one member filed and another one signed off with a passkey. */
async function signedOff(desk: Desk): Promise<string> {
  const id = await (await desk("initiatorOne")).filed(wire());
  const approver = await desk("approverOne");
  const { status, body } = await approver.send("transfer.approve", await approver.decision(id, "approve"));
  expect(status, JSON.stringify(body)).toBe(200);
  return id;
}

interface Ended {
  code: number;
  said: string;
}

/** Runs one of the scripts, as an auditor would at a console. */
const script = (name: string, args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const given = ["--import", "tsx", "--conditions=react-server", `scripts/${name}.ts`, ...args];
    execFile(process.execPath, given, { env: { ...inherited, NODE_ENV: "production", NODE_OPTIONS: "", ...env } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, said: stdout + stderr }),
    );
  });
const publicKey = () => `${stack().env.AUDIT_KEY_FILE}.public.pem`;

test("the record shows what was done in words, filtered by its address, and opens to everything it holds", async ({ as, desk }) => {
  const id = await signedOff(desk);
  const page = await as("approverTwo", { at: "/audit" });
  await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Audit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit" })).toBeVisible();
  const form = page.getByRole("search", { name: "Filter the entries" });
  const add = async (column: string) => {
    await clickUntil(form.getByRole("button", { name: "Add a filter" }), form.getByRole("button", { name: column, exact: true }));
    await form.getByRole("button", { name: column, exact: true }).click();
  };
  await add("About");
  await form.getByRole("textbox", { name: "About" }).fill(id);
  await form.getByRole("textbox", { name: "About" }).press("Enter");
  await expect(page).toHaveURL(new RegExp(`subject=${id}`));
  await add("Outcome");
  await form.getByRole("checkbox", { name: "Done" }).check();
  await form.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`subject=${id}&outcome=done`));
  const rows = gridRows(page.getByRole("grid", { name: "Audit" }));
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Approver One");
  await expect(rows.first()).toContainText("Approved the request");

  await page.goto(`/audit?subject=${id}`);
  await expect(rows).toHaveCount(4);
  const intent = rows.filter({ hasText: "Set out to approve the request" });
  await intent.click();
  const entry = page.getByRole("dialog", { name: /^Entry \d+/ });
  await expect(entry).toContainText("$1,234.56");
  await expect(entry).toContainText("passkey");
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
});

test("the state of the chain says how far it is signed", async ({ as, desk }) => {
  await signedOff(desk);
  const page = await as("adminOne", { at: "/audit" });
  const panel = page.getByRole("region", { name: "State of the chain" });
  await expect(panel).toContainText(/key [0-9a-f]{16}/);
  await expect(panel).toContainText("All are kept outside the database");
});

test("what is filtered is what is exported, as CSV and as JSON lines, and that is on record", async ({ as, desk }) => {
  const id = await signedOff(desk);
  const page = await as("approverTwo", { at: `/audit?subject=${id}` });
  await settled(page);
  await page.getByRole("button", { name: "Download" }).click();
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^CSV/ }).click()]);
  const rows = parse(await readFile(await csv.path()), { bom: true, columns: true }) as { What: string; About: string }[];
  expect(rows.map(({ What }) => What)).toEqual(["Approved the request", "Set out to approve the request", "Filed the request", "Set out to file the request"]);
  expect(new Set(rows.map(({ About }) => About))).toEqual(new Set([id]));
  const [lines] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^JSON lines/ }).click()]);
  const entries = (await readFile(await lines.path(), "utf8")).trim().split("\n").map((line) => JSON.parse(line) as { canonical: string });
  expect(entries.map(({ canonical }) => (JSON.parse(canonical) as { subjectId: string }).subjectId)).toEqual([id, id, id, id]);
  await page.goto("/audit?group=downloads");
  await expect(page.getByText("Downloaded the audit record").first()).toBeVisible();
});

test("the access report tells who may sign with which passkey, and goes into a file", async ({ as, desk }) => {
  await signedOff(desk);
  const page = await as("adminOne", { at: "/audit/access" });
  const row = page.getByRole("row", { name: /Approver One/ });
  await expect(row).toContainText("APPROVER");
  await expect(row).toContainText(/[0-9a-f]{16} since/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /Download CSV/ }).click()]);
  const rows = parse(await readFile(await file.path()), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.find(({ Member }) => Member === "Approver One")).toMatchObject({ "May sign": "yes", "May file": "no", Policy: "built in", "On Jiko's list today": "APPROVER" });
  // Invited, and never here.
  await expect(page.getByRole("row", { name: /Viewer Two/ })).toContainText("Jiko's list");
  await page.getByLabel("At the end of").fill("2000-01-01");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Nobody is on record until then.")).toBeVisible();
});

test("others than approvers and admins read the history of a request alone", async ({ as, desk }) => {
  const id = await signedOff(desk);
  const viewer = await desk("viewerOne");
  for (const route of ["/api/lists/audit", "/api/record/state", "/api/record/access", "/api/downloads/record?format=csv"]) expect((await viewer.get(route)).status).toBe(403);
  const { status, body } = await viewer.get<{ sentence: string }[]>(`/api/record/${id}`);
  expect([status, body.length]).toEqual([200, 4]);
  const page = await as("viewerOne", { at: "/audit" });
  await expect(page.getByText("Reading the audit record needs the role approver or admin.")).toBeVisible();
});

test("the whole record is verified from outside, and a sign-off is proven without the desk", async ({ desk }) => {
  const id = await signedOff(desk);
  const { DATABASE_URL, VAULT_KEYS, AUDIT_HEADS_FILE } = stack().env as Record<string, string>;
  const database = { DATABASE_URL: DATABASE_URL!, VAULT_KEYS: VAULT_KEYS! };
  await recallSigning();
  const verified = await script("audit-verify", ["--key", publicKey(), "--heads", AUDIT_HEADS_FILE!], database);
  expect(verified.said).toContain("Everything holds.");
  expect(verified.code).toBe(0);

  const folder = await mkdtemp(path.join(tmpdir(), "countersign-evidence-"));
  try {
    await expect(async () => {
      expect(await script("evidence", [id, "--key", publicKey(), "--out", folder], database)).toMatchObject({ code: 0 });
    }).toPass();
    const file = path.join(folder, `evidence-${id}.json`);
    const alone = await script("evidence-verify", [file, "--key", publicKey()]);
    expect(alone.said).toContain("Everything holds.");
    expect(alone.code).toBe(0);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("Approver One", "Approver Two"));
    const changed = await script("evidence-verify", [file, "--key", publicKey()]);
    expect(changed.code).toBe(1);
    expect(changed.said).toMatch(/entry \d+ is not the one in the chain: its text was changed/);
    expect(await readFile(path.join(folder, `evidence-${id}.html`), "utf8")).toContain("$1,234.56");
  } finally {
    await rm(folder, { recursive: true });
  }
});
