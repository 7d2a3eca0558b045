import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Finding } from "./findings/types";
import type { SignOff } from "./policy/progress";
import type { Assurance, Demand } from "./policy/types";

export type DecisionAction = "approve" | "reject" | "cancel";
export type ApprovalTab = "needsMe" | "waiting" | "mine" | "done";

/** Who looks at a request. A `Viewer` and, with its permissions worked out, a `Session` are one. */
export interface Decider {
  memberId: string;
  role: string;
  permissions: readonly string[];
}

export interface SnapshotAddress {
  street: string;
  street2: string | null;
  city: string;
  postalCode: string;
  state: string | null;
  country: string;
}

/** A payee with everything that says where the money goes. Account identifiers are whole: the approver must check them. */
export type SnapshotPayee = { id: string; name: string } & (
  | {
      type: "wire";
      routingNumber: string;
      account: string;
      address: SnapshotAddress;
      institution: string | null;
      instructions: string | null;
    }
  | {
      type: "international_wire";
      bic: string;
      account: string;
      accountType: string;
      address: SnapshotAddress;
      institution: string;
      institutionAddress: SnapshotAddress;
      instructions: string | null;
    }
  | {
      type: "ach";
      routingNumber: string;
      account: string;
      accountType: string;
      institution: string | null;
      address: SnapshotAddress | null;
    }
  | { type: "on_us"; account: string; institution: string | null; address: SnapshotAddress | null }
  | { type: "crypto_wallet"; network: string; account: string; institution: string | null }
  | { type: "UNKNOWN"; sentType: string }
);

export type SnapshotDestination =
  | { kind: "payee"; id: string; payee: SnapshotPayee }
  /** The payee could not be read; the name is the one that the request carries. Such a request can be rejected, not approved. */
  | { kind: "unreadable"; id: string; name: string | null }
  | { kind: "pocket"; id: string; name: string | null }
  | { kind: "unknown"; name: string | null };

export type SnapshotAmount =
  | { type: "REQUESTED_AMOUNT"; cents: number }
  | { type: "FULL_WITHDRAWAL" }
  | { type: "UNKNOWN"; sentType: string };

/** What is decided. Any change of it stops a decision. */
export interface SnapshotSubject {
  id: string;
  /** `ON_US`, `USDC`, `WIRE`, or `UNKNOWN` with what Jiko sent. */
  type: string;
  sentType: string | null;
  /** Of `ON_US` alone. `transferType` is `BANK_TRANSFER`, `SECURITY_TRANSFER`, null, or something unknown. */
  details: { type: string; sentType: string | null; transferType: string | null } | null;
  amount: SnapshotAmount;
  pocket: { id: string; name: string | null };
  destination: SnapshotDestination;
  description: string | null;
  endToEnd: string | null;
  initiator: { memberId: string; name: string; email: string };
  /** ISO instant in UTC, to the millisecond. */
  createdAt: string;
}

export interface SnapshotSale {
  /** Bills that would be sold, nearest maturity first. `proceeds` in cents, `quantity` in $100 face units. */
  bills: { cusip: string; maturity: string; quantity: number; proceeds: number }[];
  /** Cents that come from cash. */
  cash: number;
  /** Cents less than holding the bills to maturity would bring. */
  cost: number;
  /** Cents by which the pocket falls short; 0 where it suffices. */
  shortfall: number;
}

export interface SnapshotHistory {
  /** Completed payments to this payee (or moves into this pocket). */
  count: number;
  /** Cents, over those payments whose amount the request names. */
  total: number;
  last: { at: string; cents: number | null } | null;
  /** Cents; the lower of the two middle ones where the count is even; null without payments. */
  median: number | null;
  /** False where there are more requests than were looked through. */
  complete: boolean;
}

/** What the company's own policy asks of this request, see lib/approvals/policy. */
export interface SnapshotPolicy {
  /** `builtin-1`, or the number of the version in force. */
  version: string;
  /** Of its canonical text; null of the one that is built in. */
  digest: string | null;
  /** Names of the rules that apply. */
  rules: string[];
  demands: Demand[];
  assurance: Assurance;
  /** Codes of findings that whoever approves must tick one by one. */
  acknowledge: string[];
  callBack: boolean;
  /** ISO instant of the bank's clock after which it cannot be signed here; null: never. */
  expiresAt: string | null;
}

/** What the desk itself knows about a request. */
export interface SnapshotDesk {
  policy: SnapshotPolicy;
  /** Sign-offs that count, in their order. `held`: Jiko has not heard of it. */
  signOffs: { memberId: string; name: string; how: "held" | "sent"; assurance: Assurance; at: string }[];
  /** The account was confirmed by a call back as it is now; null where it was not, or where there is no payee. */
  callBack: { name: string; at: string; how: string } | null;
  attachments: { id: string; name: string; size: number; digest: string }[];
  findings: Finding[];
  /** When this rail closes by the deployment's own table, `17:00` in the company's time zone; null where the table does not say. */
  cutOff: string | null;
  /** How far the desk knows the past that findings rest on. `asOf` is null where it was read from Jiko alone. */
  past: { complete: boolean; asOf: string | null };
}

/** What a decision is made upon. It moves with the clock and the market. */
export interface SnapshotContext extends SnapshotDesk {
  status: string;
  requiredApprovals: number;
  decisions: { memberId: string; name: string; decision: string; decidedAt: string | null; reason: string | null }[];
  /** How the payee stands at Jiko; null without one. */
  payee: { status: string; verification: string } | null;
  /** Of the pocket that pays, in cents; null where it could not be read. `after` is null where the amount is not known. */
  balance: { before: number | null; after: number | null; pricedAt: string | null };
  /** Null where nothing is sold or it cannot be told. */
  sale: SnapshotSale | null;
  /** Null where it could not be read. */
  history: SnapshotHistory | null;
  /** ISO instant of the bank's clock. */
  asOf: string;
}

export interface Snapshot {
  version: 2;
  subject: SnapshotSubject;
  context: SnapshotContext;
}

/** One thing that differs, in plain words; `shown` and `now` are ready to read, null where there is nothing. */
export interface Difference {
  path: string;
  label: string;
  shown: string | null;
  now: string | null;
}

/** What `GET /api/approvals/<id>` answers. The decision panel renders `snapshot` and nothing else. */
export interface ApprovalView {
  request: TransferRequest;
  snapshot: Snapshot;
  subjectHash: string;
  contextHash: string;
  /** Of each sign-off of the snapshot, what it rested on: the context goes on, and is another one afterwards. */
  restedOn: { memberId: string; contextHash: string; policyVersion: string }[];
  /** What an approval of this member would do now: whether it goes to Jiko or is held here. */
  signOff: SignOff;
  /** Everybody who may still sign, and how many sign-offs are wanted at all. */
  progress: { signed: number; wanted: number | null; mayStill: { memberId: string; name: string }[] };
  /** Passkeys of this member that can sign; 0: one must be added first. */
  passkeys: number;
  /** Why an action cannot be taken, as a sentence for the button itself; null where it can. */
  barred: Record<DecisionAction, string | null>;
  /** A decision of this member on this request whose outcome is not known yet. */
  pending: { commandId: string; action: DecisionAction } | null;
}

/**
 * Where a request that waits stands here, for lists: from the desk's copy and our own tables, so that a list of many costs
 * little. What `GET /api/approvals` answers, one for each; the request's own page knows more exactly.
 */
export interface WaitingView {
  id: string;
  progress: ApprovalView["progress"];
  /** The policy may ask for more than a list can know. */
  atLeast: boolean;
  /** Sign-offs that are held here, in their order. */
  held: { memberId: string; name: string }[];
  /** ISO instant of the bank's clock; null: never. */
  expiresAt: string | null;
  expired: boolean;
  /** Why our own rules bar an approval by the viewer, as a sentence; null where they do not. */
  bars: string | null;
}

/** Why a request is rejected, so that it can be counted; the words beside it are for people. */
export const reasonCodes = ["not_ordered", "amount", "payee", "duplicate", "documents", "other"] as const;

/** What a decision sends: what was shown, and the hashes that bind the decision to it. */
export interface DecisionInput {
  transferId: string;
  subjectHash: string;
  contextHash: string;
  shown: Snapshot;
  /** Of an approval: codes of findings that were ticked. */
  acknowledged?: string[];
  /** Of an approval: how it is signed; see lib/desk/passkeys. */
  gesture?: unknown;
  /** Of a rejection: 1 to 500 characters; of a cancellation as one likes. */
  reason?: string;
  /** Of a rejection: one of `reasonCodes`. */
  reasonCode?: string;
}

/** What `data` of a `subject_changed` error carries. */
export interface SubjectChanged {
  shown: SnapshotSubject;
  now: SnapshotSubject;
  differences: Difference[];
}

/** What `command("transfer.approve", …)` is called with, for the view on screen. */
export const decisionInput = (view: ApprovalView, more: Pick<DecisionInput, "reason" | "reasonCode" | "acknowledged" | "gesture"> = {}): DecisionInput => ({
  transferId: view.request.id,
  subjectHash: view.subjectHash,
  contextHash: view.contextHash,
  shown: view.snapshot,
  ...more,
});
