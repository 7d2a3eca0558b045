import { createHash, randomBytes, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { paths } from "./discovery";
import { PortalBrowser } from "./sign-in-client";
import { callback, keys, startPortal, type Assertion, type Harness } from "./testing";

let at: Harness;

beforeAll(async () => {
  at = await startPortal();
});
afterAll(() => at.stop());
afterEach(() => vi.useRealTimers());

/** Moves the clock without stopping anything that waits. */
const pass = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

const errorOf = async (changes: Record<string, string | undefined>) => (await at.enter(at.request(changes).url)).fields;
const grantOf = async () => {
  const { url, verifier } = at.request();
  const { fields } = await at.enter(url);
  return { grant_type: "authorization_code", code: fields.code!, code_verifier: verifier, redirect_uri: callback };
};

describe("the authorization request", () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ["no PKCE", { code_challenge: undefined, code_challenge_method: undefined }, "invalid_request"],
    ["plain PKCE", { code_challenge: "x".repeat(43), code_challenge_method: "plain" }, "invalid_request"],
    ["a challenge without a method", { code_challenge_method: undefined }, "invalid_request"],
    ["a challenge that is none", { code_challenge: "short" }, "invalid_request"],
    ["another response type", { response_type: "code id_token" }, "unsupported_response_type"],
    ["a scope that does not exist", { scope: "openid pockets.delete" }, "invalid_scope"],
    ["a scope that the client may not have", { client_id: "narrow", scope: "openid transfers.write" }, "invalid_scope"],
    ["nobody signed in and prompt=none", { prompt: "none" }, "login_required"],
  ])("is sent back for %s", async (_, changes, error) => {
    const fields = await errorOf({ ...changes, state: "abc" });
    expect(fields).toMatchObject({ error, state: "abc", iss: at.issuer });
    expect(fields).not.toHaveProperty("code");
  });

  it.each<[string, Record<string, string | undefined>]>([
    ["a redirect URI that is not registered", { redirect_uri: "http://localhost:3999/elsewhere" }],
    ["no redirect URI", { redirect_uri: undefined }],
    ["a client that does not exist", { client_id: "nobody" }],
  ])("stays at the portal for %s", async (_, changes) => {
    const page = await new PortalBrowser().open(at.request(changes).url);
    expect(page.status).toBe(400);
    expect(page.headers.get("location")).toBeNull();
    expect(page.text).not.toContain("<form");
  });

  it("is taken by GET alone", async () => {
    expect((await fetch(at.issuer + paths.authorize, { method: "POST", body: new URLSearchParams(at.request().parameters) })).status).toBeGreaterThanOrEqual(400);
  });
});

describe("pushed authorization requests", () => {
  const open = (requestUri: string) => `${at.issuer}${paths.authorize}?${new URLSearchParams({ client_id: "desk-ps256", request_uri: requestUri })}`;
  const push = async () => (await at.post(paths.par, at.request().parameters)).body!.request_uri!;

  it("serve once", async () => {
    const url = open(await push());
    expect((await at.enter(url)).fields).toHaveProperty("code");
    await expect(at.enter(url)).rejects.toThrow("400");
  });

  it("serve once even when two browsers opened them", async () => {
    const url = open(await push());
    const [first, second] = [new PortalBrowser(), new PortalBrowser()];
    await second.open(url);
    const page = await second.open(url);
    expect((await at.enter(url, undefined, first)).fields).toHaveProperty("code");
    await second.open(page.url, { step: "password", email: "admin.one@example.com", password: "countersign" });
    await second.open(page.url, { step: "code", code: "000000" });
    const end = await second.open(page.url, { step: "grant", agree: "yes" });
    expect(new URL(end.headers.get("location") ?? "about:blank").searchParams.get("code")).toBeNull();
  });

  it("serve for 60 seconds", async () => {
    const url = open(await push());
    pass(61);
    await expect(at.enter(url)).rejects.toThrow("400");
  });

  it("need the client's assertion and its registered redirect URI", async () => {
    expect(await at.post(paths.par, at.request().parameters, { proof: { key: "stranger" } })).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    const elsewhere = at.request({ redirect_uri: "http://localhost:3999/elsewhere" }).parameters;
    expect(await at.post(paths.par, elsewhere)).toMatchObject({ status: 400, body: { error: "invalid_request" } });
    expect(await at.post(paths.par, at.request({ scope: "openid nonsense" }).parameters)).toMatchObject({ status: 400, body: { error: "invalid_scope" } });
  });
});

describe("the code", () => {
  it("serves once; a second use kills what was issued for it", async () => {
    const { exchange, access, refresh } = await at.tokens();
    expect(await at.portal.verifyAccessToken(access)).not.toBeNull();
    expect(await at.post(paths.token, exchange)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await at.portal.verifyAccessToken(access)).toBeNull();
    expect(await at.refresh(refresh)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("serves once also when it is sent twice at the same time, and leaves nothing alive", async () => {
    const exchange = await grantOf();
    const answers = await Promise.all([at.post(paths.token, exchange), at.post(paths.token, exchange)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const { access_token: access } = answers.find(({ status }) => status === 200)!.body!;
    expect(await at.portal.verifyAccessToken(access!)).toBeNull();
  });

  it("does not serve after 60 seconds", async () => {
    const exchange = await grantOf();
    pass(61);
    expect(await at.post(paths.token, exchange)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it.each<[string, Record<string, string>]>([
    ["another verifier", { code_verifier: randomBytes(32).toString("base64url") }],
    ["another redirect URI", { redirect_uri: "http://localhost:3999/elsewhere" }],
  ])("is refused with %s", async (_, changes) => {
    expect(await at.post(paths.token, { ...(await grantOf()), ...changes })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("is refused without a verifier, and to another client", async () => {
    const { code_verifier: _verifier, ...bare } = await grantOf();
    expect(await at.post(paths.token, bare)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await at.post(paths.token, await grantOf(), { clientId: "narrow" })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });
});

describe("refresh tokens", () => {
  it("rotate; the old one, used again, revokes the family", async () => {
    const { refresh } = await at.tokens();
    const renewed = (await at.refresh(refresh)).body!;
    expect(renewed.refresh_token).not.toBe(refresh);
    expect(await at.refresh(refresh)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await at.refresh(renewed.refresh_token!)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await at.portal.verifyAccessToken(renewed.access_token!)).toBeNull();
  });

  it("count two simultaneous uses as a reuse", async () => {
    const { refresh } = await at.tokens();
    const answers = await Promise.all([at.refresh(refresh), at.refresh(refresh)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await at.refresh(answers.find(({ status }) => status === 200)!.body!.refresh_token!)).status).toBe(400);
  });

  it("leave another sign-in of the same browser alone when their family dies", async () => {
    const browser = new PortalBrowser();
    const exchange = async () => {
      const { url, verifier } = at.request({ prompt: "login" });
      const { fields } = await at.enter(url, undefined, browser);
      return (await at.post(paths.token, { grant_type: "authorization_code", code: fields.code!, code_verifier: verifier, redirect_uri: callback })).body!;
    };
    const [first, second] = [await exchange(), await exchange()];
    await at.refresh(first.refresh_token!);
    await at.refresh(first.refresh_token!);
    expect((await at.refresh(second.refresh_token!)).status).toBe(200);
  });

  it("live 90 days each, and access tokens 900 seconds", async () => {
    const { access, refresh } = await at.tokens();
    pass(899);
    expect(await at.portal.verifyAccessToken(access)).not.toBeNull();
    pass(2);
    expect(await at.portal.verifyAccessToken(access)).toBeNull();
    pass(89 * 86400);
    const renewed = (await at.refresh(refresh)).body!;
    pass(89 * 86400);
    const again = await at.refresh(renewed.refresh_token!);
    expect(again.status).toBe(200);
    pass(90 * 86400 + 1);
    expect(await at.refresh(again.body!.refresh_token!)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("are refused to another client, and for more scope than was granted", async () => {
    const { refresh } = await at.tokens();
    expect(await at.refresh(refresh, { clientId: "narrow" })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    const more = await at.post(paths.token, { grant_type: "refresh_token", refresh_token: refresh, scope: "openid transfers.write" });
    expect(more).toMatchObject({ status: 400, body: { error: "invalid_scope" } });
  });
});

describe("client authentication", () => {
  const now = () => Math.floor(Date.now() / 1000);
  const attempt = async (proof: Assertion) => at.post(paths.token, await grantOf(), { proof });

  it.each<[string, () => Assertion]>([
    ["another audience", () => ({ claims: { aud: "https://auth.jiko.io/api/oauth2/token" } })],
    ["no audience", () => ({ claims: { aud: undefined } })],
    ["a life of more than 300 seconds", () => ({ claims: { exp: now() + 301 } })],
    ["an issue date that makes its life look short", () => ({ claims: { iat: now() + 250, exp: now() + 500 } })],
    ["no issue date", () => ({ claims: { iat: undefined } })],
    ["no expiry", () => ({ claims: { exp: undefined } })],
    ["an expiry in the past", () => ({ claims: { iat: now() - 200, exp: now() - 60 } })],
    ["no jti", () => ({ claims: { jti: undefined } })],
    ["another issuer", () => ({ claims: { iss: "somebody" } })],
    ["a key that is not registered", () => ({ key: "stranger" })],
    ["RS256", () => ({ alg: "RS256" })],
    ["a shared secret", () => ({ alg: "HS256", key: Buffer.from(keys.PS256.pem) })],
  ])("refuses an assertion with %s", async (_, proof) => {
    expect(await attempt(proof())).toMatchObject({ status: 401, body: { error: "invalid_client" } });
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
    expect(await at.post(paths.par, { ...at.request().parameters, ...credentials })).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });

  it("refuses an algorithm that the key was not registered for", async () => {
    const other = await startPortal({
      clients: [{ clientId: "desk-ps256", publicKeys: [{ pem: keys.EdDSA.pem, alg: "EdDSA" }], redirectUris: [callback], grants: ["authorization_code"] }],
    });
    expect(await other.post(paths.par, other.request().parameters)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    await other.stop();
  });

  it("takes each of several registered keys", async () => {
    const both = (["PS256", "EdDSA"] as const).map((alg) => ({ pem: keys[alg].pem, alg }));
    const clients = ["desk-ps256", "desk-eddsa"].map((clientId) => ({ clientId, publicKeys: both, redirectUris: [callback], grants: ["authorization_code" as const] }));
    const other = await startPortal({ clients });
    for (const { clientId } of clients) {
      expect((await other.post(paths.par, other.request({ client_id: clientId }).parameters, { clientId })).status).toBe(201);
    }
    await other.stop();
  });

  it("knows no client secrets and no public clients", async () => {
    const exchange = await grantOf();
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
    expect(await at.post(paths.token, { grant_type: "password", username: "a", password: "b" })).toMatchObject({ body: { error: "unsupported_grant_type" } });
  });
});

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
    expect(await at.post(paths.token, await grantOf(), { headers: { dpop } })).toMatchObject({ status: 400, body: { error: "invalid_dpop_proof" } });
  });

  it("refuses RS256, a proof that is no JWT, and one that another key signed", async () => {
    const [own, other] = [await keyPair("ES256"), await keyPair("ES256")];
    for (const dpop of [await proof(await keyPair("RS256")), "nonsense", await proof({ ...own, jwk: other.jwk })]) {
      expect(await at.post(paths.token, await grantOf(), { headers: { dpop } })).toMatchObject({ status: 400, body: { error: "invalid_dpop_proof" } });
    }
  });

  it("takes a proof up to 10 seconds old, and once", async () => {
    const dpop = await proof(await keyPair("ES256"), { iat: Math.floor(Date.now() / 1000) - 8 });
    expect((await at.post(paths.token, await grantOf(), { headers: { dpop } })).status).toBe(200);
    expect((await at.post(paths.token, await grantOf(), { headers: { dpop } })).status).toBe(400);
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

describe("logout", () => {
  const logout = (token: string, proof: Assertion = {}) => at.post(paths.logout, { refresh_token: token }, { proof });

  it("revokes the family and lets access tokens run out", async () => {
    const { access, refresh } = await at.tokens();
    const renewed = (await at.refresh(refresh)).body!;
    expect(await logout(renewed.refresh_token!)).toMatchObject({ status: 204, body: null });
    expect(await at.refresh(renewed.refresh_token!)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await at.portal.verifyAccessToken(access)).not.toBeNull();
  });

  it("takes the token, the issuer and its own address as audience", async () => {
    for (const aud of [at.tokenEndpoint, at.issuer, at.issuer + paths.logout]) expect((await logout("unknown", { claims: { aud } })).status).toBe(204);
  });

  it("says nothing about unknown tokens, and leaves those of other clients alone", async () => {
    const { refresh } = await at.tokens();
    expect((await logout("unknown")).status).toBe(204);
    expect((await at.post(paths.logout, { refresh_token: refresh }, { clientId: "narrow" })).status).toBe(204);
    expect((await at.refresh(refresh)).status).toBe(200);
  });

  it("needs client authentication and a token", async () => {
    expect(await logout("unknown", { key: "stranger" })).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect(await at.post(paths.logout, {})).toMatchObject({ status: 400, body: { error: "invalid_request" } });
  });
});

describe("the claims endpoint", () => {
  it("refuses dead and unknown tokens, and those without openid", async () => {
    const ask = (token: string) => fetch(at.issuer + paths.user, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask("unknown")).status).toBe(401);
    const { access } = await at.tokens({ scope: "pockets.read", nonce: undefined });
    expect((await ask(access)).status).toBe(403);
  });
});
