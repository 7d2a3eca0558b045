import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pocketsList } from "../pockets";
import { transferRequestsCreate } from "../transfer-requests";
import { contentDigest, signatureBase, signatureHeaders, signBase, signingKey } from "./signature";
import { startFaultServer, type FaultServer } from "./testing/fault-server";
import { bearer, clientOf, filing, page, transferRequest } from "./testing/fixtures";

const covered = '("@method" "@authority" "@target-uri" "content-digest" "authorization")';
const p256Input = `${covered};created=1784124000;keyid="treasury-2026";alg="ecdsa-p256-sha256"`;

const pem = (key: { export(options: object): string | Buffer }) => key.export({ type: "pkcs8", format: "pem" }) as string;

describe("known answers", () => {
  test("the body and base of the API reference, section 8", () => {
    const body = Buffer.from('{"pocket_name":"Reserve","deposit_strategy_id":"UST-13W","reinvestment_strategy_id":"UST-13W"}');
    expect(contentDigest(body)).toBe("sha-256=:vGZ0yJnyxWaquJVxwTxRV/tWypnoeKosVm5e6iywzQQ=:");
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const url = new URL("https://api.business.jiko.io/api/v2/pockets/");
    const call = { method: "POST", url, authorization: "Bearer <access token>", digest: contentDigest(body) };
    const headers = signatureHeaders(call, signingKey(pem(pair.privateKey), "treasury-2026"), 1_784_124_000);
    const base = [
      '"@method": POST',
      '"@authority": api.business.jiko.io',
      '"@target-uri": https://api.business.jiko.io/api/v2/pockets/',
      '"content-digest": sha-256=:vGZ0yJnyxWaquJVxwTxRV/tWypnoeKosVm5e6iywzQQ=:',
      '"authorization": Bearer <access token>',
      `"@signature-params": ${p256Input}`,
    ].join("\n");
    expect(headers["signature-input"]).toBe(`sig1=${p256Input}`);
    const raw = Buffer.from(/^sig1=:(.*):$/.exec(headers.signature!)![1]!, "base64");
    expect(raw).toHaveLength(64);
    expect(verify("sha256", Buffer.from(base), { key: pair.publicKey, dsaEncoding: "ieee-p1363" }, raw)).toBe(true);
  });

  test("RFC 9421, appendix B.2.6 (Ed25519)", () => {
    const base64 = "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF";
    const key = signingKey(`-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`, "test-key-ed25519");
    const components = [
      ["date", "Tue, 20 Apr 2021 02:07:55 GMT"],
      ["@method", "POST"],
      ["@path", "/foo"],
      ["@authority", "example.com"],
      ["content-type", "application/json"],
      ["content-length", "18"],
    ] as const;
    const { base } = signatureBase(components, ';created=1618884473;keyid="test-key-ed25519"');
    expect(signBase(base, key)).toBe("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
  });
});

test("only keys that Jiko takes are taken", () => {
  expect(() => signingKey(pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey), "k")).toThrow("P-256 or Ed25519");
  expect(() => signingKey(pem(generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey), "k")).toThrow("P-256 or Ed25519");
  expect(() => signingKey(pem(generateKeyPairSync("ed25519").privateKey), 'k";alg="none')).toThrow("id of the signing key");
});

describe("calls are signed as they leave", () => {
  let server: FaultServer;
  beforeEach(async () => void (server = await startFaultServer()));
  afterEach(() => server.close());

  const privateKey = pem(generateKeyPairSync("ed25519").privateKey);
  const signed = () => clientOf(server, { signing: signingKey(privateKey, "desk-1") }).jiko.as(bearer());

  /** Checks the signature of the only request against a base made from what arrived. */
  function check(components: string[]) {
    const { method, url, headers } = server.seen[0]!;
    const values: Record<string, unknown> = { "@method": method, "@authority": headers.host, "@target-uri": server.url + url, ...headers };
    const input = String(headers["signature-input"]);
    const names = components.map((name) => `"${name}"`).join(" ");
    expect(input.replace(/created=\d{10};/, "")).toBe(`sig1=(${names});keyid="desk-1";alg="ed25519"`);
    const lines = components.map((name) => `"${name}": ${String(values[name])}`);
    const base = [...lines, `"@signature-params": ${input.slice("sig1=".length)}`].join("\n");
    const raw = Buffer.from(/^sig1=:(.*):$/.exec(String(headers.signature))![1]!, "base64");
    expect(verify(null, Buffer.from(base), createPublicKey(privateKey), raw)).toBe(true);
  }

  test("a read, with its query", async () => {
    server.script({ body: page() });
    await signed().call(pocketsList, { query: { "filter[status]": "OPEN" } });
    check(["@method", "@authority", "@target-uri", "authorization"]);
  });

  test("a write, with its digest", async () => {
    server.script({ body: transferRequest });
    await signed().call(transferRequestsCreate, filing);
    check(["@method", "@authority", "@target-uri", "content-digest", "authorization"]);
    expect(server.seen[0]!.headers["content-digest"]).toBe(contentDigest(Buffer.from(server.seen[0]!.body)));
  });
});
