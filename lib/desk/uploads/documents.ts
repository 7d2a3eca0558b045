import "server-only";
import { AppError } from "@/lib/errors";
import { documentWord, isDocumentType } from "@/lib/forms/upload";
import { applicationDocumentsList } from "@/lib/jiko/applications";
import { customerGet } from "@/lib/jiko/customer";
import { customerDocumentsUpload, documentsUpload, type Document } from "@/lib/jiko/documents";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { allPages } from "../commands/all-pages";
import type { WantedUpload } from "./upload";

/** Under this the record keeps what was sent for the company's profile: Jiko gives no list of it. */
export const profileSubject = "customer-documents";

/** A verification document for the company's profile. Throws `not_found` for a kind that there is not. */
export function profileDocument(documentType: string): WantedUpload {
  if (!isDocumentType(documentType)) throw new AppError("not_found", { message: "There is no such kind of document." });
  return {
    action: "document.upload",
    subjectId: profileSubject,
    details: {},
    async look(client) {
      await client.call(customerGet, {}, { for: "command" });
      return {
        documentType,
        async send(file, signal) {
          const answer = await client.call(customerDocumentsUpload, { params: { document_type: documentType }, file }, { signal });
          if (!answer.success) throw new JikoError("upstream_refused", { operation: customerDocumentsUpload.id, effect: "none", upstreamStatus: 200 });
          return { documentId: answer.document_id };
        },
        // A file that nobody asked for appears in no list.
        arrived: async () => false,
        done: `Jiko has the file: ${documentWord(documentType).toLowerCase()}.`,
      };
    },
  };
}

/** The file for a document that an application asks for. Its kind, and so its limits, stand in Jiko's list. */
export const applicationDocument = (applicationId: string, documentId: string): WantedUpload => ({
  action: "application.document",
  subjectId: documentId.toLowerCase(),
  details: { applicationId },
  async look(client) {
    const find = async () => (await asked(client, applicationId)).find(({ id }) => id.toLowerCase() === documentId.toLowerCase());
    const before = await find();
    if (!before) throw new AppError("not_found", { message: "This application does not ask for such a document." });
    if (before.status === "APPROVED") throw new AppError("conflict", { message: "Jiko has approved this document already. Nothing was sent." });
    return {
      documentType: before.type,
      async send(file, signal) {
        const { status } = await client.call(documentsUpload, { params: { document_id: before.id }, file }, { signal });
        return { status };
      },
      async arrived() {
        const after = await find();
        return after !== undefined && after.status !== before.status && (after.status === "PENDING_REVIEW" || after.status === "APPROVED");
      },
      done: `Jiko has the file and will look at it: ${documentWord(before.type).toLowerCase()}.`,
    };
  },
});

const asked = (client: JikoClient, application_id: string): Promise<Document[]> =>
  allPages((query) => client.call(applicationDocumentsList, { params: { application_id }, query }, { for: "command" }));
