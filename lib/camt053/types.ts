import type { Cents } from "@/lib/treasury/money";

/** An amount with its sign: positive is a credit to the account. Hundredths of the currency. */
export interface SignedAmount {
  value: Cents;
  currency: string;
}

export interface StatementBalance extends SignedAmount {
  /** ISO 20022 code: `OPBD` opening, `CLBD` closing, `PRCD` closing of the day before, or one of the bank's own. */
  code: string;
  /** `YYYY-MM-DD`, or a date and time. */
  at: string | null;
}

export interface StatementEntry extends SignedAmount {
  /** The bank's reference of this line, and of what it tells of. */
  reference: string | null;
  servicerReference: string | null;
  /** `BOOK`: booked. Others (`PDNG`, `INFO`) are not part of the balance. */
  status: string;
  /** Takes an earlier line back. The direction is the one of this line all the same. */
  reversal: boolean;
  /** `YYYY-MM-DD`, or a date and time. */
  bookedAt: string | null;
  valueAt: string | null;
  /** The bank's code for the kind: `PMNT-RCDT-DMCT`, or its own. */
  code: string | null;
  counterparty: string | null;
  text: string | null;
}

/** What the file itself says of its lines. */
export interface StatementSummary {
  entries: { count: number | null; sum: Cents | null } | null;
  credits: { count: number | null; sum: Cents | null } | null;
  debits: { count: number | null; sum: Cents | null } | null;
}

/** One statement of one account. */
export interface Statement {
  id: string;
  createdAt: string | null;
  from: string | null;
  to: string | null;
  account: { id: string; name: string | null; owner: string | null; servicer: string | null; currency: string | null };
  balances: StatementBalance[];
  summary: StatementSummary;
  entries: StatementEntry[];
}

/** A camt.053 file: ISO 20022 "BankToCustomerStatement". `version` is the two digits of camt.053.001.xx. */
export interface StatementFile {
  version: string;
  messageId: string;
  createdAt: string | null;
  statements: Statement[];
}

export type StatementFault =
  /** More than `largestFile` bytes. */
  | "too_large"
  /** It declares a document type, or entities: nothing of ours needs them, and they are how such files attack their readers. */
  | "doctype"
  /** No well-formed XML in UTF-8: broken off, doctored, or something else altogether. */
  | "not_xml"
  /** XML, but not a camt.053 statement. */
  | "not_camt053"
  /** A camt.053 file with something missing or wrong at `at`. */
  | "broken";

/** Why a file is not shown as a statement. `at` is the path of the element, never its content. */
export class StatementError extends Error {
  constructor(
    readonly fault: StatementFault,
    message: string,
    readonly at: string | null = null,
  ) {
    super(message);
    this.name = "StatementError";
  }
}
