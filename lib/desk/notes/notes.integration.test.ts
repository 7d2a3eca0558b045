import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { db } from "@/lib/db/connection";
import { attachment, comment } from "@/lib/db/schema/approvals";
import { draft } from "@/lib/db/schema/draft";
import { log } from "@/lib/log";
import { sha256Hex } from "@/lib/sha256";
import { testDatabase } from "@/scripts/database";
import { openScene, refusal, type Person } from "../commands/testing/scene";
import { createDraft, deleteDraft, deleteExpiredDrafts } from "../drafts";
import { attach } from "./attach";
import { attachmentsOf, resealAttachments } from "./attachments";
import { downloadAttachment } from "./download";
import { notesView } from "./view";

vi.mock("@/lib/auth/sessions", () => ({ touchAlive: async () => undefined }));
vi.mock("../read", async (original) => ({
  ...(await original<object>()),
  readWhole: (op: never, who: Person, input: never) => scene.desk.bank.as(who.member).call(op, input),
}));

const scene = openScene(testDatabase);
const pdf = (text = "an invoice") => Buffer.from(`%PDF-1.7 ${text}`);

interface Sent {
  bytes?: Buffer;
  type?: string;
  name?: string;
  announced?: number;
}
function put(who: Person, transferId: string, { bytes = pdf(), type = "application/pdf", name = "invoice 4711.pdf", announced = bytes.length }: Sent = {}) {
  const headers = { "content-type": type, "content-length": String(announced), "countersign-file-name": encodeURIComponent(name) };
  const body = new Blob([new Uint8Array(bytes)]).stream();
  const request = new Request("http://localhost:3000/api/uploads", { method: "POST", body, duplex: "half", headers } as RequestInit);
  return attach({ request, session: who }, transferId, scene.desk.bank.as(who.member));
}
const filesOf = (transferId: string) => attachmentsOf(scene.desk.customerId, transferId);
const fetched = (who: Person, id: string) => downloadAttachment({ request: new Request("http://localhost:3000"), session: who, log }, id);
const say = (who: Person, transferId: string, text: string, commandId?: string) => scene.run("request.comment", who, { transferId, text }, commandId);
const begun = () => createDraft(scene.initiator, "transfer", {});

describe("a comment", () => {
  it("stands under its request for everybody, is on record by its hash, and cannot be changed or removed", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const [commandId, text] = [randomUUID(), "Asked for\nU\u202eS account 000123456789"];
    expect(await say(scene.approver, id, ` ${text}\r\n`, commandId)).toEqual(await say(scene.approver, id, ` ${text}\r\n`, commandId));
    const viewer = scene.desk.session("Viewer One", "VIEWER");
    scene.later(1);
    await say(viewer, id.toUpperCase(), "Seen");
    const { comments } = await notesView(viewer, id);
    expect(comments.map(({ by, text }) => [by.name, text])).toEqual([
      ["Approver One", "Asked for\nU[U+202E]S account 000123456789"],
      ["Viewer One", "Seen"],
    ]);
    const [first] = await scene.desk.record();
    expect(first).toMatchObject({ kind: "outcome", action: "request.comment", details: { commentId: comments[0]!.id, digest: sha256Hex(text), length: text.length } });
    expect(first!.canonical).not.toContain("000123456789");
    for (const change of [db().update(comment).set({ text: "Another" }), db().delete(comment)]) {
      expect(await change.then(() => null, (error: Error) => (error.cause as { code?: string }).code)).toBe("42501");
    }
  });

  it("is about something that is there, and of a length", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    for (const text of ["", " \n ", "x".repeat(2001)]) {
      expect(await refusal(say(scene.approver, id, text))).toMatchObject({ code: "invalid_input", fields: [{ field: "text" }] });
    }
    expect(await refusal(say(scene.approver, randomUUID(), "Hello"))).toMatchObject({ code: "not_found" });
    const { id: draftId } = await begun();
    await say(scene.initiator, draftId, "For July");
    expect(await refusal(say(scene.approver, draftId, "Hello"))).toMatchObject({ code: "not_found" });
    expect(await refusal(say({ ...scene.approver, scopes: [] }, id, "Hello"))).toMatchObject({ code: "forbidden" });
  });

  it("of another company is not seen", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await say(scene.approver, id, "Ours");
    await put(scene.approver, id);
    const [file] = await filesOf(id);
    const stranger = { ...scene.approver, customerId: randomUUID() };
    expect(await notesView(stranger, id)).toMatchObject({ comments: [], attachments: [] });
    expect(await attachmentsOf(stranger.customerId, id)).toEqual([]);
    expect(await refusal(fetched(stranger, file!.id))).toMatchObject({ code: "not_found" });
    expect(await refusal(scene.run("attachment.remove", stranger, { attachmentId: file!.id }))).toMatchObject({ code: "not_found" });
  });
});

describe("an attachment", () => {
  it("lies sealed, is on record by its hash, and comes back as it was, to be saved only", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    expect(await put(scene.initiator, id, { name: "C:\\me\\invoice.exe" })).toEqual({ state: "done", message: "invoice.exe.pdf is attached." });
    expect(await put(scene.approver, id)).toEqual({ state: "done", message: "This file is attached already, as invoice.exe.pdf." });
    const [file, ...more] = await filesOf(id);
    expect(more).toEqual([]);
    expect(file).toMatchObject({ name: "invoice.exe.pdf", size: pdf().length, digest: sha256Hex(pdf()), by: { name: "Initiator One" } });
    const [row] = await db().select().from(attachment).where(eq(attachment.id, file!.id));
    expect(row!.sealed.includes("invoice")).toBe(false);

    const answer = await fetched(scene.approver, file!.id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf())).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf", "content-disposition": 'attachment; filename="invoice.exe.pdf"', "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox") as string,
    });
    expect(await scene.kinds()).toEqual(["event attachment.upload done", "intent attachment.download", "outcome attachment.download done"]);
    const [upload] = await scene.desk.record();
    expect(upload!.details).toMatchObject({ attachmentId: file!.id, digest: file!.digest, fileName: "invoice.exe.pdf", under: "request" });
  });

  it.each<[string, Sent, string]>([
    ["is no PDF", { bytes: Buffer.from("<html>") }, "invalid_input"],
    ["is of a kind that is not taken", { type: "text/html" }, "invalid_input"],
    ["is too large", { announced: 10_000_001 }, "too_large"],
    ["is longer than announced", { announced: 10 }, "invalid_input"],
    ["is shorter than announced", { announced: 1000 }, "invalid_input"],
    ["is empty", { bytes: Buffer.alloc(0) }, "invalid_input"],
  ])("is refused where it %s", async (_, sent, code) => {
    const id = await scene.desk.filed(scene.initiator.member);
    expect(await refusal(put(scene.initiator, id, sent))).toMatchObject({ code, fields: [{ field: "file" }] });
    expect(await filesOf(id)).toEqual([]);
  });

  it("comes from whoever filed the request or signs, and there are ten at most", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    const stranger = scene.desk.session("Initiator Two", "INITIATOR");
    expect(await refusal(put(stranger, id))).toMatchObject({ code: "forbidden", message: expect.stringContaining("whoever filed") as string });
    expect((await notesView(stranger, id)).barred).toContain("whoever filed");
    expect(await scene.kinds()).toEqual(["event attachment.upload refused"]);
    expect(await refusal(put(scene.approver, randomUUID()))).toMatchObject({ code: "not_found" });
    const twelve = Array.from({ length: 12 }, (_, n) => put({ ...scene.approver, id: randomUUID() }, id, { bytes: pdf(String(n)) }).catch(() => null));
    expect((await Promise.all(twelve)).filter(Boolean)).toHaveLength(10);
    expect(await filesOf(id)).toHaveLength(10);
    expect((await notesView(scene.approver, id)).barred).toBe("A request has at most 10 files.");
  });

  it("that was exchanged in the database does not open", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await put(scene.initiator, id);
    await put(scene.initiator, id, { bytes: pdf("another") });
    const [one, two] = await db().select().from(attachment).where(eq(attachment.transferId, id));
    await db().update(attachment).set({ sealed: two!.sealed, digest: two!.digest }).where(eq(attachment.id, one!.id));
    await expect(fetched(scene.approver, one!.id)).rejects.toThrow();
  });

  it("is sealed again with a new key", async () => {
    const id = await scene.desk.filed(scene.initiator.member);
    await put(scene.initiator, id);
    const [file] = await filesOf(id);
    const before = process.env.VAULT_KEYS!;
    const newer = `k2:${Buffer.alloc(32, 2).toString("base64")}`;
    onTestFinished(() => void Object.assign(process.env, { VAULT_KEYS: before }));
    Object.assign(process.env, { VAULT_KEYS: `${newer},${before}` });
    await resealAttachments();
    Object.assign(process.env, { VAULT_KEYS: newer });
    const answer = await fetched(scene.approver, file!.id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf())).toBe(true);
  });
});

describe("an attachment of a draft", () => {
  it("is removed by whoever put it there, as long as nothing is filed", async () => {
    const { id } = await begun();
    await put(scene.initiator, id);
    const [file] = await filesOf(id);
    expect(await notesView(scene.initiator, id)).toMatchObject({ barred: null, attachments: [{ removable: true }] });
    const remove = (who: Person, commandId?: string) => scene.run("attachment.remove", who, { attachmentId: file!.id }, commandId);
    expect(await refusal(remove(scene.approver))).toMatchObject({ code: "forbidden" });
    const commandId = randomUUID();
    expect(await remove(scene.initiator, commandId)).toEqual(await remove(scene.initiator, commandId));
    expect(await filesOf(id)).toEqual([]);
    expect(await scene.kinds()).toEqual(["event attachment.upload done", "event attachment.remove refused", "outcome attachment.remove done"]);
  });

  it("stays once the request is filed, also where that is not known yet", async () => {
    const filing = async (fault?: "drop-after" | "drop-before") => {
      const { id } = await begun();
      await put(scene.initiator, id);
      if (fault) scene.desk.bank.faults.set("transferRequests.create", fault);
      await scene.run("transfer.file", scene.initiator, { draftId: id, values: scene.desk.form() });
      const [file] = await filesOf(id);
      return { id, file: file! };
    };
    for (const fault of [undefined, "drop-after", "drop-before"] as const) {
      const { id, file } = await filing(fault);
      expect(await refusal(scene.run("attachment.remove", scene.initiator, { attachmentId: file.id }))).toMatchObject({ code: "conflict" });
      await deleteDraft(scene.initiator, id);
      expect(await filesOf(id)).toEqual([file]);
    }
  });

  it("goes with a draft that is discarded, expired, or was only ever refused", async () => {
    const [kept, discarded, refused, expired] = [await begun(), await begun(), await begun(), await begun()].map(({ id }) => id) as [string, string, string, string];
    for (const id of [kept, discarded, refused, expired]) await put(scene.initiator, id);
    scene.desk.bank.faults.set("transferRequests.create", "rate-limit");
    await refusal(scene.run("transfer.file", scene.initiator, { draftId: refused, values: scene.desk.form() }));
    await deleteDraft(scene.approver, discarded);
    expect(await filesOf(discarded)).toHaveLength(1);
    await deleteDraft(scene.initiator, discarded);
    await deleteDraft(scene.initiator, refused);
    await db().update(draft).set({ expiresAt: new Date("2026-06-15T13:59:59Z") }).where(eq(draft.id, expired));
    await deleteExpiredDrafts();
    expect((await Promise.all([discarded, refused, expired, kept].map(filesOf))).map(({ length }) => length)).toEqual([0, 0, 0, 1]);
    expect(await refusal(put(scene.initiator, discarded))).toMatchObject({ code: "not_found" });
  });
});
