import type { Cents } from "@/lib/treasury/money";

export const findingCodes = [
  "first_payment",
  "new_payee",
  "changed_payee",
  "change_unknown",
  "same_name",
  "same_account",
  "similar_name",
  "odd_characters",
  "duplicate",
  "unusual_amount",
  "unusual_hour",
  "share_of_pocket",
  "split_payments",
  "shared_browser",
  "outside_desk",
  "bills_move",
  "everything",
] as const;
export type FindingCode = (typeof findingCodes)[number];
export type Level = "info" | "caution" | "high";

/** Something about a request that its approver should look at. */
export interface Finding {
  code: FindingCode;
  level: Level;
  /** What it is, with the figures that it rests on. */
  text: string;
  /** Ids of the requests, payees or members that it rests on. */
  rows: readonly string[];
}

/** Limits, windows and least histories of the findings: what each means stands in thresholds.ts. A policy can set its own. */
export interface Thresholds {
  newPayeeDays: number;
  changedPayeeDays: number;
  duplicateHours: number;
  amountTimes: number;
  amountHistory: number;
  hourPercent: number;
  hourNear: number;
  hourHistory: number;
  pocketPercent: number;
  splitSum: Cents;
  splitHours: number;
  sharedBrowserHours: number;
}
export type ThresholdName = keyof Thresholds;

/** A request as far as findings need it. Times are ISO instants; amounts in cents, null where they are not known. */
export interface PastRequest {
  id: string;
  at: string;
  payeeId: string | null;
  pocketId: string;
  amount: Cents | null;
  initiatorId: string;
  status: string;
}

/** A payee as it is now. */
export interface KnownPayee {
  id: string;
  name: string;
  /** Where its money ends up, equal for every way of writing it (lib/payees); null where it is not known. */
  place: string | null;
  addedAt: string | null;
}

/** When name or account of a payee last became what they are, as far as that is known. */
export type LastChange =
  /** They were always so. */
  | { known: "never" }
  /** The desk saw it change. */
  | { known: "seen"; at: string }
  /** They may have changed, then at the latest; null: nobody can say when. */
  | { known: "no"; at: string | null };

/** The payee that a request pays, with what is known of its past. */
export interface PaidPayee extends KnownPayee {
  change: LastChange;
}

export interface FindingSources {
  request: PastRequest & { everything: boolean; billsMove: boolean };
  /** Texts that people wrote: "The description", "The payee's name". */
  texts: readonly { what: string; text: string }[];
  /** Every other request of the customer that is known. */
  past: readonly PastRequest[];
  payee: PaidPayee | null;
  payees: readonly KnownPayee[];
  /** Of the pocket that pays. */
  balance: Cents | null;
  /** Members who signed in with the initiator's browser, within `sharedBrowserHours` of the sign-in that filed. */
  sharedWith: readonly { memberId: string; name: string }[];
  /** What was filed or decided otherwise than through the desk, as sentences' beginnings: "Filed", "Approved by Approver One". */
  outside: readonly { what: string; memberId: string }[];
  timeZone: string;
}
