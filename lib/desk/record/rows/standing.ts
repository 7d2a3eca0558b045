import "server-only";
import { eq } from "drizzle-orm";
import { fingerprintOf } from "@/lib/approvals/gesture";
import type { ProofChecker } from "@/lib/audit/proofs";
import type { Fault } from "@/lib/audit/verify";
import type { Transaction } from "@/lib/db/connection";
import { policyVersion } from "@/lib/db/schema/approvals";
import { passkey } from "@/lib/db/schema/passkeys";
import { sha256Hex } from "@/lib/sha256";

type PasskeyRow = typeof passkey.$inferSelect;
type PolicyRow = typeof policyVersion.$inferSelect;

function passkeyFault(row: PasskeyRow, known: ReturnType<ProofChecker["passkeys"]["get"]>): string | null {
  if (fingerprintOf(row.publicKey) !== row.fingerprint) return "its public key is not that of its fingerprint";
  if (!known) return "the record knows of no enrolment of it";
  if (row.fingerprint !== known.fingerprint) return "it has another key than the one that was enrolled";
  if (row.memberId !== known.memberId) return "it belongs to another member than the one who enrolled it";
  if (row.enrolment !== known.enrolment) return "it names another enrolment than the record";
  return row.state === known.state ? null : `it is ${row.state}, and by the record ${known.state}`;
}

function policyFault(row: PolicyRow, known: ReturnType<ProofChecker["policies"]["get"]>): string | null {
  if (sha256Hex(row.canonical) !== row.digest) return "its text was changed: it is not what its hash says";
  if (!known) return "the record knows of no proposal of it";
  if (row.digest !== known.digest) return "it is not the policy that was proposed under this number";
  const needsSigning = row.state === "in_force" || row.state === "replaced";
  return needsSigning && !known.signed ? `it is ${row.state.replace("_", " ")}, and by the record nobody signed it` : null;
}

/** What the tables of passkeys and policies say otherwise than the record. */
export async function standingFaults(tx: Transaction, customerId: string, { passkeys, policies }: ProofChecker): Promise<Fault[]> {
  const faults: string[] = [];
  const keys = await tx.select().from(passkey).where(eq(passkey.customerId, customerId));
  for (const row of keys) {
    const fault = passkeyFault(row, passkeys.get(row.id));
    if (fault) faults.push(`the passkey ${row.id} in the table does not hold: ${fault}`);
  }
  const keyIds = new Set(keys.map(({ id }) => id));
  for (const id of passkeys.keys()) if (!keyIds.has(id)) faults.push(`the passkey ${id} was enrolled and is not in the table`);
  const versions = await tx.select().from(policyVersion).where(eq(policyVersion.customerId, customerId));
  for (const row of versions) {
    const fault = policyFault(row, policies.get(row.number));
    if (fault) faults.push(`version ${row.number} of the policy in the table does not hold: ${fault}`);
  }
  const numbers = new Set(versions.map(({ number }) => number));
  for (const number of policies.keys()) if (!numbers.has(number)) faults.push(`version ${number} of the policy is on record and not in the table`);
  return faults.map((fault) => ({ position: null, fault }));
}
