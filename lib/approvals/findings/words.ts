import type { FindingCode } from "./types";

/** What a finding is called in a line of its own: in rules, ticks and lists. Its text says the rest. */
export const findingNames: Record<FindingCode, string> = {
  first_payment: "First payment to this payee",
  new_payee: "New payee",
  changed_payee: "Payee changed",
  change_unknown: "Payee’s last change not known",
  same_name: "Same name, other account",
  same_account: "Same account, other name",
  similar_name: "Name reads like another",
  odd_characters: "Odd characters",
  duplicate: "Possible duplicate",
  unusual_amount: "Unusual amount",
  unusual_hour: "Unusual hour",
  share_of_pocket: "Large share of the pocket",
  split_payments: "Split payments",
  shared_browser: "Two members, one browser",
  outside_desk: "Filed or decided outside the desk",
  bills_move: "Bills move",
  everything: "Everything in the pocket",
};

/** The name of a finding; a code that is not known here stays as it is. */
export const findingName = (code: string): string => (findingNames as Record<string, string>)[code] ?? code;
