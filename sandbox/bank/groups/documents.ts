import { receive } from "@/sandbox/company/applications";
import { conflict, invalid, notFound, Refusal } from "../errors";
import { member } from "../roles";
import type { Group } from "../types";

/** Kinds of which a file is at most 5 MB (related). */
const small = new Set(["ID_FRONT", "ID_BACK", "SELFIE", "PASSPORT"]);
const smallLimit = 5_000_000;

function checkSize(type: string, size: number): void {
  if (small.has(type) && size > smallLimit) throw invalid(["header", "content-length"], `A file of this kind is at most ${smallLimit} bytes`, size);
}

export const documents: Group<"documents.upload" | "customerDocuments.upload"> = {
  "documents.upload": ({ books, caller, params, file, now }) => {
    member(caller, "ADMIN");
    const record = books.state.company.applications.find(({ documents }) => documents.some(({ id }) => id === params.document_id));
    const document = record?.documents.find(({ id }) => id === params.document_id);
    if (!record || !document) throw notFound("Document");
    if (document.status === "APPROVED") throw new Refusal(412, "The document has been approved already");
    if (record.application.status !== "DOCUMENTS_NEEDED") throw conflict(`The application is ${record.application.status} and takes no documents`);
    checkSize(document.type, file.size);
    receive(document, file.name, now);
    const { review_at: _, ...answer } = document;
    return answer;
  },
  "customerDocuments.upload": ({ books, caller, params, file, now }) => {
    member(caller, "ADMIN");
    checkSize(params.document_type, file.size);
    const id = books.company.mintId(books.state.company);
    books.state.company.uploads.push({
      id,
      document_type: params.document_type,
      content_type: file.contentType,
      size: file.size,
      uploaded_at: now.toISOString(),
    });
    return { success: true, document_id: id };
  },
};
