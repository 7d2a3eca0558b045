import type { Company } from "@/sandbox/company/types";
import type { StoredFile } from "./files";
import type { BankState } from "./types";

type Find = (company: Company, state: BankState, rest: string) => Promise<StoredFile | null>;

const pdf = (bytes: Uint8Array | null): StoredFile | null => bytes && { bytes, contentType: "application/pdf" };

/** What lies behind download links, by the first part of their path; made anew from the books at every download. */
const shelves: Record<string, Find> = {
  statements: async (company, state, rest) => pdf(await company.statementPdf(state.company, rest.replace(/\.pdf$/, ""))),
};

/** The file at a path such as `statements/<id>.pdf`. */
export async function storedFile(company: Company, state: BankState, path: string): Promise<StoredFile | null> {
  const [shelf = "", ...rest] = path.split("/");
  return (await shelves[shelf]?.(company, state, rest.join("/"))) ?? null;
}
