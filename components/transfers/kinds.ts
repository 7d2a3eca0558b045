import { emptyTransfer, transferKinds, type TransferKind, type TransferValues } from "@/lib/forms/transfer";

/** What can be filed, in the words that people choose by. */
export const kinds: Record<TransferKind, { label: string; hint: string }> = {
  wire: { label: "Wire", hint: "US dollars to a bank in the United States" },
  international_wire: { label: "International wire", hint: "To a bank abroad, by BIC and IBAN or account" },
  jikonet: { label: "JikoNet payment", hint: "To another company on JikoNet, from a JikoNet pocket" },
  own: { label: "Between own pockets", hint: "Cash, or the bills themselves between JikoNet pockets" },
  usdc: { label: "USDC payout", hint: "To a wallet, in the stablecoin" },
};
export const kindOrder: readonly TransferKind[] = ["wire", "international_wire", "jikonet", "own", "usdc"];

/** The form as a draft holds it. What is missing or of another kind is as in an empty form: a draft is only text that was typed. */
export function readValues(value: Record<string, unknown>): TransferValues {
  const text = (name: keyof TransferValues) => (typeof value[name] === "string" ? value[name] : "");
  const { reviewers } = value;
  return {
    kind: transferKinds.find((one) => one === value.kind) ?? emptyTransfer.kind,
    originPocketId: text("originPocketId"),
    destinationPocketId: text("destinationPocketId"),
    counterpartyId: text("counterpartyId"),
    transferType: value.transferType === "SECURITY_TRANSFER" ? "SECURITY_TRANSFER" : "BANK_TRANSFER",
    amountMode: value.amountMode === "everything" ? "everything" : "amount",
    amount: text("amount"),
    description: text("description"),
    endToEnd: text("endToEnd"),
    reviewers: Array.isArray(reviewers) ? reviewers.filter((one) => typeof one === "string") : [],
  };
}
