import { findingCodes } from "@/lib/approvals/findings/types";
import { findingName } from "@/lib/approvals/findings/words";
import type { Chosen, Typed } from "@/lib/approvals/policy/form";
import { rails } from "@/lib/approvals/policy/types";
import { railWords } from "@/lib/approvals/policy/words";
import type { PolicyView } from "@/lib/desk/policy/types";
import { roleChoices } from "@/lib/forms/team";

export interface Choice {
  value: string;
  label: string;
}

/** Everything that a rule can name. */
export interface Choices {
  members: Choice[];
  signers: Choice[];
  filers: Choice[];
  pockets: Choice[];
}

const signs = ["APPROVER", "ADMIN"];
const files = ["INITIATOR", "ADMIN"];

export function choicesOf({ members, pockets }: PolicyView["known"]): Choices {
  const active = (members ?? []).filter((one) => one.active);
  const choices = (some: typeof active) => some.map(({ id, name, role }) => ({ value: id, label: `${name}, ${role.toLowerCase()}` }));
  return {
    members: choices(active),
    signers: choices(active.filter(({ role }) => signs.includes(role))),
    filers: choices(active.filter(({ role }) => files.includes(role))),
    pockets: (pockets ?? []).map(({ id, name }) => ({ value: id, label: name })),
  };
}

const sentence = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
export const findingChoices: Choice[] = findingCodes.map((value) => ({ value, label: findingName(value) }));
export const railChoices: Choice[] = rails.filter((one) => one !== "unknown").map((value) => ({ value, label: sentence(railWords[value]) }));
const roles = (which: readonly string[]): Choice[] =>
  roleChoices.filter(({ role }) => which.includes(role)).map(({ role, label }) => ({ value: role, label: `${label}s` }));
export const signingRoles = roles(signs);
export const actingRoles = roles([...signs, ...files]);

/** What a condition is called where it is chosen, and where it is filled in. */
export const conditionLabels: Record<Typed | Chosen, string> = {
  amountOver: "Amount above",
  paidTodayOver: "Sum to the payee in a day above",
  rails: "Kinds of transfer",
  pockets: "Paid from pockets",
  initiators: "Filed by",
  payeeNewerThanDays: "Payee added less than so many days before",
  payeeChangedWithinDays: "Payee changed less than so many days before",
  findings: "One of these findings",
};
/** What counts where it is not known. */
export const conditionHints: Partial<Record<Typed | Chosen, string>> = {
  payeeNewerThanDays: "One whose age is not known counts as new.",
  payeeChangedWithinDays: "One whose last change is not known counts as changed.",
};
export const conditionOrder = Object.keys(conditionLabels) as (Typed | Chosen)[];
