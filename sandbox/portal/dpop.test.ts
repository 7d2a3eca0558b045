import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paths } from "./discovery";
import { callback, refusal, startPortal, type Harness } from "./testing";

let at: Harness;

beforeAll(async () => {
  at = await startPortal();
});
afterAll(() => at.stop());

describe("DPoP", () => {
  type Claims = Record<string, unknown>;
  const keyPair = async (alg: string) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true, ...(alg === "EdDSA" ? { crv: "Ed25519" } : {}) });
    return { alg, privateKey, jwk: await exportJWK(publicKey) };
  };
  const proof = ({ alg, privateKey, jwk }: Awaited<ReturnType<typeof keyPair>>, claims: Claims = {}, typ = "dpop+jwt") =>
    new SignJWT({ jti: randomUUID(), htm: "POST", htu: at.tokenEndpoint, iat: Math.floor(Date.now() / 1000), ...claims })
      .setProtectedHeader({ alg, typ, jwk: jwk as JWK })
      .sign(privateKey);

  it.each(["ES256", "PS256", "EdDSA"])("binds tokens with %s", async (alg) => {
    const key = await keyPair(alg);
    const { access, body } = await at.tokens({}, undefined, { dpop: await proof(key) });
    expect(body.token_type).toBe("DPoP");
    expect((await at.portal.verifyAccessToken(access))!.jkt).toBe(await calculateJwkThumbprint(key.jwk));
  });

  it.each<[string, (now: number) => Claims, string?]>([
    ["another method", () => ({ htm: "GET" })],
    ["another address", () => ({ htu: "http://127.0.0.1/api/oauth2/token" })],
    ["a trailing slash", () => ({ htu: `${at.tokenEndpoint}/` })],
    ["an age of more than 10 seconds", (now) => ({ iat: now - 12 })],
    ["a date more than 10 seconds ahead", (now) => ({ iat: now + 12 })],
    ["no date", () => ({ iat: undefined })],
    ["no jti", () => ({ jti: undefined })],
    ["another type", () => ({}), "JWT"],
  ])("refuses a proof with %s", async (_, claims, typ) => {
    const dpop = await proof(await keyPair("ES256"), claims(Math.floor(Date.now() / 1000)), typ);
    expect(await at.post(paths.token, await at.code(), { headers: { dpop } })).toMatchObject(refusal("invalid_dpop_proof"));
  });

  it("refuses RS256, a proof that is no JWT, and one that another key signed", async () => {
    const [own, other] = [await keyPair("ES256"), await keyPair("ES256")];
    for (const dpop of [await proof(await keyPair("RS256")), "nonsense", await proof({ ...own, jwk: other.jwk })]) {
      expect(await at.post(paths.token, await at.code(), { headers: { dpop } })).toMatchObject(refusal("invalid_dpop_proof"));
    }
  });

  it("takes a proof up to 10 seconds old, and once", async () => {
    const dpop = await proof(await keyPair("ES256"), { iat: Math.floor(Date.now() / 1000) - 8 });
    expect((await at.post(paths.token, await at.code(), { headers: { dpop } })).status).toBe(200);
    expect((await at.post(paths.token, await at.code(), { headers: { dpop } })).status).toBe(400);
  });

  it("guards the claims endpoint: wrong ath, another key, a bound token as Bearer", async () => {
    const key = await keyPair("ES256");
    const { access } = await at.tokens({}, undefined, { dpop: await proof(key) });
    const ath = createHash("sha256").update(access).digest("base64url");
    const htu = at.issuer + paths.user;
    const ask = async (scheme: string, dpop?: string) =>
      fetch(htu, { headers: { authorization: `${scheme} ${access}`, ...(dpop ? { dpop } : {}) } });
    const right = { htm: "GET", htu, ath };
    expect((await ask("DPoP", await proof(key, right))).status).toBe(200);
    const wrong = await ask("DPoP", await proof(key, { ...right, ath: "x" }));
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get("www-authenticate")).toMatch(/^DPoP .*error="invalid_dpop_proof"/);
    expect((await ask("DPoP", await proof(await keyPair("ES256"), right))).status).toBe(401);
    expect((await ask("Bearer")).status).toBe(401);
  });

  it("is demanded where the portal is told so", async () => {
    const strict = await startPortal({ requireDpop: true });
    const { url, verifier } = strict.request();
    const { fields } = await strict.enter(url);
    const exchange = { grant_type: "authorization_code", code: fields.code!, code_verifier: verifier, redirect_uri: callback };
    expect((await strict.post(paths.token, exchange)).status).toBe(400);
    const dpop = await proof(await keyPair("ES256"), { htu: strict.tokenEndpoint });
    expect((await strict.post(paths.token, exchange, { headers: { dpop } })).body).toMatchObject({ token_type: "DPoP" });
    await strict.stop();
  });
});
