import "server-only";
import { webcrypto } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import * as oidc from "openid-client";

/** The private ES256 key of one session (RFC 9449), as it lies in the vault. */
export type DpopJwk = JWK & { kty: "EC"; crv: "P-256"; x: string; y: string; d: string };

export async function newDpopKey(): Promise<DpopJwk> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  return { kty, crv, x, y, d } as DpopJwk;
}

/** The two halves as WebCrypto knows them. */
export async function dpopKeyPair({ kty, crv, x, y, d }: DpopJwk): Promise<CryptoKeyPair> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const [privateKey, publicKey] = await Promise.all([
    webcrypto.subtle.importKey("jwk", { kty, crv, x, y, d }, algorithm, false, ["sign"]),
    webcrypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, true, ["verify"]),
  ]);
  return { privateKey, publicKey } as CryptoKeyPair;
}

export const dpopHandle = async (configuration: oidc.Configuration, key: DpopJwk): Promise<oidc.DPoPHandle> =>
  oidc.getDPoPHandle(configuration, await dpopKeyPair(key));
