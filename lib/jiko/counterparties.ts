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
      time_created: payee.time_created,
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

const line = z.string().min(1).max(250);
const newAddress = z.strictObject({
  street_address: line,
  street_address2: line.nullish(),
  city: line,
  postal_code: z.string().min(1).max(50),
  state: z.string().min(1).nullish(),
  /** ISO 3166 alpha-2. */
  country: z.string().length(2),
});
const personPart = z.string().min(1).max(50);
const newName = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("business"), business_name: z.string().min(1) }),
  z.strictObject({ type: z.literal("individual"), first_name: personPart, middle_name: personPart.nullish(), last_name: personPart }),
]);
const instructions = z.string().nullish();

/** `CreateWireCounterpartyRequest`: documented, the one shape of the five whose every field is. */
const createWire = z.strictObject({
  routing_number: z.string(),
  identifier: z.string().min(1),
  address: newAddress.extend({ state: z.string().min(1) }),
  wire_instructions: instructions,
  counterparty_name: newName,
});
const createInternationalWire = z.strictObject({
  bic: z.string().regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/),
  identifier: z.string().min(1),
  identifier_type: z.enum(["IBAN", "ACCOUNT_NUMBER"]),
  address: newAddress,
  institution_name: z.string().min(1),
  institution_address: newAddress,
  wire_instructions: instructions,
  counterparty_name: newName,
});
const createAch = z.strictObject({
  routing_number: z.string().regex(/^[0-9]{9}$/),
  account_number: z.string().min(1),
  account_type: z.enum(["CHECKING", "SAVINGS"]),
  counterparty_name: newName,
});
const createOnUs = z.strictObject({ account_number: z.string().regex(/^[0-9]{12}$/), counterparty_name: newName });
const createCryptoWallet = z.strictObject({ network: z.string().min(1), address: z.string().min(1), counterparty_name: newName });

/** A new payee. The body has no `type`: its fields alone tell the five shapes apart, so it holds nothing else. */
export const createCounterparty = z.union([createWire, createInternationalWire, createAch, createOnUs, createCryptoWallet]);
export type CreateCounterparty = z.output<typeof createCounterparty>;

export const counterpartiesCreate = operation({
  id: "counterparties.create",
  operationId: "create-counterparty-v2",
  method: "POST",
  path: "/api/v2/counterparties/",
  body: createCounterparty,
  answer: counterparty,
  success: 201,
  scope: "transfers.write",
  group: "counterparties",
  provenance: { operation: "documented", body: "documented", answer: "assumed" },
});

/** There is no delete: `UNLINKED` takes its place (assumed). */
export const counterpartiesUpdate = operation({
  id: "counterparties.update",
  operationId: "update-counterparty-v2",
  method: "PATCH",
  path: "/api/v2/counterparties/{counterparty_id}/",
  body: z.strictObject({ status: z.enum(["LINKED", "UNLINKED"]) }),
  answer: counterparty,
  success: 200,
  scope: "transfers.write",
  group: "counterparties",
  provenance: { operation: "documented", body: "assumed", answer: "assumed" },
});
