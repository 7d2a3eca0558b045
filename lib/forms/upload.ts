import type { documentTypes } from "@/lib/jiko/documents";

export type DocumentType = (typeof documentTypes)[number];

/** What a document is called; the sentence case of every list of them. */
export const documentWords: Record<DocumentType, string> = {
  ID_FRONT: "Identity card, front",
  ID_BACK: "Identity card, back",
  ID_BARCODE: "Identity card, barcode",
  SELFIE: "Portrait photo",
  IDENTIFICATION_NUMBER_VERIFICATION: "Proof of identification number",
  ADDRESS_VERIFICATION: "Proof of address",
  PASSPORT: "Passport",
  EIN_CONFIRMATION: "EIN confirmation letter",
  OPERATING_AGREEMENT: "Operating agreement",
  PARTNERSHIP_AGREEMENT: "Partnership agreement",
  ARTICLES_OF_INCORPORATION: "Articles of incorporation",
  BYLAWS: "Bylaws",
  PROOF_OF_501_STATUS: "Proof of 501 status",
  ARTICLES_OF_ASSOCIATION: "Articles of association",
  CORPORATE_CHARTER: "Corporate charter",
  TRUST_FORMATION_RECORDS: "Trust formation records",
  LIST_OF_TRUSTEES: "List of trustees",
  LEGAL_ANALYSIS_OF_BUSINESS_MODEL: "Legal analysis of the business model",
  COINS_AND_TOKENS_LISTED_AND_OFFERED: "Coins and tokens listed and offered",
  COIN_RATING_POLICY_AND_PROCEDURES: "Coin rating policy and procedures",
  TYPE_OF_BLOCKCHAIN_ANALYTICS_USED: "Blockchain analytics in use",
  MARKET_MANIPULATION_POLICY: "Market manipulation policy",
  BSA_AML_OFAC_POLICIES: "BSA, AML and OFAC policies",
  INDEPENDENT_AML_AUDIT_REPORT: "Independent AML audit report",
  BSA_AML_OFAC_INTERNAL_RISK_ASSESSMENT: "BSA, AML and OFAC risk assessment",
  ARTICLES_OF_ORGANIZATION: "Articles of organization",
  FLOW_OF_FUNDS: "Flow of funds",
  BANK_STATEMENTS_1: "Bank statement, first",
  BANK_STATEMENTS_2: "Bank statement, second",
  BANK_STATEMENTS_3: "Bank statement, third",
  WIRE_COUNTERPARTY_VERIFICATION: "Proof of a wire's payee",
  OTHER: "Another document",
};

/** The word for a kind of document; one that is not known here stays as it was sent. */
export const documentWord = (type: string): string => (documentWords as Record<string, string>)[type] ?? type;
export const isDocumentType = (type: string): type is DocumentType => type in documentWords;

/** Files that Jiko takes, with the bytes that each begins with. */
const kinds = {
  "application/pdf": { name: "a PDF", head: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  "image/png": { name: "a PNG image", head: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  "image/jpeg": { name: "a JPEG image", head: [0xff, 0xd8, 0xff] },
} as const;
export type FileType = keyof typeof kinds;
export const fileTypes = Object.keys(kinds) as FileType[];

/** How many bytes tell what a file is. */
export const headLength = 8;

/** A file is smaller than this; some kinds of document are at most 5 MB (related). */
export const sizeLimit = 52_428_800;
const smallLimit = 5_000_000;
const small: ReadonlySet<string> = new Set<DocumentType>(["ID_FRONT", "ID_BACK", "SELFIE", "PASSPORT"]);

/** A file that is attached to a transfer request: Jiko never sees it, and the limit is the desk's own. */
export const attachmentType = "ATTACHMENT";
const attachmentLimit = 10_000_000;

/** The most that a file of this kind may hold, in words. */
export const limitWord = (documentType: string): string =>
  documentType === attachmentType ? "10 MB" : small.has(documentType) ? "5 MB" : "50 MB";

/** What is wrong with a file by what is said of it, before a byte of it was looked at; null where nothing is. */
export function declaredFault(file: { type: string; size: number }, documentType: string): string | null {
  if (!(file.type in kinds)) return "Choose a PDF, PNG or JPEG file.";
  if (!(file.size > 0)) return "This file is empty.";
  if (documentType === attachmentType) return file.size > attachmentLimit ? "This file is too large: at most 10 MB." : null;
  if (file.size >= sizeLimit) return "This file is too large: at most 50 MB.";
  if (small.has(documentType) && file.size > smallLimit) return `This file is too large for this kind of document (${documentWord(documentType).toLowerCase()}): at most 5 MB.`;
  return null;
}

/** What is wrong with a file by its first bytes: a name or a type can say anything. */
export function contentFault(head: Uint8Array, type: string): string | null {
  const begins = (wanted: readonly number[]) => wanted.every((byte, index) => head[index] === byte);
  const known = kinds[type as FileType];
  if (known && begins(known.head)) return null;
  const is = Object.values(kinds).find((kind) => begins(kind.head));
  return `This file says that it is ${known?.name ?? "something else"}, but its content is ${is ? is.name : "neither a PDF nor a PNG or JPEG image"}.`;
}

const nameLimit = 100;

/** The name of a file alone: no folder, nothing invisible, not too long; the extension stays. */
export function plainName(name: string): string {
  const last = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Cs}/gu, "").split(/[/\\]/).at(-1)!.trim();
  if (/^\.*$/.test(last)) return "document";
  if (last.length <= nameLimit) return last;
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(last)?.[0] ?? "";
  return last.slice(0, nameLimit - extension.length) + extension;
}

const extensions: Record<FileType, RegExp> = { "application/pdf": /\.pdf$/i, "image/png": /\.png$/i, "image/jpeg": /\.jpe?g$/i };

/** The name with the extension of what the file is: nothing else may come of it where it is saved and opened. */
export function fittingName(name: string, type: string): string {
  if (extensions[type as FileType]?.test(name)) return name;
  return `${name.slice(0, nameLimit - 5)}.${type.split("/").at(-1)!}`;
}

/** `12.4 MB`, as people compare it with a limit. */
export function writeSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What an upload route answers. */
export type UploadAnswer =
  | { state: "done"; message: string }
  /** Jiko did not answer clearly. */
  | { state: "unknown"; message: string; reference: string };

/** A file that was sent for the company's profile from here, by our own record. */
export interface SentDocument {
  id: string;
  /** ISO instant. */
  at: string;
  by: string;
  documentType: string;
  fileName: string;
  /** Bytes. */
  size: number;
  state: "under_way" | "done" | "refused" | "failed" | "canceled" | "unknown";
}
