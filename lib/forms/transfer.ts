import type { FieldFault } from "@/lib/errors";
import type { transferRequestsCreate } from "@/lib/jiko/transfer-requests";
import type { InputOf } from "@/lib/jiko/operation";
import { formatCents, parseAmount, type Cents } from "@/lib/treasury/money";
import { unprintable } from "./line";
import { canBePaid } from "./payee";

/** What can be filed. The rail and the sort of payee follow from it. */
export const transferKinds = ["own", "jikonet", "wire", "international_wire", "usdc"] as const;
export type TransferKind = (typeof transferKinds)[number];

/** The New transfer form exactly as it is typed and as a draft keeps it: text throughout, empty where nothing was chosen. */
export interface TransferValues {
  kind: TransferKind;
  originPocketId: string;
  /** Of kind `own` alone. */
  destinationPocketId: string;
  /** Of every other kind. */
  counterpartyId: string;
  /** Of kind `own` alone. */
  transferType: "BANK_TRANSFER" | "SECURITY_TRANSFER";
  amountMode: "amount" | "everything";
  /** As typed; read by `parseAmount`. */
  amount: string;
  description: string;
  /** Of kinds `own` and `jikonet`. */
  endToEnd: string;
  /** Member ids; empty means any eligible approver. */
  reviewers: string[];
}

export const emptyTransfer: TransferValues = {
  kind: "wire",
  originPocketId: "",
  destinationPocketId: "",
  counterpartyId: "",
  transferType: "BANK_TRANSFER",
  amountMode: "amount",
  amount: "",
  description: "",
  endToEnd: "",
  reviewers: [],
};

/** What is known of the company while the form is filled: views of lists in the browser, fresh reads on the server. */
export interface TransferFacts {
  pockets?: readonly {
    id: string;
    pocket_name: string;
    status: string;
    attributes: readonly string[];
    portfolio?: { total_value: Cents } | null;
  }[];
  payees?: readonly { id: string; type: string; status: string; name: string }[];
  /** Who files; they cannot be a reviewer of their own request. */
  memberId?: string;
}

export type CreateTransferBody = NonNullable<InputOf<typeof transferRequestsCreate>["body"]>["transfer"];

export type CheckedTransfer =
  | { ok: true; values: TransferValues; cents: Cents | "everything"; warnings: FieldFault[] }
  | { ok: false; faults: FieldFault[] };

/** Jiko's limit (related). */
export const descriptionLimit = 100;
/** Jiko publishes no limit; ISO 20022 gives an end-to-end identification 35 characters, so more would not arrive. */
export const endToEndLimit = 35;
export const reviewerLimit = 20;

/** The type of counterparty that a kind pays. */
export const payeeTypeOf = { jikonet: "on_us", wire: "wire", international_wire: "international_wire", usdc: "crypto_wallet" } as const;

export const hasDescription = (kind: TransferKind) => kind !== "usdc";
export const hasEndToEnd = (kind: TransferKind) => kind === "own" || kind === "jikonet";

/** Any version: which ones Jiko mints is not published. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Checks a form. Without facts only what was typed is checked; with facts also that the pockets are open and the payee is
 * payable and fits. `warnings` do not stand in the way: Jiko checks funds when a transfer runs, not when it is filed.
 */
export function checkTransfer(values: TransferValues, facts: TransferFacts = {}): CheckedTransfer {
  const faults: FieldFault[] = [];
  const warnings: FieldFault[] = [];
  const fault = (field: keyof TransferValues, message: string) => void faults.push({ field, message });
  const { kind } = values;
  const own = kind === "own";

  const pocket = (field: "originPocketId" | "destinationPocketId", ask: string) => {
    const chosen = values[field];
    if (!uuid.test(chosen)) return void fault(field, ask);
    if (!facts.pockets) return;
    const found = facts.pockets.find((one) => one.id === chosen);
    if (!found) return void fault(field, "This pocket cannot be found any more. Choose another.");
    if (found.status !== "OPEN") fault(field, `${found.pocket_name} is ${found.status.toLowerCase()}. Choose an open pocket.`);
    return found;
  };

  if (!transferKinds.includes(kind)) fault("kind", "Choose what kind of transfer this is.");
  const origin = pocket("originPocketId", "Choose the pocket to pay from.");
  if (own) {
    const destination = pocket("destinationPocketId", "Choose the pocket to pay into.");
    if (uuid.test(values.originPocketId) && values.originPocketId === values.destinationPocketId) {
      fault("destinationPocketId", "Choose a pocket other than the one you pay from.");
    }
    if (values.transferType !== "BANK_TRANSFER" && values.transferType !== "SECURITY_TRANSFER") {
      fault("transferType", "Choose how the money moves.");
    } else if (
      values.transferType === "SECURITY_TRANSFER" &&
      [origin, destination].some((one) => one && !one.attributes.includes("JIKONET"))
    ) {
      fault("transferType", "Only between two JikoNet pockets can the bills themselves move.");
    }
  } else if (transferKinds.includes(kind)) {
    if (!uuid.test(values.counterpartyId)) fault("counterpartyId", "Choose the payee.");
    else if (facts.payees) {
      const payee = facts.payees.find((one) => one.id === values.counterpartyId);
      if (!payee) fault("counterpartyId", "This payee cannot be found any more. Choose another.");
      else if (payee.type !== payeeTypeOf[kind])
        fault("counterpartyId", `${payee.name} cannot be paid this way. Choose another payee or another kind.`);
      else if (!canBePaid(payee.status))
        fault("counterpartyId", `${payee.name} cannot be paid: its status at Jiko is ${payee.status.toLowerCase()}.`);
    }
    if (kind === "jikonet" && origin && !origin.attributes.includes("JIKONET")) {
      fault("originPocketId", `${origin.pocket_name} is not on JikoNet. Choose a JikoNet pocket.`);
    }
  }

  let amount: Cents | "everything" = "everything";
  if (values.amountMode === "amount") {
    const parsed = parseAmount(values.amount);
    if (parsed.ok) {
      amount = parsed.cents;
      const holds = origin?.portfolio?.total_value;
      if (holds !== undefined && amount > holds) {
        warnings.push({
          field: "amount",
          message: `${origin!.pocket_name} holds ${formatCents(holds)}. Unless more arrives before it runs, this will fail.`,
        });
      }
    } else fault("amount", parsed.message);
  } else if (values.amountMode !== "everything") fault("amountMode", "Choose an amount or everything.");

  const description = values.description.trim();
  if (hasDescription(kind)) {
    if (description.length > descriptionLimit)
      fault("description", `At most ${descriptionLimit} characters; these are ${description.length}.`);
    else if (unprintable.test(description)) fault("description", "Use one line of visible characters.");
  }
  const endToEnd = values.endToEnd.trim();
  if (hasEndToEnd(kind)) {
    if (endToEnd.length > endToEndLimit) fault("endToEnd", `At most ${endToEndLimit} characters; these are ${endToEnd.length}.`);
    else if (unprintable.test(endToEnd)) fault("endToEnd", "Use one line of visible characters.");
  }

  if (values.reviewers.length > reviewerLimit) fault("reviewers", `At most ${reviewerLimit} reviewers.`);
  else if (values.reviewers.some((one) => !uuid.test(one))) fault("reviewers", "Choose reviewers from the list.");
  else if (new Set(values.reviewers).size !== values.reviewers.length) fault("reviewers", "Name each reviewer once.");
  else if (facts.memberId && values.reviewers.includes(facts.memberId))
    fault("reviewers", "You file this request, so you cannot review it.");

  return faults.length > 0 ? { ok: false, faults } : { ok: true, values, cents: amount, warnings };
}

/**
 * What Jiko is sent, for a form that passed `checkTransfer`. `id` is the draft's id, minted when the form opened: it is
 * the only protection against a second transfer. Fields of other kinds that were typed before are left out.
 */
export function toCreateTransfer(checked: CheckedTransfer & { ok: true }, id: string): CreateTransferBody {
  const { values, cents } = checked;
  const amount =
    cents === "everything" ? ({ type: "FULL_WITHDRAWAL" } as const) : ({ type: "REQUESTED_AMOUNT", amount_usdc: cents } as const);
  const base = { id, origin_pocket_id: values.originPocketId, amount };
  const description = values.description.trim() || null;
  if (values.kind === "usdc") return { ...base, type: "USDC", counterparty_id: values.counterpartyId };
  if (values.kind === "wire" || values.kind === "international_wire") {
    return { ...base, type: "WIRE", counterparty_id: values.counterpartyId, description };
  }
  const details =
    values.kind === "own"
      ? ({ type: "INTERNAL_REALLOCATION", destination_pocket_id: values.destinationPocketId, transfer_type: values.transferType } as const)
      : ({ type: "PEER_TO_PEER", destination_counterparty_id: values.counterpartyId } as const);
  return { ...base, type: "ON_US", details, description, end_to_end_identification: values.endToEnd.trim() || null };
}
