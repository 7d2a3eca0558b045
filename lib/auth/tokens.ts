import "server-only";
import { createPrivateKey, type JsonWebKeyInput } from "node:crypto";
import { env } from "@/lib/env";
import type { vault } from "@/lib/db/schema/auth";
import type { AccessToken } from "@/lib/jiko/transport";
import type { Tokens } from "./portal";
import { parseVaultKeys, seal, unseal, type Sealed, type VaultKeys } from "./seal";

type Row = Pick<typeof vault.$inferSelect, "sessionId" | "keyId" | "sealed" | "renewAt" | "expiresAt">;

let known: { text: string; keys: VaultKeys } | null = null;

/** The keys that tokens and copies of account numbers are sealed with. */
export function vaultKeys(): VaultKeys {
  // Read past env() first, so that scripts need this one setting alone.
  const text = process.env.VAULT_KEYS || env().VAULT_KEYS;
  if (known?.text !== text) known = { text, keys: parseVaultKeys(text) };
  return known.keys;
}

/** Tokens as they lie in the vault of one session, sealed with the current key. */
export const sealTokens = ({ access, type, refresh, dpop }: Tokens, sessionId: string): Sealed =>
  seal(vaultKeys(), JSON.stringify({ access, type, refresh, dpop }), sessionId);

export function unsealTokens(row: Row): Tokens {
  const opened = JSON.parse(unseal(vaultKeys(), row, row.sessionId)) as Pick<Tokens, "access" | "type" | "refresh" | "dpop">;
  return { ...opened, renewAt: row.renewAt, expiresAt: row.expiresAt };
}

/** Tokens in the form that calls to Jiko are authorised with. */
export function asAccessToken({ access, type, dpop }: Pick<Tokens, "access" | "type" | "dpop">): AccessToken {
  if (type === "Bearer" || !dpop) return { value: access, type: "Bearer", dpopKey: null };
  const { d: _, ...publicJwk } = dpop;
  const privateKey = createPrivateKey({ key: dpop, format: "jwk" } as JsonWebKeyInput);
  return { value: access, type, dpopKey: { privateKey, publicJwk, alg: "ES256" } };
}
