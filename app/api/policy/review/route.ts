import { z } from "zod";
import { policyContent } from "@/lib/approvals/policy/schema";
import { only } from "@/lib/desk/only";
import { checkForCompany } from "@/lib/desk/policy/check";
import { readWhole } from "@/lib/desk/read";
import { route } from "@/lib/desk/route";

const drafted = z.strictObject({ policy: policyContent });

/** Says what would be refused if it were proposed now. */
export const POST = route({ access: "policy.propose" }, async ({ session, json }) => {
  const { policy } = await json(drafted);
  await checkForCompany(policy, (op, input) => readWhole(op, session, input));
  return { policy };
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
