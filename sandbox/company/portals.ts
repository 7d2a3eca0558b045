import { createHash } from "node:crypto";
import type { PortalRecord } from "./types";

/** Every portal of the sandbox's bank has this routing number. */
export const routingNumber = "011000015";

const hexOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const digitsOf = (text: string, count: number): string => String(BigInt(`0x${hexOf(text)}`)).slice(-count);

/** The 12-digit Jiko Network Address of a pocket, always the same. */
export const networkAddressOf = (pocketId: string): string => `4001${digitsOf(`network ${pocketId}`, 8)}`;

interface Wanted {
  id: string;
  pocket_id: string;
  name: string;
  type?: "BANK_ACCOUNT" | "CRYPTO_ADDRESS";
  network?: string | null;
  /** Only for the one that the reference names. */
  account_number?: string;
}

/** An open portal with the number or address that follows from its id: fictitious, and the same in every run. */
export function makePortal({ id, pocket_id, name, type = "BANK_ACCOUNT", network, account_number }: Wanted): PortalRecord {
  const bank = type === "BANK_ACCOUNT";
  return {
    id,
    pocket_id,
    name,
    status: "OPEN",
    type,
    routing_number: bank ? routingNumber : null,
    account_number: bank ? (account_number ?? `9000${digitsOf(`account ${id}`, 8)}`) : null,
    network: bank ? null : (network ?? null),
    address: bank ? null : `0x${hexOf(`address ${id}`).slice(0, 40)}`,
    object_type: "Portal",
  };
}
