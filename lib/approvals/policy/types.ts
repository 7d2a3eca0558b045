import type { Role } from "@/lib/jiko/team";
import type { Cents } from "@/lib/treasury/money";
import type { Thresholds } from "../findings/types";

/** How sure the desk must be of who signs, the weaker ones first. */
export const assurances = ["session", "fresh-sign-in", "passkey"] as const;
export type Assurance = (typeof assurances)[number];

export const rails = ["wire", "international_wire", "jikonet", "own_cash", "own_bills", "usdc", "unknown"] as const;
export type Rail = (typeof rails)[number];

/** When a rule applies: every condition that is given must hold; a rule without any applies to every request. */
export interface Conditions {
  /** The amount is above this. Of "everything" the upper bound counts; an amount that is not known is above everything. */
  amountOver?: Cents;
  /** What this payee gets today, this request included, is above this. */
  paidTodayOver?: Cents;
  rails?: readonly Rail[];
  pockets?: readonly string[];
  initiators?: readonly string[];
  /** The payee was added fewer days ago than this. One whose age is not known counts as new. */
  payeeNewerThanDays?: number;
  /** The payee's account or name changed fewer days ago than this. Where it is not known when, it counts as changed. */
  payeeChangedWithinDays?: number;
  /** One of these findings is there. */
  findings?: readonly string[];
}

/** Who may give a sign-off: members by name or by role. Nothing given: whoever may sign at all. */
export interface Signers {
  roles?: readonly Role[];
  members?: readonly string[];
}

/** So many sign-offs of these people. Steps of a lower number must be complete before those of a higher one begin. */
export interface Demand {
  count: number;
  from: Signers;
  step: number;
}

export interface Outcome {
  demands: readonly Demand[];
  assurance: Assurance;
  /** Findings that an approver must tick, where they are there. */
  acknowledge?: readonly string[];
  callBack?: boolean;
  expiresAfterHours?: number;
}

export interface Rule {
  id: string;
  name: string;
  when: Conditions;
  then: Outcome;
}

/** What a member may file and sign in one business day, by role or by name; the lowest that fits counts. Null: no limit. */
export interface Limit {
  for: Signers;
  filedPerDay: Cents | null;
  signedPerDay: Cents | null;
}

/** A policy but for its number, which it gets when it is proposed. */
export interface PolicyContent {
  rules: readonly Rule[];
  limits: readonly Limit[];
  /** What the findings take for too near, too much or too few; each that is not set is the default, as where there is none of this. */
  thresholds?: Partial<Thresholds>;
}

export interface Policy extends PolicyContent {
  version: number;
}

/** What a policy needs to know of a request. Amounts in cents. */
export interface Facts {
  /** The upper bound for "everything"; null where it is not known. */
  amount: Cents | null;
  /** To this payee today, this request included; null where it is not known. */
  paidToday: Cents | null;
  rail: Rail;
  pocketId: string;
  initiatorId: string;
  /** Null where there is no payee (a move between own pockets). Whole days, the fewest that can be; null where it is not known. */
  payee: { ageDays: number | null; changedDaysAgo: number | "never" | null } | null;
  findings: readonly string[];
}

/** What all rules that apply require together. */
export interface Requirement {
  /** Ids of the rules that apply, in the order of the policy. */
  rules: readonly string[];
  demands: readonly Demand[];
  assurance: Assurance;
  /** Findings that are there and must be ticked. */
  acknowledge: readonly string[];
  callBack: boolean;
  /** Hours after filing; null: never. */
  expiresAfterHours: number | null;
}

/** Somebody who may sign off, as far as rules ask. */
export interface Member {
  id: string;
  role: Role;
  /** Two memberships of one person share it. Lower case. */
  email: string;
}
