import type { PayeeKind } from "@/lib/forms/payee";
import type { TransferKind } from "@/lib/forms/transfer";
import { verifications } from "@/lib/lists/definitions/counterparties";

/** What can be paid, in the words that people choose by. */
export const kinds: Record<PayeeKind, { label: string; hint: string; account: string }> = {
  wire: { label: "Bank in the United States", hint: "Paid by domestic wire: routing number and account", account: "Account number or IBAN" },
  international_wire: { label: "Bank abroad", hint: "Paid by international wire: BIC, and IBAN or account", account: "Account number" },
  on_us: { label: "JikoNet", hint: "Another company at Jiko, by its 12-digit Jiko Network Address", account: "Jiko Network Address" },
  crypto_wallet: { label: "Wallet", hint: "Paid in USDC: network and address", account: "Wallet address" },
  ach: { label: "ACH", hint: "A US bank account by ACH. Jiko files no ACH payments, so it cannot be paid from here", account: "Account number" },
};

/** The word for a kind of payee; a kind that is not known here stays as it was sent. */
export const kindWord = (type: string): string => (type in kinds ? kinds[type as PayeeKind].label : type);

export const verificationWord = (type: string): string => Object.hasOwn(verifications, type) ? verifications[type as keyof typeof verifications] : type;

const paidBy: Partial<Record<string, TransferKind>> = {
  wire: "wire", international_wire: "international_wire", on_us: "jikonet", crypto_wallet: "usdc",
};

/** The kind of transfer that pays a payee; null where none does. */
export const transferKindOf = (type: string): TransferKind | null => paidBy[type] ?? null;
