import "server-only";
import { createPrivateKey, type JsonWebKeyInput } from "node:crypto";
import { env } from "@/lib/env";
import type { session, vault } from "@/lib/db/schema/auth";
import type { AccessToken } from "@/lib/jiko/transport";
import type { Tokens } from "./portal";
import { parseVaultKeys, seal, unseal, type Sealed, type VaultKeys } from "./seal";

type Row = Pick<typeof vault.$inferSelect, "keyId" | "sealed" | "renewAt" | "expiresAt">;

/** Of a session's row, what its tokens are sealed for: the cookie that they came with, and whose they are. None of it ever changes. */
export type Holder = Pick<typeof session.$inferSelect, "id" | "tokenHash" | "subject" | "memberId" | "customerId" | "email">;

/**
 * Whoever writes to the database can give a row another cookie or another person, but not seal tokens for that: then they open no
 * more, and the session is over.
 */
export const ownerOfTokens = ({ id, tokenHash, subject, memberId, customerId, email }: Holder): string =>
  JSON.stringify(["session", id, tokenHash, subject, memberId, customerId, email]);

let known: { text: string; keys: VaultKeys } | null = null;

/** The keys that tokens and copies of account numbers are sealed with. */
export function vaultKeys(): VaultKeys {
  // Read past env() first, so that scripts need this one setting alone.
  const text = process.env.VAULT_KEYS || env().VAULT_KEYS;
  if (known?.text !== text) known = { text, keys: parseVaultKeys(text) };
  return known.keys;
}

/** Tokens as they lie in the vault of one session, sealed with the current key. */
export const sealTokens = ({ access, type, refresh, dpop }: Tokens, holder: Holder): Sealed =>
  seal(vaultKeys(), JSON.stringify({ access, type, refresh, dpop }), ownerOfTokens(holder));

/** Throws where they do not open: see `unreadableBecause`. */
export function unsealTokens(row: Row, holder: Holder): Tokens {
  const opened = JSON.parse(unseal(vaultKeys(), row, ownerOfTokens(holder))) as Pick<Tokens, "access" | "type" | "refresh" | "dpop">;
  return { ...opened, renewAt: row.renewAt, expiresAt: row.expiresAt };
}

/** Why tokens do not open: their key was taken away, which ends sessions, or somebody wrote to the session's rows. */
export const unreadableBecause = ({ keyId }: Pick<Row, "keyId">): "ended" | "altered" => (vaultKeys().keys.has(keyId) ? "altered" : "ended");

/** Tokens in the form that calls to Jiko are authorised with. */
export function asAccessToken({ access, type, dpop }: Pick<Tokens, "access" | "type" | "dpop">): AccessToken {
  if (type === "Bearer" || !dpop) return { value: access, type: "Bearer", dpopKey: null };
  const { d: _, ...publicJwk } = dpop;
  const privateKey = createPrivateKey({ key: dpop, format: "jwk" } as JsonWebKeyInput);
  return { value: access, type, dpopKey: { privateKey, publicJwk, alg: "ES256" } };
}
