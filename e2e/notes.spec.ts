import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { deskOf, wire } from "./support/desk-client";
import { openRecord } from "./support/record";
import { appUrl, clickUntil, expect, expectAccessible, members, test } from "./support/test";

/** Of the seed: $2,500,000.00 to Sample Supplies LLC, filed by Initiator One. */
const invoice = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";

const pdf = (name: string, text = "an invoice") => ({ name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7 ${text}`) });
const attachments = (page: Page) => page.getByRole("region", { name: "Attachments" });
const comments = (page: Page) => page.getByRole("region", { name: "Comments" });
const choose = (page: Page, file: ReturnType<typeof pdf>) => attachments(page).getByLabel("File for this request").setInputFiles(file);

/** A file that is chosen before the page is alive is nobody's. */
async function attach(page: Page, file: ReturnType<typeof pdf>): Promise<void> {
  await expect(async () => {
    await choose(page, file);
    await expect(attachments(page).getByText(`${file.name} is attached.`)).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

test("an invoice goes with the form into the request, comes back as it was, and is never removed afterwards", async ({ as }) => {
  const desk = await deskOf(members.initiatorOne, appUrl());
  const { body: draft } = await desk.post<{ id: string }>("/api/drafts", { kind: "transfer", value: wire() });
  const initiator = await as("initiatorOne", { at: `/transfers/new/${draft.id}?step=review` });
  await attach(initiator, pdf("wrong.pdf", "the wrong one"));
  await attachments(initiator).getByRole("button", { name: "Remove wrong.pdf" }).click();
  await expect(attachments(initiator)).toContainText("Nothing is attached.");
  const file = pdf("invoice 4711.pdf");
  await attach(initiator, file);
  await expectAccessible(initiator);
  await initiator.getByRole("button", { name: "File for approval" }).click();
  await expect(initiator.getByRole("link", { name: "See the request" })).toBeVisible();
  await expect(attachments(initiator).getByRole("button", { name: /^Remove/ })).toHaveCount(0);

  const approver = await as("approverOne", { at: `/approvals/${draft.id}` });
  await expect(attachments(approver)).toContainText("Initiator One");
  await expect(attachments(approver)).toContainText(createHash("sha256").update(file.buffer).digest("hex").slice(0, 16));
  const downloading = approver.waitForEvent("download");
  await clickUntil(attachments(approver).getByRole("link", { name: /^Download ?: invoice 4711\.pdf$/ }), approver.getByText("Downloaded invoice 4711.pdf."));
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("invoice 4711.pdf");
  expect((await readFile(await download.path())).equals(file.buffer)).toBe(true);
  const record = openRecord();
  expect(await record.about(draft.id)).toEqual(
    expect.arrayContaining(["event attachment.upload done", "outcome attachment.remove done", "intent attachment.download", "outcome attachment.download done"]),
  );
  await record.close();
});

test("what is no invoice is refused beside the button, by the server too, and who may attach nothing is told why", async ({ as }) => {
  const approver = await as("approverTwo", { at: `/approvals/${invoice}` });
  await expect(async () => {
    await choose(approver, { ...pdf("page.pdf"), buffer: Buffer.from("<!doctype html>") });
    await expect(attachments(approver).getByRole("alert")).toContainText("its content is neither a PDF", { timeout: 2_000 });
  }).toPass();
  await choose(approver, { ...pdf("large.pdf"), buffer: Buffer.concat([Buffer.from("%PDF-1.7"), Buffer.alloc(10_000_000)]) });
  await expect(attachments(approver).getByRole("alert")).toContainText("large.pdf: This file is too large: at most 10 MB.");
  const answer = await approver.evaluate(async (id) => {
    const headers = { "countersign-command": "1", "content-type": "application/pdf", "countersign-file-name": "x.pdf" };
    const response = await fetch(`/api/uploads/requests/${id}`, { method: "POST", headers, body: new Blob(["<html>".repeat(200_000)]) });
    return response.status;
  }, invoice);
  expect(answer).toBe(400);
  await expect(attachments(approver)).toContainText("Nothing is attached.");
  const stranger = await as("initiatorTwo", { at: `/approvals/${invoice}` });
  await expect(attachments(stranger).getByRole("button", { name: "Choose a file" })).toHaveAccessibleDescription(/by whoever filed the request, by approvers and by admins/);
});

test("people talk under a request: with the keyboard alone, seen by the others at once, with what hides made visible, on a phone too", async ({ as }) => {
  const initiator = await as("initiatorOne", { at: `/approvals/${invoice}` });
  await expect(comments(initiator)).toContainText("Nobody has written anything yet.");
  const viewer = await as("viewerOne", { at: `/approvals/${invoice}` });
  await viewer.setViewportSize({ width: 360, height: 740 });
  const field = comments(viewer).getByLabel("Write a comment");
  await expect(async () => {
    await comments(viewer).getByRole("button", { name: "Comment" }).click();
    await expect(comments(viewer).getByText("Write something first.")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await field.focus();
  await viewer.keyboard.insertText("Is this\nthe order of M\u202eay?");
  await viewer.keyboard.press("Tab");
  await viewer.keyboard.press("Enter");
  await expect(comments(viewer).getByRole("listitem")).toContainText("the order of M[U+202E]ay?");
  await expect(field).toHaveValue("");
  expect(await viewer.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(viewer);
  await expect(comments(initiator).getByRole("listitem")).toContainText("Viewer One", { timeout: 20_000 });
  await expect(comments(initiator).getByRole("button", { name: /Edit|Remove|Delete/ })).toHaveCount(0);
});
