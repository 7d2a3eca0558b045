import { z } from "zod";
import { only } from "@/lib/desk/only";
import { payeeValues } from "@/lib/desk/payees/input";
import { reviewPayee } from "@/lib/desk/payees/review";
import { route } from "@/lib/desk/route";

const sent = z.strictObject({ values: payeeValues });

/** Changes nothing. A POST, because an account number has no place in an address. */
export const POST = route({ access: "payees.manage" }, async ({ session, json }) => reviewPayee(session, (await json(sent)).values));

export const { GET, PUT, PATCH, DELETE } = only("POST");
