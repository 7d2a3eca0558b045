import { z } from "zod";
import { operation } from "./operation";
import { cursorList, dateTime, generalAddress, id, nullable, openEnum, otherType, paging } from "./schemas";

export const counterpartyTypes = ["ach", "wire", "international_wire", "on_us", "crypto_wallet"] as const;
export const counterpartyStatuses = ["PENDING", "LINKED", "UNLINKED", "VERIFIED", "FAILED"] as const;

export const counterpartyName = z.discriminatedUnion("type", [
  z.object({ type: z.literal("business"), business_name: z.string() }),
  z.object({ type: z.literal("individual"), first_name: z.string(), middle_name: nullable(z.string()), last_name: z.string() }),
]);
export type CounterpartyName = z.output<typeof counterpartyName>;

/** The payee's name on one line. */
export const nameOf = (name: CounterpartyName): string =>
  name.type === "business" ? name.business_name : [name.first_name, name.middle_name, name.last_name].filter(Boolean).join(" ");

const common = {
  id,
  status: openEnum(counterpartyStatuses),
  counterparty_name: counterpartyName,
  verification: z.object({
    type: openEnum(["incoming_wire", "micro_deposits", "name_match", "plaid", "pre_verified", "supporting_documents", "unverified"]),
  }),
  time_created: dateTime,
  updated_at: dateTime,
};
const text = nullable(z.string());

const wire = z.object({
  ...common,
  type: z.literal("wire"),
  routing_number: z.string(),
  identifier: z.string(),
  address: generalAddress,
  wire_instructions: text,
  institution_name: text,
});
const internationalWire = z.object({
  ...common,
  type: z.literal("international_wire"),
  bic: z.string(),
  identifier: z.string(),
  identifier_type: openEnum(["IBAN", "ACCOUNT_NUMBER"]),
  address: generalAddress,
  institution_name: z.string(),
  institution_address: generalAddress,
  wire_instructions: text,
});
const ach = z.object({
  ...common,
  type: z.literal("ach"),
  routing_number: z.string(),
  account_number: z.string(),
  account_type: openEnum(["CHECKING", "SAVINGS"]),
  institution_name: text,
  address: nullable(generalAddress),
});
const onUs = z.object({
  ...common,
  type: z.literal("on_us"),
  /** The payee's 12-digit Jiko Network Address. */
  account_number: z.string(),
  institution_name: text,
  address: nullable(generalAddress),
});
const cryptoWallet = z.object({
  ...common,
  type: z.literal("crypto_wallet"),
  network: z.string(),
  address: z.string(),
  institution_name: text,
});
export const counterparty = z.union([z.discriminatedUnion("type", [wire, internationalWire, ach, onUs, cryptoWallet]), otherType(counterpartyTypes, common)]);
export type Counterparty = z.output<typeof counterparty>;

/** The account that money goes to, as one text, or null where the type is unknown. */
export function accountOf(payee: Counterparty): string | null {
  switch (payee.type) {
    case "wire":
    case "international_wire":
      return payee.identifier;
    case "ach":
    case "on_us":
      return payee.account_number;
    case "crypto_wallet":
      return payee.address;
    default:
      return null;
  }
}

/** Only these two states may be paid; `VERIFIED` is documented, `LINKED` is assumed to mean the same. */
export const isPayable = (payee: { status: string }) => payee.status === "VERIFIED" || payee.status === "LINKED";

export const counterpartiesList = operation({
  id: "counterparties.list",
  operationId: "list-counterparties-v2",
  method: "GET",
  path: "/api/v2/counterparties/",
  query: z.strictObject({ ...paging, type: z.enum(counterpartyTypes).optional(), status: z.enum(counterpartyStatuses).optional() }),
  answer: cursorList(counterparty),
  success: 200,
  scope: "transfers.read",
  group: "counterparties",
  provenance: { operation: "documented", body: null, answer: "assumed" },
  // A list is for choosing: the last four characters tell accounts apart; in full they stand on the payee's own page.
  view: ({ items, ...page }) => ({
    ...page,
    items: items.map((payee) => ({
      id: payee.id,
      type: payee.type,
      status: payee.status,
      name: nameOf(payee.counterparty_name),
      account_ending: accountOf(payee)?.slice(-4) ?? null,
    })),
  }),
});

export const counterpartiesGet = operation({
  id: "counterparties.get",
  operationId: "get-counterparty-v2",
  method: "GET",
  path: "/api/v2/counterparties/{counterparty_id}/",
  answer: counterparty,
  success: 200,
  scope: "transfers.read",
  group: "counterparties",
  provenance: { operation: "documented", body: null, answer: "assumed" },
});
