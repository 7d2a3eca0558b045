import type { ReactNode } from "react";
import { MonoId } from "@/components/ui/mono-id";
import type { Transaction } from "@/lib/jiko/transactions";

type Line = readonly [name: string, value: ReactNode];

const mono = (value: string | null, what: string) => value && <MonoId value={value} what={what} />;

const achDirections: Record<string, string> = { RECEIVING: "Pulled or pushed by the other side", ORIGINATION: "Started by this company" };
const onUsKinds: Record<string, string> = { PEER_TO_PEER: "JikoNet, to or from another customer", INTERNAL_REALLOCATION: "Between own pockets" };
const feeKinds: Record<string, string> = { AUM_FEE: "Fee on assets", WIRE_FEE: "Fee for a wire" };

/** What each type of movement has of its own. A type that is not known here has nothing to show. */
export function detailsOf(movement: Transaction): Line[] {
  switch (movement.type) {
    case "ACH": {
      const { company_name, company_entry_description, individual_identification_number, trace_number, ach_direction } = movement.details;
      return [
        ["Company", company_name],
        ["Entry", company_entry_description],
        ["Identification", individual_identification_number],
        ["Started", achDirections[ach_direction] ?? ach_direction],
        ["Trace number", mono(trace_number, "trace number")],
      ];
    }
    case "WIRE":
      return [
        ["Other side", movement.details.counterparty_name],
        ["Reference number", mono(movement.details.reference_number, "reference number")],
        ["Wire id", mono(movement.details.wire_id, "wire id")],
      ];
    case "ON_US": {
      const { on_us_transfer_type, source, target, on_us_transfer_id } = movement.details;
      return [
        ["Kind", onUsKinds[on_us_transfer_type] ?? on_us_transfer_type],
        ["From", source],
        ["To", target],
        ["Transfer id", mono(on_us_transfer_id, "transfer id")],
      ];
    }
    case "CARD": {
      const { counterparty, merchant_type, location, terminal_id, pre_authorization } = movement.details;
      return [
        ["Merchant", counterparty],
        ["Kind of merchant", merchant_type],
        ["Place", location && [location.street_address, location.city, location.state, location.country].filter(Boolean).join(", ")],
        ["Terminal", mono(terminal_id, "terminal")],
        ["Pre-authorization", pre_authorization ? "Yes" : "No"],
        ["Card id", mono(movement.details.card_id, "card id")],
        ["Issue", movement.details.issue_id],
      ];
    }
    case "FEE": {
      const { fee_type, counterparty_name, reference_number, wire_id } = movement.details;
      return [
        ["Fee", feeKinds[fee_type] ?? fee_type],
        ["For the wire to", counterparty_name],
        ["Reference number", mono(reference_number, "reference number")],
        ["Wire id", mono(wire_id, "wire id")],
      ];
    }
    case "CREDIT":
      return [
        ["Period", movement.details.period],
        ["Card id", mono(movement.details.card_id, "card id")],
      ];
    case "GENERIC":
      return [["More", movement.details.sub_title]];
    default:
      return [];
  }
}

/**
 * The transfer request that may be behind a movement: for wires out and Jiko transfers the bank's id equals the request's.
 * Movements that were not asked for through requests have ids that lead nowhere, so whoever shows it looks first.
 */
export function requestIdOf(movement: Transaction): string | null {
  if (movement.type === "WIRE") return movement.direction === "DEBIT" ? movement.details.wire_id : null;
  if (movement.type === "FEE") return movement.details.wire_id;
  if (movement.type !== "ON_US") return null;
  const ours = movement.direction === "DEBIT" || movement.details.on_us_transfer_type === "INTERNAL_REALLOCATION";
  return ours ? movement.details.on_us_transfer_id : null;
}

/** What a movement can belong to; also the filters of the list that find everything belonging to the same. */
export type Belonging = "wire" | "transfer" | "portal" | "card";

/** The ids of what a movement belongs to, where its type names it. */
export function belongingOf(movement: Transaction): Partial<Record<Belonging, string>> {
  const some = (name: Belonging, id: string | null) => (id ? { [name]: id } : {});
  switch (movement.type) {
    case "WIRE":
      return { ...some("wire", movement.details.wire_id), ...some("portal", movement.details.portal_id) };
    case "FEE":
      return some("wire", movement.details.wire_id);
    case "ON_US":
      return { transfer: movement.details.on_us_transfer_id };
    case "ACH":
      return some("portal", movement.details.portal_id);
    case "CARD":
    case "CREDIT":
      return some("card", movement.details.card_id);
    default:
      return {};
  }
}
