import "server-only";
import { createHash, createPrivateKey, sign } from "node:crypto";
import type { SigningKey } from "./types";

/** The value of `Content-Digest` for a body (RFC 9530). */
export const contentDigest = (body: Uint8Array): string => `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;

/** Reads a private key for message signing (PEM, PKCS8). Throws for anything but P-256 and Ed25519, which is all that Jiko takes. */
export function signingKey(pem: string, keyId: string): SigningKey {
  const key = createPrivateKey(pem);
  if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(keyId)) throw new Error("The id of the signing key must be plain printable text without quotes");
  if (key.asymmetricKeyType === "ed25519") return { key, keyId, alg: "ed25519" };
  const p256 = key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
  if (p256) return { key, keyId, alg: "ecdsa-p256-sha256" };
  throw new Error("The signing key must be a P-256 or Ed25519 key");
}

export type Component = readonly [name: string, value: string];

/** Signature base and parameters of RFC 9421, section 2.5. `createdAt` in Unix seconds. */
export function signatureBase(components: readonly Component[], parameters: string): { base: string; input: string } {
  const input = `(${components.map(([name]) => `"${name}"`).join(" ")})${parameters}`;
  return { base: [...components.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${input}`].join("\n"), input };
}

/** Base64 of the signature over a base: for ECDSA the raw r and s (64 bytes), not DER. */
export function signBase(base: string, { key, alg }: Pick<SigningKey, "key" | "alg">): string {
  const data = Buffer.from(base, "utf8");
  return (alg === "ed25519" ? sign(null, data, key) : sign("sha256", data, { key, dsaEncoding: "ieee-p1363" })).toString("base64");
}

/**
 * The headers that sign a call with all components Jiko asks for (authorization.md, section 8; a subset of RFC 9421).
 * `url` is the URL that is called, `digest` that of its body, `createdAt` Unix seconds.
 */
export function signatureHeaders(
  call: { method: string; url: URL; authorization: string; digest: string | null },
  key: SigningKey,
  createdAt: number,
): Record<string, string> {
  const { digest } = call;
  const components: Component[] = [
    ["@method", call.method],
    ["@authority", call.url.host],
    ["@target-uri", call.url.href],
    ...(digest ? [["content-digest", digest] as const] : []),
    ["authorization", call.authorization],
  ];
  const { base, input } = signatureBase(components, `;created=${createdAt};keyid="${key.keyId}";alg="${key.alg}"`);
  const signed = { "signature-input": `sig1=${input}`, signature: `sig1=:${signBase(base, key)}:` };
  return digest ? { "content-digest": digest, ...signed } : signed;
}
