import { createHmac, timingSafeEqual } from "node:crypto";

const form = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Whether a delivery was signed with one of these secrets: base64 (standard alphabet, padded) of HMAC-SHA256 over the raw
 * body. Every secret is tried and compared in constant time, so that the time taken says nothing.
 */
export function isSigned(body: Buffer, signature: string | null, secrets: readonly string[]): boolean {
  if (signature === null || !form.test(signature)) return false;
  const sent = Buffer.from(signature, "base64");
  return secrets.map((secret) => timingSafeEqual(createHmac("sha256", secret).update(body).digest(), sent)).includes(true);
}
