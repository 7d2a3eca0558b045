import { createHash, createPublicKey, randomUUID, type KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import path from "node:path";
import { record } from "@/lib/audit/append";
import { headKey, keyIdOf } from "@/lib/audit/heads";
import { now } from "@/lib/clock";
import { closeDatabase } from "@/lib/db/connection";
import { checkSchema } from "@/lib/db/migrate";
import { headSigner, signNewest } from "@/lib/desk/record/heads";
import { env } from "@/lib/env";
import { makeAuditKey } from "../keys";

interface Rotated {
  made: Awaited<ReturnType<typeof makeAuditKey>>;
  /** Where the old key's public part is kept. */
  oldPublicFile: string;
  customers: string[];
}

const digestOf = (key: KeyObject): string =>
  createHash("sha256").update(createPublicKey(key).export({ type: "spki", format: "der" })).digest("hex");

/**
 * Makes a new key for the heads of the audit record, and puts the change on every customer's record under a head that the old
 * one signed: who trusts the old key learns from it which is the next. The settings must be in the environment, still naming
 * the old key. The product goes on with that one until it is told otherwise.
 */
export async function rotateAuditKey(out: string): Promise<Rotated> {
  try {
    const old = headSigner();
    if (!old) throw new Error("AUDIT_KEY_FILE is not set: there is no key to change.");
    await checkSchema();
    const made = await makeAuditKey(out);
    const fresh = headKey(await readFile(made.file, "utf8"));
    const oldPublicFile = path.join(path.dirname(made.file), `audit-${keyIdOf(old)}.public.pem`);
    await writeFile(oldPublicFile, createPublicKey(old).export({ type: "spki", format: "pem" }));
    const entry = { kind: "event", action: "audit.key.changed", actor: null, correlationId: randomUUID(), subjectId: null } as const;
    // Whole digests: an id, the first 16 digits of one, may look like an account number, which the record does not take.
    const details = { oldKey: digestOf(old), newKey: digestOf(fresh), by: userInfo().username, on: hostname() };
    for (const customerId of env().JIKO_CUSTOMER_IDS) {
      await record({ customerId, at: now(), ...entry, details });
      await signNewest(customerId);
    }
    return { made, oldPublicFile, customers: env().JIKO_CUSTOMER_IDS };
  } finally {
    await closeDatabase();
  }
}
