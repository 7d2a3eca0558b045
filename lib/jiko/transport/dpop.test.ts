import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, jwtVerify } from "jose";
import { pocketsList } from "../pockets";
import { dpopProof } from "./dpop";
import type { AccessToken, DpopKey } from ".";
import { startFaultServer, type FaultServer } from "./testing/fault-server";
import { bearer, clientOf, errorOf, page } from "./testing/fixtures";

// The token and its `ath` are the example of the API reference.
const token = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln";
const ath = "mcYh-FMN9X575ynUvEjoSXUr0uECOfZFtw6eiN-Em30";

async function keyOf(alg: DpopKey["alg"]): Promise<DpopKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicJwk: await exportJWK(publicKey), alg };
}

describe.each(["ES256", "EdDSA"] as const)("a proof with %s", (alg) => {
  test("binds method, URL without query, and token", async () => {
    const key = await keyOf(alg);
    const url = new URL("https://api.business.jiko.io/api/v2/pockets/?limit=100");
    const proof = await dpopProof({ method: "GET", url, token, nonce: null }, key, 1_784_124_000);
    const header = decodeProtectedHeader(proof);
    expect(header).toMatchObject({ typ: "dpop+jwt", alg });
    const { payload } = await jwtVerify(proof, await importJWK(header.jwk!, alg), { currentDate: new Date(1_784_124_000_000) });
    const htu = "https://api.business.jiko.io/api/v2/pockets/";
    expect(payload).toEqual({ htm: "GET", htu, ath, iat: 1_784_124_000, jti: expect.any(String) });
    expect(await calculateJwkThumbprint(header.jwk!)).toBe(await calculateJwkThumbprint(key.publicJwk));
  });

  test("never shows the private half, even where it was handed over", async () => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    const key: DpopKey = { privateKey, publicJwk: await exportJWK(privateKey), alg };
    const proof = await dpopProof({ method: "GET", url: new URL("https://x.test/"), token, nonce: null }, key, 1);
    expect(decodeProtectedHeader(proof).jwk).not.toHaveProperty("d");
  });
});

describe("calls", () => {
  let server: FaultServer;
  beforeEach(async () => void (server = await startFaultServer()));
  afterEach(() => server.close());

  const caller = async () => {
    const access: AccessToken = { value: token, type: "DPoP", dpopKey: await keyOf("ES256") };
    return bearer({ token: async () => access });
  };
  const claims = (index: number) => decodeJwt(String(server.seen[index]!.headers.dpop));
  const asking = 'DPoP error="use_dpop_nonce", error_description="nonce"';
  const challenge = { status: 401, headers: { "www-authenticate": asking, "dpop-nonce": "n-1" } };

  test("carry a fresh proof each", async () => {
    server.script({ body: page() }, { body: page() });
    const { jiko } = clientOf(server);
    const someone = await caller();
    await jiko.as(someone).call(pocketsList, {});
    await jiko.as(someone).call(pocketsList, {});
    expect(server.seen[0]!.headers.authorization).toBe(`DPoP ${token}`);
    expect(claims(0)).toMatchObject({ htm: "GET", htu: `${server.url}/api/v2/pockets/`, ath });
    expect(claims(1).jti).not.toBe(claims(0).jti);
  });

  test("answer a nonce once, and keep to the newest from then on", async () => {
    server.script(challenge, { body: page(), headers: { "dpop-nonce": "n-2" } }, { body: page() });
    const { jiko } = clientOf(server);
    const someone = await caller();
    await jiko.as(someone).call(pocketsList, {});
    await jiko.as(someone).call(pocketsList, {});
    expect([0, 1, 2].map((index) => claims(index).nonce)).toEqual([undefined, "n-1", "n-2"]);
    expect(someone.renewals).toEqual([]);
  });

  test("do not answer nonces for ever", async () => {
    server.script(challenge, challenge, challenge);
    expect(await errorOf(clientOf(server).jiko.as(await caller()).call(pocketsList, {}))).toMatchObject({ code: "upstream_refused", upstreamStatus: 401 });
    expect(server.seen).toHaveLength(2);
  });
});
