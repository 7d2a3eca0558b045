import { createHash, createPublicKey } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { type PortalClient } from "./types";

export const defaultIdTokenAlg = "PS256";

/** Fresh signing keys for the id_tokens of these clients. They live as long as the process, so none is ever shipped. */
export async function signingKeys(clients: readonly PortalClient[]): Promise<JWK[]> {
  const algs = new Set([defaultIdTokenAlg, ...clients.flatMap(({ idTokenAlg }) => idTokenAlg ?? [])]);
  return Promise.all(
    [...algs].map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = await exportJWK(privateKey);
      return { ...jwk, alg, use: "sig", kid: keyId(`${alg}.${jwk.n}`) };
    }),
  );
}

/** The public keys of a client as a key set. Throws when a PEM is not a key of its algorithm. */
export function clientKeys(client: PortalClient): JWK[] {
  return client.publicKeys.map(({ pem, alg }) => {
    const jwk = createPublicKey(pem).export({ format: "jwk" }) as JWK;
    const fits = alg === "PS256" ? jwk.kty === "RSA" : jwk.crv === "Ed25519";
    if (!fits) throw new Error(`A public key of client ${client.clientId} is not a key for ${alg}`);
    return { ...jwk, alg, use: "sig", kid: keyId(pem) };
  });
}

const keyId = (material: string): string => createHash("sha256").update(material).digest("base64url").slice(0, 16);
