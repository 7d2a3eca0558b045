import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paths } from "./discovery";
import { callback, keys, refusal, startPortal, type Assertion, type Harness } from "./testing";

let at: Harness;

beforeAll(async () => {
  at = await startPortal();
});
afterAll(() => at.stop());

describe("client authentication", () => {
  const desk = { redirectUris: [callback], grants: ["authorization_code" as const] };
  const now = () => Math.floor(Date.now() / 1000);
  const attempt = async (proof: Assertion) => at.post(paths.token, await at.code(), { proof });

  it.each<[string, () => Assertion]>([
    ["another audience", () => ({ claims: { aud: "https://auth.jiko.io/api/oauth2/token" } })],
    ["no audience", () => ({ claims: { aud: undefined } })],
    ["a life of more than 300 seconds", () => ({ claims: { exp: now() + 310 } })],
    ["an issue date that makes its life look short", () => ({ claims: { iat: now() + 250, exp: now() + 500 } })],
    ["an issue date ahead", () => ({ claims: { iat: now() + 60 } })],
    ["no issue date", () => ({ claims: { iat: undefined } })],
    ["no expiry", () => ({ claims: { exp: undefined } })],
    ["an expiry in the past", () => ({ claims: { iat: now() - 200, exp: now() - 60 } })],
    ["no jti", () => ({ claims: { jti: undefined } })],
    ["another issuer", () => ({ claims: { iss: "somebody" } })],
    ["a key that is not registered", () => ({ key: "stranger" })],
    ["RS256", () => ({ alg: "RS256" })],
    ["a shared secret", () => ({ alg: "HS256", key: Buffer.from(keys.PS256.pem) })],
  ])("refuses an assertion with %s", async (_, proof) => {
    expect(await attempt(proof())).toMatchObject(refusal("invalid_client"));
  });

  it("takes the token endpoint, the issuer and the called address as audience", async () => {
    for (const aud of [at.tokenEndpoint, at.issuer, [at.tokenEndpoint]]) expect((await attempt({ claims: { aud } })).status).toBe(200);
    const par = at.issuer + paths.par;
    for (const aud of [at.tokenEndpoint, at.issuer, par]) {
      expect((await at.post(paths.par, at.request().parameters, { proof: { claims: { aud } } })).status).toBe(201);
    }
  });

  it("takes an assertion once", async () => {
    const credentials = await at.credentials("desk-ps256");
    expect((await at.post(paths.par, { ...at.request().parameters, ...credentials })).status).toBe(201);
    expect(await at.post(paths.par, { ...at.request().parameters, ...credentials })).toMatchObject(refusal("invalid_client"));
  });

  it("refuses an algorithm that the key was not registered for", async () => {
    const other = await startPortal({
      clients: [{ ...desk, clientId: "desk-ps256", publicKeys: [{ pem: keys.EdDSA.pem, alg: "EdDSA" }] }],
    });
    expect(await other.post(paths.par, other.request().parameters)).toMatchObject(refusal("invalid_client"));
    await other.stop();
  });

  it("takes each of several registered keys", async () => {
    const both = (["PS256", "EdDSA"] as const).map((alg) => ({ pem: keys[alg].pem, alg }));
    const clients = ["desk-ps256", "desk-eddsa"].map((clientId) => ({ ...desk, clientId, publicKeys: both }));
    const other = await startPortal({ clients });
    for (const { clientId } of clients) {
      expect((await other.post(paths.par, other.request({ client_id: clientId }).parameters, { clientId })).status).toBe(201);
    }
    await other.stop();
  });

  it("knows no client secrets and no public clients", async () => {
    const exchange = await at.code();
    const ask = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(at.tokenEndpoint, { method: "POST", body: new URLSearchParams({ ...exchange, ...fields }), headers });
    const basic = `Basic ${Buffer.from("desk-ps256:secret").toString("base64")}`;
    for (const answer of [
      await ask({ client_id: "desk-ps256", client_secret: "secret" }),
      await ask({}, { authorization: basic }),
      await ask({ client_id: "desk-ps256" }),
    ]) {
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ error: "invalid_client" });
    }
  });

  it("keeps grants to the clients that have them", async () => {
    expect((await at.post(paths.token, { grant_type: "client_credentials" })).status).toBe(400);
    const password = { grant_type: "password", username: "a", password: "b" };
    expect(await at.post(paths.token, password)).toMatchObject(refusal("unsupported_grant_type"));
  });
});
