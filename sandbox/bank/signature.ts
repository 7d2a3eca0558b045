import { createHash, createPublicKey, timingSafeEqual, verify, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./errors";

/** A call as the checks see it: the address with which the client called, and the raw bytes of the body. */
export interface RawCall {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface SigningKey {
  keyId: string;
  pem: string;
}

const skewSeconds = 300;
const always = ["@method", "@authority", "@target-uri", "authorization"];
const allowed = new Set([...always, "content-digest", "@path", "@query", "host", "date"]);
const refuse = (why: string) => new Refusal(401, `Message signature refused: ${why}`);

/** A digest that is sent must fit the body, signed or not (RFC 9530). */
export function checkDigest(call: RawCall): void {
  const sent = call.headers["content-digest"];
  if (sent === undefined) return;
  const found = /^(sha-256|sha-512)=:([A-Za-z0-9+/=]+):$/.exec(String(sent).trim());
  if (!found) throw refuse("content-digest is not sha-256 or sha-512");
  const is = createHash(found[1] === "sha-256" ? "sha256" : "sha512").update(call.body).digest();
  const said = Buffer.from(found[2]!, "base64");
  if (is.length !== said.length || !timingSafeEqual(is, said)) throw refuse("content-digest does not match the body");
}

function component(name: string, call: RawCall): string {
  switch (name) {
    case "@method":
      return call.method;
    case "@authority":
      return call.url.host.toLowerCase();
    case "@target-uri":
      return call.url.href;
    case "@path":
      return call.url.pathname;
    case "@query":
      return call.url.search || "?";
    default: {
      const value = call.headers[name];
      if (value === undefined) throw refuse(`the signed header ${name} is missing`);
      return (Array.isArray(value) ? value : [value]).map((one) => one.trim()).join(", ");
    }
  }
}

function fits(key: KeyObject, alg: string | undefined): boolean {
  const kind = key.asymmetricKeyType;
  if (kind === "ed25519") return alg === "ed25519";
  return kind === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1" && alg === "ecdsa-p256-sha256";
}

/**
 * Checks a message signature by Jiko's subset of RFC 9421. The full list of components is demanded (authorization.md sections
 * 8 and 12). Throws a 401 Refusal; `now` in Unix seconds.
 */
export function checkSignature(call: RawCall, keys: readonly SigningKey[], now: number): void {
  const input = /^([a-z][\w.*-]*)=(\(([^)]*)\)(.*))$/.exec(String(call.headers["signature-input"] ?? ""));
  if (!input) throw refuse("Signature-Input is missing or unreadable");
  const [, label, parameters, list, rest] = input as unknown as [string, string, string, string, string];
  const covered = list.split(" ").filter(Boolean).map((quoted) => quoted.replace(/^"(.*)"$/, "$1"));
  const option = (name: string) => new RegExp(`;${name}="?([^;"]+)"?`).exec(rest)?.[1];

  if (new Set(covered).size !== covered.length) throw refuse("a component is named twice");
  for (const name of covered) if (!allowed.has(name)) throw refuse(`the component ${name} is not allowed`);
  for (const name of [...always, ...(call.body.length > 0 ? ["content-digest"] : [])]) {
    if (!covered.includes(name)) throw refuse(`the component ${name} is not signed`);
  }
  const created = option("created");
  if (created !== undefined && !(Math.abs(now - Number(created)) <= skewSeconds)) throw refuse("created is too far from now");

  const known = keys.find((one) => one.keyId === option("keyid"));
  if (!known) throw refuse("the keyid is not registered for this client");
  const key = createPublicKey(known.pem);
  if (!fits(key, option("alg"))) throw refuse("the algorithm does not fit the key");

  const value = new RegExp(`(?:^|,\\s*)${label.replace(/[.*]/g, "\\$&")}=:([A-Za-z0-9+/=]+):`).exec(String(call.headers["signature"] ?? ""))?.[1];
  if (!value) throw refuse("Signature is missing");
  const base = [...covered.map((name) => `"${name}": ${component(name, call)}`), `"@signature-params": ${parameters}`].join("\n");
  const signature = Buffer.from(value, "base64");
  const good =
    key.asymmetricKeyType === "ed25519"
      ? verify(null, Buffer.from(base), key, signature)
      : verify("sha256", Buffer.from(base), { key, dsaEncoding: "ieee-p1363" }, signature);
  if (!good) throw refuse("it does not fit the call");
}
