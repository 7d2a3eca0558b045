import "server-only";
import { createHmac } from "node:crypto";
import { vaultKeys } from "@/lib/auth/tokens";
import { canonicalJson } from "@/lib/canonical";
import { accountOf, nameOf, type Counterparty, type CreateCounterparty } from "@/lib/jiko/counterparties";
import { asPayee } from "@/lib/payees/look-alike";

/** What makes two payees the same one: kind, name, bank and account, without case and spaces that Jiko may have tidied. */
function essence(payee: Counterparty): string {
  const fields = payee as Partial<Record<"routing_number" | "bic" | "network" | "account_type" | "identifier_type", string>>;
  const { routing_number, bic, network, account_type, identifier_type } = fields;
  const parts = [nameOf(payee.counterparty_name), accountOf(payee), routing_number, bic, network, account_type, identifier_type];
  return canonicalJson([payee.type, ...parts.map((part) => (part ?? "").normalize("NFKC").replace(/\s+/g, "").toUpperCase())]);
}

/** Throws where the key is no longer among ours: then nothing can be told. */
function sign(text: string, keyId: string): string {
  const key = vaultKeys().keys.get(keyId);
  if (!key) throw new Error(`The vault key ${keyId} is not among VAULT_KEYS`);
  return createHmac("sha256", key).update("countersign payee fingerprint\n").update(text).digest("hex");
}

export interface Fingerprint {
  keyId: string;
  mac: string;
}

/**
 * A payee by which it is known again without its account number. Keyed: account numbers are few enough to be tried out one
 * by one against a plain hash.
 */
export const fingerprintOf = (body: CreateCounterparty): Fingerprint => {
  const keyId = vaultKeys().current;
  return { keyId, mac: sign(essence(asPayee(body)), keyId) };
};

export const fits = (payee: Counterparty, { keyId, mac }: Fingerprint): boolean => sign(essence(payee), keyId) === mac;

/** What is confirmed of a payee: also what its bank is told to do with the money. */
const confirmable = (payee: Counterparty): string =>
  canonicalJson([essence(payee), ("wire_instructions" in payee && payee.wire_instructions) || ""]);

/** What a call-back is bound to. A payee that changes its name, bank, account or instructions has another mark. */
export function markOf(payee: Counterparty): string {
  const keyId = vaultKeys().current;
  return `${keyId}:${sign(confirmable(payee), keyId)}`;
}

/** Whether a mark is of this payee as it is now. One whose key is no longer among ours tells nothing, so it does not fit. */
export function markFits(payee: Counterparty, mark: string): boolean {
  const [keyId = "", mac] = mark.split(":");
  return vaultKeys().keys.has(keyId) && sign(confirmable(payee), keyId) === mac;
}
