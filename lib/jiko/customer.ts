import { z } from "zod";
import { operation } from "./operation";
import { generalAddress, nullable, openEnum } from "./schemas";

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
  // The tax number and birthday are nobody's business on a page that shows whose desk this is.
  view: (sent) => ({
    type: sent.type,
    name: sent.type === "BUSINESS" ? sent.name : `${sent.name.first_name} ${sent.name.last_name}`,
    account_status: sent.account_status,
  }),
});
