import type { Trade } from "@/lib/jiko/trades";
import type { Transaction } from "@/lib/jiko/transactions";
import { titleOf, type TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Wire } from "@/lib/jiko/wires";

/** A payee as its row in the copy holds it: without the account. */
export interface PayeeData {
  id: string;
  type: string;
  status: string;
  name: string;
  account_ending: string | null;
  verification: string;
  time_created: string;
  updated_at: string;
}

/** The texts of things of Jiko's as lists show them and find them by, by the columns of lib/lists/definitions. */
export const textsOf = {
  transactions(one: Transaction) {
    const details: Record<string, unknown> = "details" in one ? one.details : {};
    const reference = details.reference_number ?? details.trace_number;
    return { title: one.title, text: one.description, reference: typeof reference === "string" ? reference : null };
  },
  trades: ({ cusip, description }: Trade) => ({ cusip, description }),
  wires: ({ counterparty_name, direction, reference_number, description }: Wire) => ({
    party: counterparty_name ?? (direction === "INCOMING" ? "Unknown sender" : "Unknown payee"),
    reference: reference_number,
    description,
  }),
  transferRequests(one: TransferRequest) {
    const { transfer, created_by, reviewers } = one;
    const decided = reviewers.filter(({ decided_at }) => decided_at !== null).map(({ name }) => name);
    return {
      payee: titleOf(one),
      by: created_by.name,
      reviewers: decided.join(", ") || null,
      description: transfer.description,
      reference: "end_to_end_identification" in transfer ? transfer.end_to_end_identification : null,
    };
  },
  counterparties: ({ name, account_ending }: PayeeData) => ({ name, account: account_ending }),
} as const;

/** How the money of a request travels, as lists name it. */
export function railOf({ transfer }: TransferRequest): string {
  if (transfer.type === "UNKNOWN") return transfer.sent_type;
  if (transfer.type !== "ON_US") return transfer.type;
  const { details } = transfer;
  if (details.type === "PEER_TO_PEER") return "JIKONET";
  if (details.type !== "INTERNAL_REALLOCATION") return details.sent_type;
  return details.transfer_type === "SECURITY_TRANSFER" ? "OWN_BILLS" : "OWN";
}

/** The type that Jiko sent, also where it is not known here. */
export const sentType = ({ type, sent_type }: { type: string; sent_type?: string }): string => (type === "UNKNOWN" && sent_type ? sent_type : type);
