import type { z } from "zod";
import type { agreement as agreementSchema } from "@/lib/jiko/agreements";
import type { application as applicationSchema, applicationStatuses, relatedParty as relatedPartySchema } from "@/lib/jiko/applications";
import type { counterparty as counterpartySchema, counterpartyTypes } from "@/lib/jiko/counterparties";
import type { beneficialOwners as beneficialOwnersOperation, customer as customerSchema } from "@/lib/jiko/customer";
import type { document as documentSchema, documentStatuses, documentTypes } from "@/lib/jiko/documents";
import type { notification as notificationSchema, notificationStatuses } from "@/lib/jiko/notifications";
import type { pocket as pocketSchema, portfolio as portfolioSchema } from "@/lib/jiko/pockets";
import type { portal as portalSchema } from "@/lib/jiko/portals";
import type { reportFormats, reportRequest as reportRequestSchema, reportTypes } from "@/lib/jiko/reports";
import type { DeliveryAttempt } from "@/lib/jiko/events";
import type { statement as statementSchema, statementTypes } from "@/lib/jiko/statements";
import type { RetryPolicy } from "@/lib/jiko/subscriptions";
import type { membership as membershipSchema, Role, teamMember as teamMemberSchema } from "@/lib/jiko/team";
import type { trade as tradeSchema } from "@/lib/jiko/trades";
import type { tradingStrategy as tradingStrategySchema } from "@/lib/jiko/trading-strategies";
import type { transaction as transactionSchema, transactionTypes } from "@/lib/jiko/transactions";
import type { transferRequest as transferRequestSchema, transferStatuses } from "@/lib/jiko/transfer-requests";
import type { wire as wireSchema, wireDirections, wireStatuses } from "@/lib/jiko/wires";
import type { Cents } from "@/lib/treasury/money";
import type { AuditLine } from "./audit-log";

/** The known variants of a tagged union, as they go over the wire. */
type Known<Schema extends z.ZodType, Tags extends readonly string[]> = Extract<z.input<Schema>, { type: Tags[number] }>;

/** An amount as Jiko sends it: `value` in US cents. */
export interface Amount {
  value: number;
  currency: "USD";
  formatted: string;
}

export type PocketStatus = "PENDING" | "OPEN" | "FROZEN" | "CLOSED";

/** A pocket without its portfolio, which is computed (`portfolioOf`). Everything but `opened_at` and `closed_at` goes over the wire. */
export type PocketRecord = Omit<z.input<typeof pocketSchema>, "portfolio" | "attributes" | "status"> & {
  status: PocketStatus;
  attributes: ("JIKONET" | "REAL_TIME_YIELD")[];
  type: null;
  object_type: "Pocket";
  opened_at: string;
  closed_at: string | null;
};

/** A portal as it goes over the wire. */
export type PortalRecord = z.input<typeof portalSchema> & { status: "OPEN" | "CLOSED"; object_type: "Portal" };

export type Portfolio = z.input<typeof portfolioSchema> & { total_value: Amount; cash: Amount; all_time_earnings: Amount };
export type Security = Portfolio["securities"][number];

export type Customer = Extract<z.input<typeof customerSchema>, { type: "BUSINESS" }>;
export type Member = Omit<z.input<typeof teamMemberSchema>, "role"> & { role: Role; object_type: "TeamMember" };
export type Membership = Omit<z.input<typeof membershipSchema>, "role"> & { role: Role };
export type BeneficialOwner = z.input<typeof beneficialOwnersOperation.answer>["items"][number];
type Agreement = z.input<typeof agreementSchema>;
export type Agreements = Omit<Agreement, "documents"> & { documents: Omit<Agreement["documents"][number], "pdf_download_url">[] };
export type Counterparty = Known<typeof counterpartySchema, typeof counterpartyTypes> & { object_type: "Counterparty" };
export type Strategy = z.input<typeof tradingStrategySchema>;

export type Transaction = Known<typeof transactionSchema, typeof transactionTypes> & {
  amount: Amount;
  direction: "DEBIT" | "CREDIT";
  status: "BOOKED" | "SETTLED";
  time_settled: string | null;
  object_type: "Transaction";
};

/** `SECURITY_TRANSFER_*` move bills between two pockets at market value (the names are ours: Jiko publishes none). */
export type TradeActivity = "BUY" | "SELL" | "MATURITY" | "SECURITY_TRANSFER_OUT" | "SECURITY_TRANSFER_IN";
export type Trade = Omit<z.input<typeof tradeSchema>, "activity" | "status"> & {
  activity: TradeActivity;
  notional: Amount;
  status: "BOOKED" | "SETTLED";
  settled_date: string | null;
  is_settled: boolean;
  object_type: "Trade";
};

export type TransferStatus = (typeof transferStatuses)[number];
export type TransferRequest = Omit<z.input<typeof transferRequestSchema>, "status" | "transfer" | "failure_reason"> & {
  transfer: Extract<z.input<typeof transferRequestSchema>["transfer"], { type: "ON_US" | "USDC" | "WIRE" }>;
  status: TransferStatus;
  failure_reason: string | null;
  object_type: "TransferRequest";
};

export type Wire = Omit<z.input<typeof wireSchema>, "direction" | "status" | "amount"> & {
  direction: (typeof wireDirections)[number];
  status: (typeof wireStatuses)[number];
  amount: Amount;
  object_type: "Wire";
};

export interface CompanyEvent {
  event_id: string;
  event_type: string;
  timestamp: string;
  customer_id: string;
  payload: Record<string, string | null>;
}

export type ApplicationStatus = (typeof applicationStatuses)[number];
/** A document that an application asks for. `review_at`: when the bank will have looked at what was uploaded. */
export type DocumentRecord = Omit<z.input<typeof documentSchema>, "type" | "status"> & {
  type: (typeof documentTypes)[number];
  status: (typeof documentStatuses)[number];
  review_at: string | null;
};
/** A related party with its identification number whole; over the wire it goes masked. */
export type PartyRecord = z.input<typeof relatedPartySchema>;
/** An application with all that hangs on it. `next`: its next step, null where it waits for somebody or has ended. */
export interface ApplicationRecord {
  application: Omit<z.input<typeof applicationSchema>, "status"> & { status: ApplicationStatus; object_type: "BusinessApplication" };
  parties: PartyRecord[];
  documents: DocumentRecord[];
  next: { at: string; to: ApplicationStatus } | null;
}

/** A file that was sent for the customer's profile. Its content is not kept. */
export interface UploadRecord {
  id: string;
  document_type: string;
  content_type: string;
  size: number;
  uploaded_at: string;
}

/** A notification of one member. */
export type NotificationRecord = Omit<z.input<typeof notificationSchema>, "status"> & {
  status: (typeof notificationStatuses)[number];
  member_id: string;
  object_type: "Notification";
};
/** A webhook subscription. The secret is written and used, never told. */
export interface SubscriptionRecord {
  id: string;
  description: string;
  events: string[];
  url: string;
  retry_policy: RetryPolicy | null;
  status: "enabled" | "disabled";
  time_created: string;
  updated_at: string;
  object_type: "Subscription";
  shared_secret: string;
}

/** One try to deliver an event. */
export type DeliveryRecord = DeliveryAttempt & { event_id: string };

export type StatementType = (typeof statementTypes)[number];
/** A statement without its link: the bank signs one per answer. `key` is the first day of the period. */
export type StatementRecord = Omit<z.input<typeof statementSchema>, "pdf_download_url" | "type"> & {
  type: StatementType;
  object_type: "Statement";
};

/** A report as it was ordered: its state, its files and why it failed follow from the books and the clock. */
export type ReportRecord = Omit<z.input<typeof reportRequestSchema>, "type" | "output_formats" | "status" | "files" | "failure_reason"> & {
  type: (typeof reportTypes)[number];
  output_formats: (typeof reportFormats)[number][];
  object_type: "ReportRequest";
};

/** What the books remember of one pocket so that nobody has to add up its history. All amounts in US cents. */
export interface PocketBooks {
  cash: number;
  /** Sum of signed transactions, fees included: what is not earned of the pocket's value. */
  net_flows: number;
  /** Bills held, nearest maturity first. Quantities count $100 face units. */
  holdings: { cusip: string; maturity_date: string; quantity: number }[];
}

/** The whole company: plain JSON. Lists are in order of time, oldest first (requests: by `created_at`). */
export interface CompanyState {
  /** Rises when fields are added or change, so that a kept state of before is refused rather than misread. */
  version: 2;
  seed: number;
  /** Moment that the seed was made for. */
  anchor: string;
  customer_id: string;
  customer: Customer;
  members: Member[];
  memberships: Membership[];
  /** Member id → what the same user is at other companies. */
  memberships_elsewhere: Record<string, Membership[]>;
  beneficial_owners: BeneficialOwner[];
  /** The bundle in force, without links: the bank signs them per answer. */
  agreements: Agreements;
  /** What the team did, oldest first. */
  audit_log: AuditLine[];
  pockets: PocketRecord[];
  portals: PortalRecord[];
  counterparties: Counterparty[];
  strategies: Strategy[];
  /**
   * Money leaves a pocket when its request starts PROCESSING (`payOut`: transaction BOOKED, wire PROCESSING); COMPLETED only
   * settles it. A request that is APPROVED has not touched the books.
   */
  requests: TransferRequest[];
  wires: Wire[];
  transactions: Transaction[];
  trades: Trade[];
  reports: ReportRecord[];
  events: CompanyEvent[];
  applications: ApplicationRecord[];
  uploads: UploadRecord[];
  notifications: NotificationRecord[];
  subscriptions: SubscriptionRecord[];
  /** In the order in which they were made. */
  deliveries: DeliveryRecord[];
  books: {
    /** The books are complete up to here; nothing may be booked before it. */
    booked_to: string;
    /** Feeds `mintId`, so that ids made after the seed are the same in every run. */
    serial: number;
    pockets: Record<string, PocketBooks>;
    /** Movements that wait for their settlement; `at` always with milliseconds, so that it compares as text. */
    unsettled: { kind: "transaction" | "trade"; id: string; at: string }[];
  };
}

/** When a movement settles: at once, on the next business day, or when somebody calls `settleTransaction` ("open"). */
export type Settles = "at-once" | "next-business-day" | "open" | { at: string };

/** What a movement is about; the rest of the transaction (ids, amount, direction, status, times) is made by the books. */
type MovementOf<T> = T extends Transaction ? Pick<T, "type" | "title" | "description" | "details"> : never;
export type Movement = MovementOf<Transaction> & {
  /** Shared by both legs of an internal move; minted when left out. */
  transaction_id?: string;
  /** Default: at once. */
  settles?: Settles;
};

export interface Booked {
  transaction: Transaction;
  trades: Trade[];
}

/** A pocket cannot pay this: `shortfall` in US cents is what is missing after selling everything. */
export class InsufficientFunds extends Error {
  constructor(
    readonly pocketId: string,
    readonly shortfall: Cents,
  ) {
    super("Insufficient funds");
    this.name = "InsufficientFunds";
  }
}

/** Money cannot move here: the pocket is closed or still being opened, or, going out, frozen. */
export class PocketUnavailable extends Error {
  constructor(readonly pocketId: string) {
    super("Pocket unavailable");
    this.name = "PocketUnavailable";
  }
}

/** The functions of sandbox/company (`company` from "@/sandbox/company"). They change `state` in place. Cents everywhere. */
export interface Company {
  createCompany(options: { now: Date; seed?: number }): CompanyState;
  /** Advances the books to `now`: settlement, maturities and reinvestment, monthly fees, steps of applications. Idempotent; never goes back. */
  settle(state: CompanyState, now: Date): void;
  portfolioOf(state: CompanyState, pocketId: string, now: Date): Portfolio;
  /** Value change minus net flows (fees count as flows) over days, inclusive, New York time; `fromDate` null = since opening. May be negative. */
  earningsOf(state: CompanyState, pocketIds: readonly string[], fromDate: string | null, toDate: string, now?: Date): Cents;
  /** US cents per second as decimal text over the `REAL_TIME_YIELD` pockets among these, null when there is none. */
  appreciationOf(state: CompanyState, pocketIds: readonly string[], now: Date): string | null;
  /** The moment of the prices in force at `now`. */
  pricingTime(now: Date): string;
  /** The whole amount that could leave at `now`: cash and all bills at today's prices; 0 unless the pocket is OPEN. */
  withdrawable(state: CompanyState, pocketId: string, now: Date): Cents;
  payIn(state: CompanyState, pocketId: string, amount: Cents, movement: Movement, now: Date): Booked;
  /** Sells nearest maturity first. Throws InsufficientFunds or PocketUnavailable, and then has changed nothing. */
  payOut(state: CompanyState, pocketId: string, amount: Cents, movement: Movement, now: Date): Booked;
  /** BANK_TRANSFER between own pockets: payOut and payIn that share one transaction id and settle on the next business day. Titles name the other pocket. */
  moveCash(state: CompanyState, from: string, to: string, amount: Cents, movement: Movement, now: Date): { out: Booked; in: Booked };
  /** SECURITY_TRANSFER between own JikoNet pockets: bills move at market value, what is less than one bill moves as cash; settles at once. */
  moveSecurities(state: CompanyState, from: string, to: string, amount: Cents, movement: Movement, now: Date): { out: Booked; in: Booked };
  /** Settles transactions booked with `settles: "open"` (the rail has answered). */
  settleTransaction(state: CompanyState, id: string, now: Date): void;
  /** Gives the money of a transaction back: the same amount the other way round, as a GENERIC movement (the rail refused). */
  reverse(state: CompanyState, id: string, reason: string, now: Date): Booked;
  /** Books the fee of an outgoing wire; takes what is there when that is less. */
  chargeWireFee(state: CompanyState, wire: Wire, now: Date): void;
  emit(state: CompanyState, eventType: string, payload: CompanyEvent["payload"], now: Date): CompanyEvent;
  /** A fresh id, the same in every run. */
  mintId(state: CompanyState): string;
  /** 1 below $1,000,000, 2 from there on. */
  requiredApprovals(amount: Cents): number;
  /** Everything that had appeared by `now`, oldest first. */
  statementsOf(state: CompanyState, now: Date): StatementRecord[];
  /** The PDF behind a statement; null when there is no such statement. */
  statementPdf(state: CompanyState, statementId: string): Promise<Uint8Array | null>;
  /** The PDF that confirms a trade; null when there is no such trade, and for maturities. */
  tradeConfirmation(state: CompanyState, tradeId: string): Promise<Uint8Array | null>;
}
