import type { FundingInstructions } from "@/lib/jiko/portals";

/** One line of the sheet that a payer gets. */
export interface FundingRow {
  label: string;
  /** Each line of it as it is read. */
  lines: readonly string[];
  /** As it is copied and typed elsewhere, where that differs from the lines. */
  plain: string;
  /** Digits and letters that have to be compared one by one. */
  code: boolean;
}

type Address = FundingInstructions["bank_address"];

export function addressLines({ street_address, street_address2, city, state, postal_code, country }: Address): string[] {
  const place = [city, [state, postal_code].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [street_address, street_address2, place, country].filter((line): line is string => Boolean(line));
}

const text = (label: string, value: string): FundingRow => ({ label, lines: [value], plain: value, code: false });
const address = (label: string, value: Address): FundingRow => {
  const lines = addressLines(value);
  return { label, lines, plain: lines.join(", "), code: false };
};
/** Long numbers in groups of four, so that two people can compare them; copied without the gaps. */
const code = (label: string, value: string, grouped = true): FundingRow => {
  const plain = value.replace(/\s+/g, "");
  return { label, lines: [grouped ? (plain.match(/.{1,4}/g) ?? []).join(" ") : plain], plain, code: true };
};

/** What a payer needs, in the order of a wire form; what Jiko does not give is left out. */
export function fundingRows(given: FundingInstructions): FundingRow[] {
  return [
    text("Beneficiary", given.beneficiary_name),
    address("Beneficiary address", given.beneficiary_address),
    code("Account number", given.account_number),
    code("Routing number (ABA)", given.routing_number, false),
    ...(given.swift_bic ? [code("SWIFT/BIC", given.swift_bic, false)] : []),
    text("Bank", given.bank_name),
    address("Bank address", given.bank_address),
    ...(given.network_address ? [code("JikoNet address", given.network_address)] : []),
  ];
}
