import { z } from "zod";
import { operation } from "./operation";
import { generalAddress, id, nullable, openEnum } from "./schemas";

const common = {
  address: generalAddress,
  email: z.string(),
  phone_number: z.string(),
  account_status: openEnum(["OPEN", "CLOSED", "FROZEN", "PENDING"]),
};

const personName = z.object({ first_name: z.string(), middle_name: nullable(z.string()), last_name: z.string() });

const business = z.object({
  ...common,
  type: z.literal("BUSINESS"),
  name: z.string(),
  identification_number: z.object({
    identification_number: z.string(),
    issuing_country: nullable(z.string()),
    type: openEnum(["TIN", "EIN", "NON_US_BUSINESS_ID"]),
  }),
});

const individual = z.object({ ...common, type: z.literal("INDIVIDUAL"), name: personName, date_of_birth: z.string() });

const writePersonName = ({ first_name, middle_name, last_name }: z.output<typeof personName>): string =>
  [first_name, middle_name, last_name].filter(Boolean).join(" ");

/** The number a business is known by: whole where it is printed on every tax form (EIN) or register, else its last four characters. */
function identificationOf({ identification_number, issuing_country, type }: z.output<typeof business>["identification_number"]) {
  const whole = type === "EIN" || type === "NON_US_BUSINESS_ID";
  return { type, issuing_country, number: whole ? identification_number : `•••• ${identification_number.slice(-4)}` };
}

export const customer = z.discriminatedUnion("type", [business, individual]);

export const customerGet = operation({
  id: "customer.get",
  operationId: "get_customer_api_v1_customer__get",
  method: "GET",
  path: "/api/v1/customer/",
  answer: customer,
  success: 200,
  scope: "customer.read",
  group: "customer",
  provenance: { operation: "documented", body: null, answer: "documented" },
  // A birthday is nobody's business on a company's page, and a TIN may be a person's social security number.
  view: ({ type, name, address, email, phone_number, account_status, ...sent }) => ({
    type,
    name: typeof name === "string" ? name : writePersonName(name),
    address,
    email,
    phone_number,
    account_status,
    identification: "identification_number" in sent ? identificationOf(sent.identification_number) : null,
  }),
});

/** Owners of a business; assumed to be empty for an individual. A plain list without paging. */
export const beneficialOwners = operation({
  id: "customer.beneficialOwners",
  operationId: "get_beneficial_owners_api_v1_customer_beneficial_owners__get",
  method: "GET",
  path: "/api/v1/customer/beneficial-owners/",
  answer: z.object({ items: z.array(z.object({ id, name: personName, title: z.string() })) }),
  success: 200,
  scope: "customer.read",
  group: "customer",
  provenance: { operation: "documented", body: null, answer: "documented" },
  view: ({ items }) => ({ items: items.map(({ id, name, title }) => ({ id, name: writePersonName(name), title })) }),
});
