import { railOf } from "@/lib/approvals/rail";
import type { DecisionAction, SnapshotDestination, SnapshotSubject } from "@/lib/approvals/types";
import { cents, formatCents } from "@/lib/treasury/money";

/** Who or what is paid, by name. */
export function targetName(destination: SnapshotDestination): string {
  switch (destination.kind) {
    case "payee":
      return destination.payee.name;
    case "pocket":
      return destination.name ?? `the pocket ${destination.id.slice(0, 8)}`;
    case "unreadable":
      return destination.name ?? "a payee that cannot be read";
    default:
      return destination.name ?? "an unknown payee";
  }
}

/** What the page is called. */
export const titleOf = (subject: SnapshotSubject): string =>
  `${subject.destination.kind === "pocket" ? "Transfer" : railOf(subject)} to ${targetName(subject.destination)}`;

/** The account that is paid, whole; null where none is known (own pockets, payees that cannot be read). */
export const accountOf = (destination: SnapshotDestination): string | null =>
  destination.kind === "payee" && "account" in destination.payee ? destination.payee.account : null;

/** In groups of four, as they are read aloud. */
export const inGroups = (account: string): string => (account.replace(/\s+/g, "").match(/.{1,4}/g) ?? []).join(" ");

/** What the account is called on this rail. */
export function accountWord(destination: SnapshotDestination): string {
  if (destination.kind !== "payee") return "account";
  const { payee } = destination;
  if (payee.type === "crypto_wallet") return `${payee.network} address`;
  if (payee.type === "international_wire" && payee.accountType === "IBAN") return "IBAN";
  return payee.type === "on_us" ? "JikoNet address" : "account";
}

/** `$2,500,000.00`, or what "everything" comes to at the moment. */
export function amountText({ amount, pocket }: SnapshotSubject, balance: number | null): string {
  if (amount.type === "REQUESTED_AMOUNT") return formatCents(cents(amount.cents));
  if (amount.type !== "FULL_WITHDRAWAL") return "an amount of an unknown kind";
  const about = balance === null ? "" : ` (about ${formatCents(cents(balance))})`;
  return `everything in ${pocket.name ?? "the pocket"}${about}`;
}

const verbs: Record<DecisionAction, string> = { approve: "Approve", reject: "Reject", cancel: "Cancel" };

/** Amount, payee and account in one sentence: all that a confirm step says. */
export function decisionSentence(action: DecisionAction, subject: SnapshotSubject, balance: number | null): string {
  const { destination } = subject;
  const account = accountOf(destination);
  const to = destination.kind === "pocket" ? `your pocket ${targetName(destination)}` : targetName(destination);
  return `${verbs[action]} ${amountText(subject, balance)} to ${to}${account ? `, ${accountWord(destination)} ${inGroups(account)}` : ""}.`;
}
