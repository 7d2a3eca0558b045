import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { download, type Asked } from "../download";
import { fileTypes, type FileTypeName } from "../file-types";
import { contentOf, findAttachment } from "./attachments";

const typeOf = (mime: string): FileTypeName => {
  const found = (["pdf", "png", "jpeg"] as const).find((name) => fileTypes[name].mime === mime);
  if (!found) throw new Error(`Nothing is attached as ${mime}`);
  return found;
};

/** A file of a request, to be saved and never shown inside the desk. Throws `not_found`. */
export async function downloadAttachment(asked: Asked, id: string): Promise<Response> {
  const found = z.guid().safeParse(id).success ? await findAttachment(asked.session.customerId, id) : null;
  if (!found) throw new AppError("not_found", { message: "There is no such file." });
  const { name, size, digest } = found;
  return download(asked, {
    action: "attachment.download",
    subjectId: found.transferId,
    details: { attachmentId: found.id, fileName: name, size, digest },
    open: async () => ({ body: await contentOf(found), type: typeOf(found.type), fileName: name }),
  });
}
