import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { SignJWT, type JWK } from "jose";
import type { DpopKey } from "./types";

const publicMembers = ({ kty, crv, x, y }: JWK): JWK => (y === undefined ? { kty, crv, x } : { kty, crv, x, y });

/**
 * A DPoP proof for one call (RFC 9449, section 4.2): `htu` is the URL without its query, a trailing slash kept; `ath`
 * binds it to the token. `issuedAt` is Unix seconds; Jiko takes proofs for ten seconds, so every exchange has its own.
 */
export function dpopProof(
  call: { method: string; url: URL; token: string; nonce: string | null },
  key: DpopKey,
  issuedAt: number,
): Promise<string> {
  return new SignJWT({
    htm: call.method,
    htu: call.url.origin + call.url.pathname,
    ath: createHash("sha256").update(call.token).digest("base64url"),
    ...(call.nonce ? { nonce: call.nonce } : {}),
  })
    .setProtectedHeader({ typ: "dpop+jwt", alg: key.alg, jwk: publicMembers(key.publicJwk) })
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .sign(key.privateKey);
}

/** Whether a 401 asks for a nonce that the server gives (RFC 9449, section 9). */
export const asksForNonce = (challenge: string | null): boolean => /(^|[\s,])error="?use_dpop_nonce"?/.test(challenge ?? "");
