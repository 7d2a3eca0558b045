import type { Counterparty } from "@/lib/jiko/counterparties";
import type { Cents } from "@/lib/treasury/money";

/** What the desk keeps a copy of. */
export const mirrorKinds = ["transactions", "trades", "wires", "transferRequests", "counterparties"] as const;
export type MirrorKind = (typeof mirrorKinds)[number];

/** How far the copy of one kind is. Instants are the bank's time except where real time is named. */
export interface KindState {
  kind: MirrorKind;
  rows: number;
  /** What Jiko had listed by then is here, back to `reachedBack`. Null: not read yet. */
  asOf: string | null;
  lagSeconds: number | null;
  /** The oldest row that the filling has come to. */
  reachedBack: string | null;
  /** The filling has come to the end of Jiko's list. */
  filled: boolean;
  /** Stretches (months, or the whole list): how many a check found equal to Jiko's, different, and not yet checked. */
  checks: { agree: number; differ: number; open: number };
  /** Real time since when nobody was signed in through whom it could be read. */
  waitingSince: string | null;
  /** Error code of the last attempt, null when it did not fail. */
  problem: string | null;
}

/** The kinds that this member may read; the others are left out. */
export interface MirrorState {
  kinds: KindState[];
}

/** One thing that a search found. `title` and `detail` are texts to show. */
export interface MirrorHit {
  kind: MirrorKind;
  id: string;
  title: string;
  detail: string;
  at: string;
  /** Signed, from the pocket's side; null where there is none. */
  amount: Cents | null;
  status: string;
  pocketId: string | null;
}

export interface MirrorSearch {
  hits: MirrorHit[];
  state: MirrorState;
}

/** A payee as it was at a time: with the account number in full, for those who check it. Oldest is number 1. */
export interface PayeeVersion {
  number: number;
  /** When the desk first saw it so (the bank's time): it may have changed before. */
  seenAt: string;
  payee: Counterparty;
}

export interface PayeeVersions {
  /** Newest first. */
  versions: PayeeVersion[];
  state: MirrorState;
}

/** A transfer request or wire to a payee. A request and its wire share their id: it stands here once, as the request. */
export interface Payment {
  kind: "transferRequests" | "wires";
  id: string;
  at: string;
  /** Positive cents; null for "everything in the pocket". */
  amount: Cents | null;
  status: string;
  pocketId: string | null;
  description: string | null;
  createdBy: string | null;
}

export interface Payments {
  /** Newest first. */
  payments: Payment[];
  state: MirrorState;
}

/** What `noteEvent` needs of an event. */
export interface MirrorEvent {
  event_type: string;
}
