import { z } from "zod";
import { policyContent } from "@/lib/approvals/policy/schema";
import { only } from "@/lib/desk/only";
import { simulation } from "@/lib/desk/policy/simulation";
import { route } from "@/lib/desk/route";

const drafted = z.strictObject({ policy: policyContent });

/** Changes nothing; what is simulated is too long for an address. */
export const POST = route({ access: "transfers.read" }, async ({ session, json }) => simulation(session, (await json(drafted)).policy));

export const { GET, PUT, PATCH, DELETE } = only("POST");
