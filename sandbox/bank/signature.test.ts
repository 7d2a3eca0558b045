import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkDigest, checkSignature, type RawCall } from "./signature";

const now = 1_784_124_000;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();
const keys = [
  { keyId: "ec-1", pem: pem(ec.publicKey) },
  { keyId: "ed-1", pem: pem(ed.publicKey) },
];
const digest = (body: Buffer) => `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
const full = ["@method", "@authority", "@target-uri", "content-digest", "authorization"];

/** A signed call, made independently of the code under test: the base is written out by hand. */
function signed({ components = full, keyId = "ec-1", alg = "ecdsa-p256-sha256", created = now, key = ec.privateKey, der = false } = {}): RawCall {
  const body = Buffer.from('{"pocket_name":"Reserve"}');
  const values: Record<string, string> = {
    "@method": "POST",
    "@authority": "api.example.com:4401",
    "@target-uri": "http://api.example.com:4401/api/v2/pockets/?limit=1",
    "@query": "?limit=1",
    "content-digest": digest(body),
    authorization: "Bearer token",
  };
  const parameters = `(${components.map((name) => `"${name}"`).join(" ")});created=${created};keyid="${keyId}";alg="${alg}"`;
  const base = [...components.map((name) => `"${name}": ${values[name]}`), `"@signature-params": ${parameters}`].join("\n");
  const value =
    key.asymmetricKeyType === "ed25519"
      ? sign(null, Buffer.from(base), key)
      : sign("sha256", Buffer.from(base), { key, dsaEncoding: der ? "der" : "ieee-p1363" });
  return {
    method: "POST",
    url: new URL(values["@target-uri"]!),
    headers: {
      authorization: values.authorization,
      "content-digest": values["content-digest"],
      "signature-input": `sig1=${parameters}`,
      signature: `sig1=:${value.toString("base64")}:`,
    },
    body,
  };
}

const refused = (call: RawCall, why: RegExp) =>
  expect(() => checkSignature(call, keys, now)).toThrow(expect.objectContaining({ status: 401, detail: expect.stringMatching(why) as string }));

describe("message signatures", () => {
  it("accepts both algorithms, and further components", () => {
    expect(() => checkSignature(signed(), keys, now)).not.toThrow();
    expect(() => checkSignature(signed({ keyId: "ed-1", alg: "ed25519", key: ed.privateKey }), keys, now)).not.toThrow();
    expect(() => checkSignature(signed({ components: [...full, "@query"] }), keys, now)).not.toThrow();
  });

  it.each(full)("demands %s", (name) => refused(signed({ components: full.filter((one) => one !== name) }), /is not signed/));

  it("refuses a changed call, method or body digest", () => {
    refused({ ...signed(), method: "PATCH" }, /does not fit/);
    refused({ ...signed(), url: new URL("http://api.example.com:4401/api/v2/pockets/?limit=2") }, /does not fit/);
    const other = signed();
    refused({ ...other, headers: { ...other.headers, authorization: "Bearer other" } }, /does not fit/);
  });

  it("refuses an unknown key, a wrong algorithm, DER, an old signature and none", () => {
    refused(signed({ keyId: "ec-2" }), /keyid/);
    refused(signed({ alg: "ed25519" }), /algorithm/);
    refused(signed({ der: true }), /does not fit/);
    refused(signed({ created: now - 301 }), /created/);
    refused({ ...signed(), headers: { authorization: "Bearer token" } }, /Signature-Input/);
  });

  it("refuses a digest of another body", () => {
    const call = signed();
    expect(() => checkDigest(call)).not.toThrow();
    expect(() => checkDigest({ ...call, body: Buffer.from("{}") })).toThrow(/does not match|Message signature/);
    expect(() => checkDigest({ ...call, headers: { "content-digest": "md5=:AAAA:" } })).toThrow();
  });
});
