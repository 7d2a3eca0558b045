import { agreementPath } from "@/sandbox/company/agreements";
import type { Group } from "../types";

export const agreements: Group<"agreements.get"> = {
  // Links are made per answer: each lives ten minutes from now.
  "agreements.get": ({ books }) => {
    const { documents, ...bundle } = books.state.company.agreements;
    return { ...bundle, documents: documents.map((one) => ({ ...one, pdf_download_url: books.fileLink(agreementPath(one.type)) })) };
  },
};
