import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { calculateJwkThumbprint } from "jose";
import * as oidc from "openid-client";
import { portal } from "@/lib/auth/portal";
import { env } from "@/lib/env";

export type Alg = "PS256" | "EdDSA";

export function algOf(text: string | undefined): Alg {
  if (text === undefined || text === "") return "PS256";
  if (text !== "PS256" && text !== "EdDSA") throw new Error("The algorithm of the client's key is PS256 or EdDSA.");
  return text;
}

/** A private key from a file, of the kind that its algorithm needs. */
export async function clientKey(file: string, alg: Alg): Promise<KeyObject> {
  const key = createPrivateKey(await readFile(file));
  const wanted = alg === "PS256" ? "rsa" : "ed25519";
  if (key.asymmetricKeyType === wanted) return key;
  throw new Error(`${file} holds a key of the kind ${key.asymmetricKeyType}, and ${alg} needs ${wanted}.`);
}

/** The public part as a JSON Web Key. Its `kid` is the thumbprint (RFC 7638). */
export async function publicJwk(key: KeyObject, alg: Alg): Promise<Record<string, unknown>> {
  const jwk = createPublicKey(key).export({ format: "jwk" });
  return { ...jwk, use: "sig", alg, kid: await calculateJwkThumbprint(jwk as Parameters<typeof calculateJwkThumbprint>[0]) };
}

/**
 * Asks Jiko whether it takes a client's key, by trading a refresh token that nobody has: a key that is known is told that the
 * token is not (RFC 6749, 5.2). Needs the settings in the environment, with the algorithm of this key. Throws where Jiko refuses it.
 */
export async function tryAtJiko(keyFile: string): Promise<void> {
  const { renewal } = await portal({ id: env().JIKO_CLIENT_ID, keyFile });
  const answer = await oidc.refreshTokenGrant(renewal, oidc.randomState()).catch((fault: unknown) => fault);
  if (!(answer instanceof oidc.ResponseBodyError) || answer.error !== "invalid_grant") throw answer;
}

/**
 * The same for the service's key, by asking for a token: that is all that the service ever asks for. Being refused a scope is an
 * answer to a key that is known.
 */
export async function tryServiceAtJiko(id: string, keyFile: string): Promise<void> {
  const { renewal } = await portal({ id, keyFile });
  const answer = await oidc.clientCredentialsGrant(renewal, { scope: "pockets.read" }).catch((fault: unknown) => fault);
  if (answer instanceof oidc.ResponseBodyError ? answer.error !== "invalid_scope" : answer instanceof Error) throw answer;
}
