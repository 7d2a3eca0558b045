import type { Movement } from "../types";

/** The card that the seed's movements point at. */
export const cardId = "5a0f3c1e-7d2b-5c44-9e6f-8b1d2a3c4e5f";

export const achIn = (company_name: string, entry: string, trace_number: string, portal_id: string): Movement =>
  ach(company_name, entry, trace_number, portal_id, "ACH Electronic Credit");
export const achOut = (company_name: string, entry: string, trace_number: string, portal_id: string): Movement =>
  ach(company_name, entry, trace_number, portal_id, "ACH Electronic Debit");

const ach = (
  company_name: string,
  company_entry_description: string,
  trace_number: string,
  portal_id: string,
  description: string,
): Movement => ({
  type: "ACH",
  title: company_name,
  description,
  settles: "next-business-day",
  // A pocket cannot originate ACH: the other side pushes or pulls.
  details: {
    company_name,
    company_entry_description,
    individual_identification_number: `SAMPLE-${trace_number.slice(-6)}`,
    trace_number,
    ach_id: null,
    ach_direction: "RECEIVING",
    portal_id,
  },
});

export const wireMovement = (
  direction: "in" | "out",
  counterparty_name: string,
  reference_number: string,
  wire_id: string,
  settles: Movement["settles"],
  portal_id: string | null = null,
): Movement => ({
  type: "WIRE",
  title: counterparty_name,
  description: direction === "in" ? "Wire in" : "Wire out",
  settles,
  details: { reference_number, counterparty_name, wire_id, portal_id },
});

export const jikoNet = (title: string, description: string, on_us_transfer_id: string, source: string, target: string): Movement => ({
  type: "ON_US",
  title,
  description,
  details: { on_us_transfer_id, on_us_transfer_type: "PEER_TO_PEER", source, target },
});

/** Between own pockets; the books put the other pocket's name into the title. */
export const internal = (description: string, on_us_transfer_id: string, source: string, target: string): Movement => ({
  type: "ON_US",
  title: "Internal move",
  description,
  details: { on_us_transfer_id, on_us_transfer_type: "INTERNAL_REALLOCATION", source, target },
});

const shops = [
  ["Sample Office Store", "OFFICE_SUPPLIES"],
  ["Example Airlines", "AIRLINES"],
  ["Sample Cloud Hosting", "SOFTWARE"],
  ["Example Hardware Market", "HARDWARE"],
] as const;

export const card = (which: number, terminal_id: string): Movement => {
  const [counterparty, merchant_type] = shops[which % shops.length]!;
  const location = { street_address: "12 Sample Street", city: "Columbus", state: "OH", country: "US" };
  const details = { card_id: cardId, location, counterparty, terminal_id, merchant_type, pre_authorization: terminal_id.endsWith("0"), issue_id: null };
  return { type: "CARD", title: counterparty, description: "Card purchase", settles: "next-business-day", details };
};

export const cashback = (period: string): Movement => ({
  type: "CREDIT",
  title: "Card cashback",
  description: `Cashback for ${period}`,
  details: { period, card_id: cardId },
});

export const generic = (title: string, sub_title: string): Movement => ({
  type: "GENERIC",
  title,
  description: sub_title,
  details: { sub_title },
});
