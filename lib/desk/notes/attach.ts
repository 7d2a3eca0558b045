import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { append, record } from "@/lib/audit/append";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Session } from "@/lib/auth/session";
import { touchAlive } from "@/lib/auth/sessions";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { attachment } from "@/lib/db/schema/approvals";
import { draft } from "@/lib/db/schema/draft";
import { takeTurn } from "@/lib/db/turn";
import { AppError } from "@/lib/errors";
import { mostAttachments } from "@/lib/forms/notes";
import { attachmentType, fittingName, type UploadAnswer } from "@/lib/forms/upload";
import type { JikoClient } from "@/lib/jiko/transport";
import { sha256Hex } from "@/lib/sha256";
import { actorOf } from "../commands/record";
import { hold } from "../in-flight";
import { jikoFor } from "../jiko";
import { publish } from "../live/publish";
import { declaredFile, Incoming } from "../uploads/incoming";
import { takePlace } from "../uploads/upload";
import { attachmentsOf, sealContent } from "./attachments";
import { attachBar, notedOf, type Noted } from "./subject";

interface Asked {
  request: Request;
  session: Session;
}

/**
 * Keeps a file under a request, or under a draft that becomes one. Type, size and first bytes are checked; the content lies
 * sealed and its hash is on record. The same file again is there once. Throws AppError where nothing was kept.
 */
export async function attach(
  { request, session }: Asked,
  transferId: string,
  client: JikoClient = jikoFor(session),
): Promise<UploadAnswer> {
  const declared = declaredFile(request, attachmentType);
  const leave = takePlace(session);
  const release = hold();
  let incoming: Incoming | null = null;
  try {
    await touchAlive(session);
    const noted = await notedOf(session, (op, input) => client.call(op, input, { for: "command" }), transferId);
    const barred = attachBar(session, noted);
    if (barred) {
      const details = { code: "forbidden", message: barred };
      await record({ ...entryOf(session, transferId), correlationId: randomUUID(), outcome: "refused", details });
      throw new AppError("forbidden", { message: barred });
    }
    incoming = new Incoming(request);
    await incoming.checkContent(declared.contentType);
    const content = await incoming.whole(declared.length);
    const file = { name: fittingName(declared.name, declared.contentType), type: declared.contentType, content };
    return await db().transaction((tx) => keep(tx, session, transferId, noted, file));
  } finally {
    leave();
    release();
    void incoming?.drain();
  }
}

type Entry = Omit<AuditEntry, "correlationId" | "outcome" | "details">;

const entryOf = (session: Session, transferId: string): Entry => ({
  customerId: session.customerId, at: now(), kind: "event", action: "attachment.upload",
  actor: actorOf(session), subjectId: transferId,
});

interface File {
  name: string;
  type: string;
  content: Buffer;
}

async function keep(tx: Transaction, session: Session, transferId: string, noted: Noted, file: File): Promise<UploadAnswer> {
  const { name, type, content } = file;
  const { customerId, memberId } = session;
  await takeTurn(tx, `attachments:${customerId}:${transferId}`);
  if (noted.kind === "draft") await holdDraft(tx, session, transferId);
  const there = await attachmentsOf(customerId, transferId, tx);
  const digest = sha256Hex(content);
  const same = there.find((one) => one.digest === digest);
  if (same) return { state: "done", message: `This file is attached already, as ${same.name}.` };
  if (there.length >= mostAttachments) {
    throw new AppError("conflict", { message: `A request has at most ${mostAttachments} files. Nothing was kept.` });
  }

  const id = randomUUID();
  const entry = entryOf(session, transferId);
  const size = content.length;
  const owned = { id, customerId, transferId, memberId, memberName: session.name, at: entry.at };
  await tx.insert(attachment).values({ ...owned, name, type, size, digest, ...sealContent(content, owned) });
  await publish(tx, customerId, ["request-notes"]);
  const details = { attachmentId: id, under: noted.kind, fileName: name, contentType: type, size, digest };
  await append(tx, { ...entry, correlationId: id, outcome: "done", details });
  return { state: "done", message: `${name} is attached.` };
}

/** A draft that goes takes its files with it, so it must not go while one comes. */
async function holdDraft(tx: Transaction, { customerId, memberId }: Session, id: string): Promise<void> {
  const own = and(eq(draft.customerId, customerId), eq(draft.memberId, memberId), eq(draft.id, id));
  const [row] = await tx.select({ id: draft.id }).from(draft).where(own).for("share");
  if (!row) throw new AppError("conflict", { message: "This form was filed or discarded in the meantime. Nothing was kept; look again." });
}
