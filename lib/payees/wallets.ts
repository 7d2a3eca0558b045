import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { base58 } from "@scure/base";

/** An EVM address with the capitals that check it. Source: EIP-55. */
export function checksummed(address: string): string {
  const plain = address.slice(2).toLowerCase();
  const hash = bytesToHex(keccak_256(new TextEncoder().encode(plain)));
  return `0x${[...plain].map((digit, i) => (parseInt(hash[i]!, 16) >= 8 ? digit.toUpperCase() : digit)).join("")}`;
}

/** Whether an address carries no checksum: all letters small or all large. */
export const lacksChecksum = (address: string): boolean => /^0x([0-9a-f]*|[0-9A-F]*)$/.test(address);

/** What is wrong with an EVM address, or null. */
export function evmFault(address: string): string | null {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return "An address on this network is 0x and 40 digits from 0 to f.";
  if (/^0x0+$/.test(address)) return "Nobody holds this address: what is sent there is lost.";
  if (lacksChecksum(address) || checksummed(address) === address) return null;
  return "The capitals of the address do not check: a character is wrong or two changed places.";
}

/** What is wrong with a Solana address, or null: a public key, 32 bytes in base58. */
export function solanaFault(address: string): string | null {
  let key: Uint8Array;
  try {
    key = base58.decode(address);
  } catch {
    return "A Solana address has letters and digits alone, without 0, O, I and l.";
  }
  if (key.length !== 32) return "A Solana address stands for 32 bytes; this one does not. A character is missing or too many.";
  return key.every((byte) => byte === 0) ? "Nobody holds this address: what is sent there is lost." : null;
}
