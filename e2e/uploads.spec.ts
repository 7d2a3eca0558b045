import type { Page } from "@playwright/test";
import { openRecord } from "./support/record";
import { expect, test } from "./support/test";

const pdf = (name: string, bytes = 200_000) => ({
  name,
  mimeType: "application/pdf",
  buffer: Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(bytes, "scanned ")]),
});
const panel = (page: Page) => page.getByRole("region", { name: "Documents" });

async function choose(page: Page, kind: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const field = panel(page).getByLabel("Kind of document");
  await expect(async () => {
    await field.selectOption({ label: kind });
    await expect(page.getByLabel(`File for ${kind}`)).toBeAttached({ timeout: 1_000 });
  }).toPass();
  await page.getByLabel(`File for ${kind}`).setInputFiles(file);
}

test("a document is sent to the company's profile, and what was sent is listed", { tag: "@customerDocuments.upload" }, async ({ as, bank }) => {
  const page = await as("adminOne", { at: "/company" });
  await choose(page, "Proof of address", pdf("utility bill.pdf", 3_000_000));
  await expect(panel(page)).toContainText("Jiko has the file: proof of address.");
  const row = panel(page).getByRole("row", { name: /Proof of address/ }).first();
  await expect(row).toContainText("utility bill.pdf");
  await expect(row).toContainText("3.0 MB");
  await expect(row).toContainText("Admin One");
  await expect(row).toContainText("Sent");
  expect((await bank.state()).uploads).toMatchObject([{ document_type: "ADDRESS_VERIFICATION", content_type: "application/pdf", size: 3_000_009 }]);
  const record = openRecord();
  expect((await record.about("customer-documents")).slice(-2)).toEqual(["intent document.upload", "outcome document.upload done"]);
  await record.close();
});

test("a file that is not what it says, empty or too large is refused by its name, and nothing goes to Jiko", { tag: "@customerDocuments.upload" }, async ({ as, bank }) => {
  const page = await as("adminOne", { at: "/company" });
  await bank.clearCalls();
  const alert = panel(page).getByRole("alert");
  await choose(page, "Passport", { name: "page.pdf", mimeType: "application/pdf", buffer: Buffer.from("<!doctype html><p>hello</p>") });
  await expect(alert).toContainText("page.pdf: This file says that it is a PDF, but its content is neither");
  await choose(page, "Passport", { ...pdf("scan.pdf"), mimeType: "image/png" });
  await expect(alert).toContainText("scan.pdf: This file says that it is a PNG image, but its content is a PDF.");
  await choose(page, "Passport", { name: "nothing.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) });
  await expect(alert).toContainText("nothing.pdf: This file is empty.");
  await choose(page, "Passport", pdf("large.pdf", 5_100_000));
  await expect(alert).toContainText("large.pdf: This file is too large for this kind of document (passport): at most 5 MB.");
  // The server does not take the browser's word for it.
  const answer = await page.evaluate(async () => {
    const headers = { "countersign-command": "1", "content-type": "application/pdf", "countersign-file-name": "x.pdf" };
    const response = await fetch("/api/uploads/documents/OTHER", { method: "POST", headers, body: new Blob(["<html>".repeat(200_000)]) });
    return { status: response.status, body: (await response.json()) as { message: string } };
  });
  expect(answer.status).toBe(400);
  expect(answer.body.message).toContain("neither a PDF");
  expect((await bank.calls()).filter(({ operation }) => operation === "customerDocuments.upload")).toEqual([]);
});

test("a file is stopped on its way, and nothing of it is kept", { tag: "@customerDocuments.upload" }, async ({ as, bank }) => {
  const page = await as("adminOne", { at: "/company" });
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 });
  await choose(page, "Bylaws", pdf("bylaws.pdf", 6_000_000));
  const progress = page.getByRole("progressbar", { name: "Sending bylaws.pdf" });
  await expect.poll(async () => Number(await progress.getAttribute("value"))).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Stop sending bylaws.pdf" }).click();
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await expect(panel(page)).toContainText("Stopped. Nothing of bylaws.pdf was kept.");
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  expect((await bank.state()).uploads).toEqual([]);
  const record = openRecord();
  await expect.poll(async () => (await record.about("customer-documents")).at(-1)).toBe("outcome document.upload canceled");
  await record.close();
});

test("where the answer is lost that is said, and sending again does no harm; who may not send is told why", { tag: "@customerDocuments.upload" }, async ({ as, bank }) => {
  const page = await as("adminOne", { at: "/company" });
  await bank.fault({ operation: "customerDocuments.upload", kind: "drop-after" });
  await choose(page, "Another document", pdf("letter.pdf"));
  await expect(panel(page)).toContainText("The file may have arrived, and an unused copy may remain at Jiko. You can send it again: that does no harm.");
  await expect(panel(page).getByRole("row", { name: /letter\.pdf/ })).toContainText("May have arrived");
  await choose(page, "Another document", pdf("letter.pdf"));
  await expect(panel(page)).toContainText("Jiko has the file: another document.");
  expect((await bank.state()).uploads).toHaveLength(2);
  const viewer = await as("viewerOne", { at: "/company" });
  await expect(viewer.getByRole("button", { name: /Choose a file/ })).toHaveAccessibleDescription("Sending documents to Jiko needs the role admin.");
});
