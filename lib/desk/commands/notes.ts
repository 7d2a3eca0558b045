import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { attachment, comment } from "@/lib/db/schema/approvals";
import { draft } from "@/lib/db/schema/draft";
import { AppError } from "@/lib/errors";
import { commentFault, tidyComment } from "@/lib/forms/notes";
import { transferRequestsGet } from "@/lib/jiko/transfer-requests";
import { sha256Hex } from "@/lib/sha256";
import { checkedText } from "../checked-text";
import { deskCommand } from "../desk-command";
import { findAttachment } from "../notes/attachments";
import { notedOf } from "../notes/subject";
import { openCommand, takeOwnTurn } from "./record";
import { orAbsent } from "../sources";

/**
 * The record names the text by its hash and length: whoever has both can tell that a comment is what was written. The text
 * itself stays out, because what people write may hold account numbers, and the record can never be rid of one.
 */
export const commentRequest = deskCommand({
  name: "request.comment",
  permission: "requests.annotate",
  changes: ["request-notes"],
  input: z.strictObject({ transferId: z.guid().toLowerCase(), text: checkedText(commentFault).transform(tidyComment) }),
  subjectId: ({ transferId }) => transferId,
  done: "The comment is there for everybody.",
  look: ({ session, client }, { transferId }) => notedOf(session, (op, input) => client.call(op, input, { for: "command" }), transferId),
  async apply(tx, { session, at }, { transferId, text }) {
    const id = randomUUID();
    const { customerId, memberId, name } = session;
    await tx.insert(comment).values({ id, customerId, transferId, memberId, memberName: name, text, at });
    return { result: { id }, details: { commentId: id, digest: sha256Hex(text), length: text.length } };
  },
});

const filed = "The request was filed: what is attached to it stays.";

/** A file that waits with a draft, by whoever put it there. What belongs to a request is never removed. */
export const removeAttachment = deskCommand({
  name: "attachment.remove",
  permission: "requests.annotate",
  changes: ["request-notes"],
  input: z.strictObject({ attachmentId: z.guid().toLowerCase() }),
  subjectId: () => null,
  done: "The file is removed.",
  async look({ session, client }, { attachmentId }) {
    const found = await findAttachment(session.customerId, attachmentId);
    if (!found) throw new AppError("not_found", { message: "This file is no longer there." });
    if (found.memberId !== session.memberId) throw new AppError("forbidden", { message: "Only whoever attached a file can remove it." });
    const request = await orAbsent(client.call(transferRequestsGet, { params: { transfer_id: found.transferId } }, { for: "command" }));
    if (request) throw new AppError("conflict", { message: filed });
    return found;
  },
  async apply(tx, { session, seen: { id, transferId, name, digest } }) {
    const { customerId, memberId } = session;
    await takeOwnTurn(tx, { customerId, memberId, subjectId: transferId });
    const own = and(eq(draft.customerId, customerId), eq(draft.memberId, memberId), eq(draft.id, transferId));
    const [waits] = await tx.select({ id: draft.id }).from(draft).where(own);
    const filing = await openCommand(tx, { customerId, memberId, subjectId: transferId });
    if (!waits || filing) throw new AppError("conflict", { message: filed });
    await tx.delete(attachment).where(and(eq(attachment.customerId, customerId), eq(attachment.id, id)));
    return { result: { id }, details: { attachmentId: id, fileName: name, digest }, subjectId: transferId };
  },
});
