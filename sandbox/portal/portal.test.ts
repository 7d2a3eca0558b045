import { randomUUID } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { discoveryDocument, paths } from "./discovery";
import { PortalBrowser, type Callback } from "./sign-in-client";
import { callback, keys, members, refusal, startPortal, type Alg, type Harness } from "./testing";

let at: Harness;
const onSignIn = vi.fn();

beforeAll(async () => {
  at = await startPortal({ onSignIn, pocketNames: () => ["Operating", "Reserve"] });
});
afterAll(() => at.stop());

/** What a browser sends to the callback, as the request that openid-client reads. */
const arrival = ({ mode, url, fields }: Callback): URL | Request =>
  mode === "query" ? url : new Request(url, { method: "POST", body: new URLSearchParams(fields) });

async function wholeFlow(alg: Alg, mode: "query" | "form_post", { par = false, dpop = false } = {}) {
  const config = await at.relyingParty(alg, mode);
  const handle = dpop ? client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256")) : undefined;
  const verifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [randomUUID(), randomUUID()];
  const checks = { expectedState, expectedNonce, pkceCodeVerifier: verifier, idTokenExpected: true, maxAge: 300 };
  const parameters = {
    redirect_uri: callback,
    scope: "openid profile email phone pockets.read transfers.write",
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    response_mode: mode,
    prompt: "login",
    max_age: "300",
  };
  const url = par
    ? await client.buildAuthorizationUrlWithPAR(config, parameters, handle ? { DPoP: handle } : {})
    : client.buildAuthorizationUrl(config, parameters);
  const answer = await at.enter(url.href);
  expect(answer).toMatchObject({ mode, fields: { state: checks.expectedState, iss: at.issuer } });
  const tokens = await client.authorizationCodeGrant(config, arrival(answer), checks, undefined, handle ? { DPoP: handle } : {});
  return { config, tokens, handle, url };
}

describe("discovery", () => {
  it("is Jiko's document, key for key", async () => {
    const response = await fetch(at.issuer + paths.discovery);
    expect(await response.json()).toEqual(discoveryDocument(at.issuer));
  });

  it("has neither the OAuth document nor any endpoint that Jiko does not name", async () => {
    const elsewhere = ["/session/end", "/session/end/confirm", "/token/introspection", "/token/revocation", "/reg", "/device"];
    for (const path of ["/.well-known/oauth-authorization-server", ...elsewhere]) {
      expect((await fetch(at.issuer + path)).status, path).toBe(404);
    }
  });

  it("publishes the public half of the signing keys alone", async () => {
    const published = (await (await fetch(at.issuer + paths.jwks)).json()) as { keys: Record<string, string>[] };
    expect(published.keys.map((key) => key.alg)).toEqual(["PS256"]);
    expect(published.keys.every((key) => key.kty === "RSA" && !("d" in key) && !("p" in key))).toBe(true);
  });
});

describe("a sign-in with openid-client", () => {
  it.each<[Alg, "query" | "form_post", boolean, boolean]>([
    ["PS256", "query", false, false],
    ["PS256", "form_post", true, false],
    ["EdDSA", "form_post", false, false],
    ["EdDSA", "query", true, false],
    ["PS256", "form_post", true, true],
    ["EdDSA", "query", false, true],
  ])("works with %s, %s, PAR %s, DPoP %s", async (alg, mode, par, dpop) => {
    const { config, tokens, handle, url } = await wholeFlow(alg, mode, { par, dpop });
    expect(url.searchParams.has("request_uri")).toBe(par);
    expect(tokens).toMatchObject({ token_type: dpop ? "dpop" : "bearer", expires_in: 900 });
    const claims = tokens.claims()!;
    expect(claims).toMatchObject({ iss: at.issuer, member_id: members()[0]!.id, partner_id: null, email: "admin.one@example.com" });
    expect(claims.auth_time).toBeTypeOf("number");
    expect(claims.sub).not.toBe(claims.member_id);
    expect(decodeProtectedHeader(tokens.id_token!).alg).toBe("PS256");

    const user = await client.fetchUserInfo(config, tokens.access_token, claims.sub, handle ? { DPoP: handle } : {});
    expect(user).toEqual({
      sub: claims.sub,
      name: "Admin One",
      email: "admin.one@example.com",
      email_verified: true,
      phone_number: "+16145550101",
      phone_number_verified: true,
      member_id: members()[0]!.id,
      partner_id: null,
    });

    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token!, undefined, handle ? { DPoP: handle } : {});
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    expect(await at.portal.verifyAccessToken(renewed.access_token)).toEqual({
      memberId: members()[0]!.id,
      customerId: members()[0]!.customerId,
      clientId: `desk-${alg.toLowerCase()}`,
      scopes: ["openid", "profile", "email", "phone", "pockets.read", "transfers.write"],
      jkt: dpop ? expect.stringMatching(/^[\w-]{43}$/) : null,
    });
  });

  it("answers a finished sign-in with 303", async () => {
    const browser = new PortalBrowser();
    await at.enter(at.request().url, undefined, browser);
    const again = await browser.open(at.request().url);
    expect(again.status).toBe(303);
    expect(again.headers.get("location")).toMatch(/^http:\/\/localhost:3999\/api\/auth\/callback\/jiko\?code=/);
  });

  it("signs id_tokens with RS256 for a client that registered so", async () => {
    const grants = ["authorization_code", "refresh_token"] as const;
    const publicKeys = [{ pem: keys.PS256.pem, alg: "PS256" as const }];
    const client = { clientId: "desk-ps256", publicKeys, redirectUris: [callback], grants, idTokenAlg: "RS256" as const };
    const other = await startPortal({ clients: [client] });
    const { body } = await other.tokens();
    const published = createRemoteJWKSet(new URL(other.issuer + paths.jwks));
    expect((await jwtVerify(body.id_token!, published)).protectedHeader.alg).toBe("RS256");
    await other.stop();
  });

  it("puts into the id_token what the scopes name", async () => {
    const { body } = await at.tokens({ scope: "openid pockets.read" });
    expect(Object.keys(decodeJwt(body.id_token!))).toEqual(expect.arrayContaining(["member_id", "partner_id", "auth_time", "nonce"]));
    expect(decodeJwt(body.id_token!)).not.toHaveProperty("email");
  });

  it("uses the portal's own response mode where the request names none, pushed or not", async () => {
    const other = await startPortal({ defaultResponseMode: "form_post" });
    const asked = other.request();
    const pushed = await other.post(paths.par, asked.parameters);
    expect(pushed.body).toMatchObject({ expires_in: 60 });
    const code = expect.any(String);
    const viaPar = await other.enter(other.pushedUrl(pushed.body!.request_uri!));
    expect(viaPar).toMatchObject({ mode: "form_post", fields: { code, state: asked.parameters.state } });
    expect(await other.enter(other.request().url)).toMatchObject({ mode: "form_post", fields: { code } });
    expect(await other.enter(other.request({ response_mode: "query" }).url)).toMatchObject({ mode: "query" });
    const refused = await other.enter(other.request({ code_challenge: undefined }).url);
    expect(refused).toMatchObject({ mode: "form_post", fields: { error: "invalid_request" } });
    await other.stop();
  });

  it("tells who signed in", async () => {
    onSignIn.mockClear();
    await at.tokens({}, "initiator.one@example.com");
    expect(onSignIn.mock.calls).toEqual([[members()[1]!.id]]);
  });
});

describe("the service client", () => {
  it("gets a token with every read scope and nothing else", async () => {
    const answer = await at.post(paths.token, { grant_type: "client_credentials" }, { clientId: "service" });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body!).sort()).toEqual(["access_token", "expires_in", "scope", "token_type"]);
    const facts = await at.portal.verifyAccessToken(answer.body!.access_token!);
    expect(facts).toMatchObject({ memberId: null, customerId: members()[0]!.customerId, clientId: "service" });
    expect(facts!.scopes).toContain("pockets.read");
    expect(facts!.scopes.every((scope) => scope.endsWith(".read"))).toBe(true);
  });

  it("may narrow, not widen", async () => {
    const ask = (scope: string) => at.post(paths.token, { grant_type: "client_credentials", scope }, { clientId: "service" });
    expect((await ask("pockets.read")).body).toMatchObject({ scope: "pockets.read" });
    for (const scope of ["transfers.write", "openid", "pockets.read nonsense"]) {
      expect(await ask(scope)).toMatchObject(refusal("invalid_scope"));
    }
  });
});

describe("what the sandbox asks the portal", () => {
  it("lists every token ever issued with its member", async () => {
    const { access, refresh, exchange, body } = await at.tokens();
    const found = at.portal.issued().filter(({ value }) => [access, refresh, exchange.code, body.id_token].includes(value));
    expect(found.map(({ kind }) => kind).sort()).toEqual(["access_token", "code", "id_token", "refresh_token"]);
    expect(new Set(found.map(({ memberId }) => memberId))).toEqual(new Set([members()[0]!.id]));
  });

  it("expires access tokens of one member and leaves refresh tokens alive", async () => {
    const one = await at.tokens();
    const two = await at.tokens({}, "approver.one@example.com");
    at.portal.expireAccessTokens(members()[0]!.id);
    expect(await at.portal.verifyAccessToken(one.access)).toBeNull();
    expect(await at.portal.verifyAccessToken(two.access)).not.toBeNull();
    expect((await at.refresh(one.refresh)).status).toBe(200);
  });

  it("revokes a member for good", async () => {
    const one = await at.tokens();
    const two = await at.tokens({}, "approver.one@example.com");
    at.portal.revokeMember(members()[0]!.id);
    expect(await at.portal.verifyAccessToken(one.access)).toBeNull();
    expect(await at.refresh(one.refresh)).toMatchObject(refusal("invalid_grant"));
    expect(await at.portal.verifyAccessToken(two.access)).not.toBeNull();
  });

  it("knows no token of a member who was deactivated", async () => {
    let status = "ACTIVE";
    const other = await startPortal({ members: () => members().map((member) => ({ ...member, status })) });
    const { access, refresh } = await other.tokens();
    status = "INACTIVE";
    expect(await other.portal.verifyAccessToken(access)).toBeNull();
    expect(await other.refresh(refresh)).toMatchObject(refusal("invalid_grant"));
    await other.stop();
  });
});
