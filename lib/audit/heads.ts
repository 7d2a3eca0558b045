import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "@/lib/canonical";

/**
 * A head is the newest entry of a customer's record at a moment, signed with a key that is not in the database, and written
 * where the database's owner does not reach: to the log, a file, a webhook. Whoever rewrites the record afterwards cannot
 * sign the heads that then would fit, and the ones that are elsewhere no longer do.
 */
const headBody = z.strictObject({
  version: z.literal(1),
  customerId: z.guid(),
  /** Entries so far, and the hash of the last of them. */
  position: z.int().min(1),
  entryHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** ISO instant of the signing. */
  at: z.iso.datetime(),
  /** The first 16 hexadecimal digits of SHA-256 of the public key (DER, SPKI). */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
});
export type HeadBody = z.output<typeof headBody>;

export const signedHead = headBody.extend({ signature: z.string().regex(/^[\w-]{86}$/) });
export type SignedHead = z.output<typeof signedHead>;

/** So that the key signs nothing else by the same bytes. */
const domain = "countersign audit head v1\n";
const bytesOf = (body: HeadBody): Buffer => Buffer.from(domain + canonicalJson(body), "utf8");

const keyIds = new WeakMap<KeyObject, string>();

export function keyIdOf(key: KeyObject): string {
  const known = keyIds.get(key);
  if (known) return known;
  const open = key.type === "private" ? createPublicKey(key) : key;
  const id = hash("sha256", open.export({ type: "spki", format: "der" })).slice(0, 16);
  keyIds.set(key, id);
  return id;
}

/** Reads a key of the heads from PEM. Throws on any other kind than Ed25519. */
export function headKey(pem: string): KeyObject {
  const key = pem.includes("PRIVATE KEY") ? createPrivateKey(pem) : createPublicKey(pem);
  if (key.asymmetricKeyType !== "ed25519") throw new Error("The key of the audit heads must be Ed25519");
  return key;
}

export function signHead(body: Omit<HeadBody, "version" | "keyId">, key: KeyObject): SignedHead {
  const { customerId, position, entryHash, at } = body;
  const whole = headBody.parse({ version: 1, customerId, position, entryHash, at, keyId: keyIdOf(key) });
  return { ...whole, signature: sign(null, bytesOf(whole), key).toString("base64url") };
}

/**
 * A head as the log has it. The log takes nothing that looks like a secret, so the signature is there as its two halves (R and S of
 * RFC 8032) in hexadecimal, and the key's id in two parts.
 */
export function headLine({ customerId, position, entryHash, at, keyId, signature }: SignedHead) {
  const halves = Buffer.from(signature, "base64url").toString("hex").match(/.{64}/g)!;
  return { event: "audit.head", customerId, position, entryHash, at, key: keyId.match(/.{8}/g)!, r: halves[0], s: halves[1] };
}

const loggedHead = z.object({ event: z.literal("audit.head"), key: z.array(z.string()), r: z.string(), s: z.string() });

/** Heads out of a file, one on a line: as they are written outside, or as the log has them among its other lines. */
export function headsOf(text: string): unknown[] {
  const heads: unknown[] = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const value: unknown = jsonOf(line);
    const logged = loggedHead.safeParse(value);
    if (logged.success) {
      const { customerId, position, entryHash, at } = value as SignedHead;
      const { key, r, s } = logged.data;
      const signature = Buffer.from(r + s, "hex").toString("base64url");
      heads.push({ version: 1, customerId, position, entryHash, at, keyId: key.join(""), signature });
    } else if (!(value instanceof Object) || !("event" in value)) heads.push(value);
  }
  return heads;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Why a head is not to be believed; null where one of the keys signed it as it stands. */
export function headFault(value: unknown, keys: readonly KeyObject[]): string | null {
  const parsed = signedHead.safeParse(value);
  if (!parsed.success) return "it is not a head";
  const { signature, ...body } = parsed.data;
  const key = keys.find((one) => keyIdOf(one) === body.keyId);
  if (!key) return `its key ${body.keyId} is not one of those given`;
  const bytes = Buffer.from(signature, "base64url");
  // 64 bytes have several spellings in base64url, of which one is ours.
  const fits = bytes.toString("base64url") === signature && verify(null, bytesOf(body), key, bytes);
  return fits ? null : "its signature does not fit";
}
