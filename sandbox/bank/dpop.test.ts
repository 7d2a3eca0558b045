import { createHash } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { Proofs } from "./dpop";
import type { RawCall } from "./signature";

const at = 1_784_124_000;
const token = "token-of-a-test";
const ath = createHash("sha256").update(token).digest("base64url");
let pair: Awaited<ReturnType<typeof generateKeyPair>>;
let jwk: JWK;
let thumbprint: string;

beforeAll(async () => {
  pair = await generateKeyPair("ES256", { extractable: true });
  jwk = await exportJWK(pair.publicKey);
  thumbprint = await calculateJwkThumbprint(jwk);
});

const right = { jti: "one", htm: "GET", htu: "http://127.0.0.1:4401/api/v2/pockets/", iat: at, ath };

async function call(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<RawCall> {
  const proof = await new SignJWT({ ...right, ...claims }).setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk, ...header }).sign(pair.privateKey);
  return { method: "GET", url: new URL("http://127.0.0.1:4401/api/v2/pockets/?limit=5"), headers: { dpop: proof }, body: Buffer.alloc(0) };
}

const proofs = () => new Proofs(() => at * 1000);

describe("DPoP proofs", () => {
  it("accepts a fresh one by the token's key, once", async () => {
    const known = proofs();
    const sent = await call();
    await expect(known.check(sent, token, thumbprint)).resolves.toBeUndefined();
    await expect(known.check(sent, token, thumbprint)).rejects.toMatchObject({ status: 401, detail: expect.stringContaining("jti") as string });
    await expect(known.check(await call({ jti: "two" }), token, thumbprint)).resolves.toBeUndefined();
  });

  it.each([
    ["htm", { htm: "POST" }],
    ["htu", { htu: "http://127.0.0.1:4401/api/v2/pockets" }],
    ["htu with a query", { htu: "http://127.0.0.1:4401/api/v2/pockets/?limit=5" }],
    ["ath", { ath: createHash("sha256").update("other").digest("base64url") }],
    ["a missing ath", { ath: undefined }],
    ["an old iat", { iat: at - 11 }],
    ["an iat to come", { iat: at + 11 }],
    ["a missing jti", { jti: undefined }],
  ])("refuses a wrong %s", async (_, claims) => {
    await expect(proofs().check(await call(claims), token, thumbprint)).rejects.toMatchObject({
      status: 401,
      headers: { "www-authenticate": expect.stringContaining('DPoP error="invalid_dpop_proof"') as string },
    });
  });

  it("refuses another key, another typ, a private key and no proof", async () => {
    await expect(proofs().check(await call(), token, "other-thumbprint")).rejects.toMatchObject({ status: 401 });
    await expect(proofs().check(await call({}, { typ: "JWT" }), token, thumbprint)).rejects.toMatchObject({ status: 401 });
    const whole = await exportJWK(pair.privateKey);
    await expect(proofs().check(await call({}, { jwk: whole }), token, thumbprint)).rejects.toMatchObject({ status: 401 });
    await expect(proofs().check({ ...(await call()), headers: {} }, token, thumbprint)).rejects.toMatchObject({ status: 401 });
  });
});
