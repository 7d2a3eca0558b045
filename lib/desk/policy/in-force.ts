import "server-only";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import type { Policy } from "@/lib/approvals/policy/types";
import { db } from "@/lib/db/connection";
import { log } from "@/lib/log";
import { signedStatement } from "../passkeys/proven";
import { policyOf, rowIn, saidOf, type At } from "./versions";

export interface PolicyInForce {
  policy: Policy;
  /** `builtin-1`, or the number of the version. */
  version: string;
  /** SHA-256 of its canonical text; null of the one that is built in. */
  digest: string | null;
  /** Why nothing can be filed or signed by it, as a sentence; null in the normal case. */
  fault: string | null;
}

export const builtIn: PolicyInForce = { policy: builtInPolicy, version: "builtin-1", digest: null, fault: null };

/**
 * The policy that the company has signed last, by the record, else the one that is built in. Where another one lies in the
 * database, or none, or another text than was signed, nothing is filed or signed: rules that somebody wrote there bind nobody.
 */
export async function policyInForce(customerId: string, at: At = db(), again = true): Promise<PolicyInForce> {
  const row = await rowIn(at, customerId, "in_force");
  const said = await saidOf(at, customerId, "policy.sign");
  if (!row && !said) return builtIn;
  const signed = await signedStatement(at, customerId, said?.proof ?? null);
  const byGesture = signed?.statement.kind === "policy" && signed.statement.number === said?.number && signed.statement.digest === said.digest;
  const policy = byGesture && row ? policyOf(row, said) : null;
  // Between the looks somebody may have signed another one: then they agree the next time.
  if (!policy && again) return policyInForce(customerId, at, false);
  if (policy && row) return { policy, version: String(row.number), digest: row.digest, fault: null };
  log.error({ event: "policy.unreadable", number: row?.number ?? null, signed: said?.number ?? null }, "The policy in force is not what was signed");
  const fault = "The policy in force is not as it was signed. Nothing is filed or signed here until another one is signed.";
  return { ...builtIn, version: String(said?.number ?? row!.number), digest: row?.digest ?? null, fault };
}
