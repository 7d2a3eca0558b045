import "server-only";
import { and, eq } from "drizzle-orm";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import { policySchema } from "@/lib/approvals/policy/schema";
import type { Policy } from "@/lib/approvals/policy/types";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { policyVersion } from "@/lib/db/schema/approvals";
import { log } from "@/lib/log";
import { sha256Hex } from "@/lib/sha256";

export interface PolicyInForce {
  policy: Policy;
  /** `builtin-1`, or the number of the version. */
  version: string;
  /** SHA-256 of its canonical text; null of the one that is built in. */
  digest: string | null;
  /** Why nothing can be signed by it, as a sentence; null in the normal case. */
  fault: string | null;
}

export const builtIn: PolicyInForce = { policy: builtInPolicy, version: "builtin-1", digest: null, fault: null };

/**
 * The policy that the company has signed, else the one that is built in. Where what lies there is not what was signed, nothing
 * is: rules that somebody wrote into the database bind nobody.
 */
export async function policyInForce(customerId: string, at: Database | Transaction = db()): Promise<PolicyInForce> {
  const [row] = await at.select().from(policyVersion).where(and(eq(policyVersion.customerId, customerId), eq(policyVersion.state, "in_force")));
  if (!row) return builtIn;
  const parsed = sha256Hex(row.canonical) === row.digest ? policySchema.safeParse(JSON.parse(row.canonical)) : null;
  if (!parsed?.success) {
    log.error({ event: "policy.unreadable", number: row.number }, "The policy in force is not what was signed");
    const fault = "The policy in force is not as it was signed. Nothing is signed here until an administrator has looked.";
    return { ...builtIn, version: String(row.number), digest: row.digest, fault };
  }
  return { policy: parsed.data, version: String(row.number), digest: row.digest, fault: null };
}
