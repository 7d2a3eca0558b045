import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Keys of the vault: the first seals, every one of them opens. */
export interface VaultKeys {
  current: string;
  keys: Map<string, Buffer>;
}

export interface Sealed {
  keyId: string;
  /** 12 bytes nonce, 16 bytes tag, then the ciphertext. */
  sealed: Buffer;
}

/** Reads `id:base64,id:base64`. Throws a sentence for an operator when a key is not 32 bytes or an id comes twice. */
export function parseVaultKeys(value: string): VaultKeys {
  const keys = new Map<string, Buffer>();
  for (const part of value.split(",").map((one) => one.trim()).filter(Boolean)) {
    const [, id, encoded] = /^([\w.-]{1,40}):([A-Za-z0-9+/_-]+={0,2})$/.exec(part) ?? [];
    const key = encoded ? Buffer.from(encoded, "base64") : null;
    if (!id || key?.length !== 32) throw new Error("VAULT_KEYS: each key is written `id:base64` and has 32 bytes");
    if (keys.has(id)) throw new Error(`VAULT_KEYS: the key id ${id} comes twice`);
    keys.set(id, key);
  }
  const [current] = keys.keys();
  if (!current) throw new Error("VAULT_KEYS: at least one key is needed");
  return { current, keys };
}

/** AES-256-GCM. `owner` is authenticated, not stored: a row copied to another session does not open there. */
export function seal({ current, keys }: VaultKeys, plain: string | Uint8Array, owner: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keys.get(current)!, nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(Buffer.from(plain)), cipher.final()]);
  return { keyId: current, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
}

/** The other way round, as text. Throws when the key is unknown, the owner another one or a byte changed. */
export const unseal = (keys: VaultKeys, held: Sealed, owner: string): string => unsealBytes(keys, held, owner).toString("utf8");

/** The same for what is no text. */
export function unsealBytes({ keys }: VaultKeys, { keyId, sealed }: Sealed, owner: string): Buffer {
  const key = keys.get(keyId);
  if (!key) throw new Error(`The vault key ${keyId} is not among VAULT_KEYS`);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
