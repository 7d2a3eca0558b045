import "server-only";
import { z } from "zod";
import { emptyPayee, payeeKinds, type PayeeValues } from "@/lib/forms/payee";

const texts = Object.fromEntries(Object.keys(emptyPayee).map((name) => [name, z.string().max(1000)]));

/** The form of a payee as `lib/forms/payee.ts` has it; what is said about it is said in `lib/payees`. */
export const payeeValues = z.strictObject({
  ...texts,
  kind: z.enum(payeeKinds),
  nameType: z.enum(["business", "individual"]),
  accountType: z.enum(["CHECKING", "SAVINGS"]),
  identifierType: z.enum(["IBAN", "ACCOUNT_NUMBER"]),
}) as unknown as z.ZodType<PayeeValues>;
