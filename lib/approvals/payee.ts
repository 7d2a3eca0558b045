import type { Counterparty } from "@/lib/jiko/counterparties";
import type { SnapshotAddress, SnapshotPayee } from "./types";

type Address = (Counterparty & { type: "wire" })["address"];

const addressOf = (address: Address): SnapshotAddress => ({
  street: address.street_address,
  street2: address.street_address2,
  city: address.city,
  postalCode: address.postal_code,
  state: address.state,
  country: address.country,
});

const nameOf = (name: Counterparty["counterparty_name"]) =>
  name.type === "business" ? name.business_name : [name.first_name, name.middle_name, name.last_name].filter(Boolean).join(" ");

/** The payee in the form of the snapshot, identifiers whole. Apart from the snapshot, because the review of a transfer shows it in the browser. */
export function payeeOf(payee: Counterparty): SnapshotPayee {
  const base = { id: payee.id, name: nameOf(payee.counterparty_name) };
  switch (payee.type) {
    case "wire":
      return {
        ...base,
        type: payee.type,
        routingNumber: payee.routing_number,
        account: payee.identifier,
        address: addressOf(payee.address),
        institution: payee.institution_name,
        instructions: payee.wire_instructions,
      };
    case "international_wire":
      return {
        ...base,
        type: payee.type,
        bic: payee.bic,
        account: payee.identifier,
        accountType: payee.identifier_type,
        address: addressOf(payee.address),
        institution: payee.institution_name,
        institutionAddress: addressOf(payee.institution_address),
        instructions: payee.wire_instructions,
      };
    case "ach":
      return {
        ...base,
        type: payee.type,
        routingNumber: payee.routing_number,
        account: payee.account_number,
        accountType: payee.account_type,
        institution: payee.institution_name,
        address: payee.address && addressOf(payee.address),
      };
    case "on_us":
      return {
        ...base,
        type: payee.type,
        account: payee.account_number,
        institution: payee.institution_name,
        address: payee.address && addressOf(payee.address),
      };
    case "crypto_wallet":
      return { ...base, type: payee.type, network: payee.network, account: payee.address, institution: payee.institution_name };
    default:
      return { ...base, type: "UNKNOWN", sentType: payee.sent_type };
  }
}
