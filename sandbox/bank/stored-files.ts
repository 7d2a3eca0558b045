import { agreementPdf } from "@/sandbox/company/agreements";
import { reportFile } from "@/sandbox/company/reports/file";
import type { StoredFile } from "./files";
import type { Books } from "./types";

type Find = (books: Books, rest: string) => StoredFile | null | Promise<StoredFile | null>;

const pdf = (bytes: Uint8Array | null): StoredFile | null => bytes && { bytes, contentType: "application/pdf" };

/** What lies behind download links, by the first part of their path; made anew from the books at every download. */
const shelves: Record<string, Find> = {
  agreements: async ({ state }, rest) => pdf(await agreementPdf(state.company, rest.replace(/\.pdf$/, ""))),
  confirmations: async ({ company, state }, rest) => pdf(await company.tradeConfirmation(state.company, rest.replace(/\.pdf$/, ""))),
  statements: async ({ company, state }, rest) => pdf(await company.statementPdf(state.company, rest.replace(/\.pdf$/, ""))),
  reports: (books, rest) => {
    const file = reportFile(books.state.company, rest, books.now());
    return file && { bytes: Buffer.from(file.text), contentType: file.contentType };
  },
};

/** The file at a path such as `statements/<id>.pdf`. */
export async function storedFile(books: Books, path: string): Promise<StoredFile | null> {
  const [shelf = "", ...rest] = path.split("/");
  return (await shelves[shelf]?.(books, rest.join("/"))) ?? null;
}
