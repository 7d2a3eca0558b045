import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { paths } from "./discovery";
import { PortalBrowser } from "./sign-in-client";
import { refusal, startPortal, type Assertion, type Harness } from "./testing";

let at: Harness;

beforeAll(async () => {
  at = await startPortal();
});
afterAll(() => at.stop());
afterEach(() => vi.useRealTimers());

/** Moves the clock without stopping anything that waits. */
const pass = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

describe("the code", () => {
  it("serves once; a second use kills what was issued for it", async () => {
    const { exchange, access, refresh } = await at.tokens();
    expect(await at.portal.verifyAccessToken(access)).not.toBeNull();
    expect(await at.post(paths.token, exchange)).toMatchObject(refusal("invalid_grant"));
    expect(await at.portal.verifyAccessToken(access)).toBeNull();
    expect(await at.refresh(refresh)).toMatchObject(refusal("invalid_grant"));
  });

  it("serves once also when it is sent twice at the same time, and leaves nothing alive", async () => {
    const exchange = await at.code();
    const answers = await Promise.all([at.post(paths.token, exchange), at.post(paths.token, exchange)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const { access_token: access } = answers.find(({ status }) => status === 200)!.body!;
    expect(await at.portal.verifyAccessToken(access!)).toBeNull();
  });

  it("does not serve after 60 seconds", async () => {
    const exchange = await at.code();
    pass(61);
    expect(await at.post(paths.token, exchange)).toMatchObject(refusal("invalid_grant"));
  });

  it.each<[string, Record<string, string>]>([
    ["another verifier", { code_verifier: randomBytes(32).toString("base64url") }],
    ["another redirect URI", { redirect_uri: "http://localhost:3999/elsewhere" }],
  ])("is refused with %s", async (_, changes) => {
    expect(await at.post(paths.token, { ...(await at.code()), ...changes })).toMatchObject(refusal("invalid_grant"));
  });

  it("is refused without a verifier, and to another client", async () => {
    const { code_verifier: _verifier, ...bare } = await at.code();
    expect(await at.post(paths.token, bare)).toMatchObject(refusal("invalid_grant"));
    expect(await at.post(paths.token, await at.code(), { clientId: "narrow" })).toMatchObject(refusal("invalid_grant"));
  });
});

describe("refresh tokens", () => {
  it("rotate; the old one, used again, revokes the family", async () => {
    const { refresh } = await at.tokens();
    const renewed = (await at.refresh(refresh)).body!;
    expect(renewed.refresh_token).not.toBe(refresh);
    expect(await at.refresh(refresh)).toMatchObject(refusal("invalid_grant"));
    expect(await at.refresh(renewed.refresh_token!)).toMatchObject(refusal("invalid_grant"));
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
    const exchange = async () => (await at.post(paths.token, await at.code({ prompt: "login" }, undefined, browser))).body!;
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
    expect(await at.refresh(again.body!.refresh_token!)).toMatchObject(refusal("invalid_grant"));
  });

  it("are refused to another client, and for more scope than was granted", async () => {
    const { refresh } = await at.tokens();
    expect(await at.refresh(refresh, { clientId: "narrow" })).toMatchObject(refusal("invalid_grant"));
    const more = await at.post(paths.token, { grant_type: "refresh_token", refresh_token: refresh, scope: "openid transfers.write" });
    expect(more).toMatchObject(refusal("invalid_scope"));
  });
});

describe("logout", () => {
  const logout = (token: string, proof: Assertion = {}) => at.post(paths.logout, { refresh_token: token }, { proof });

  it("revokes the family and lets access tokens run out", async () => {
    const { access, refresh } = await at.tokens();
    const renewed = (await at.refresh(refresh)).body!;
    expect(await logout(renewed.refresh_token!)).toMatchObject({ status: 204, body: null });
    expect(await at.refresh(renewed.refresh_token!)).toMatchObject(refusal("invalid_grant"));
    expect(await at.portal.verifyAccessToken(access)).not.toBeNull();
  });

  it("takes the token, the issuer and its own address as audience", async () => {
    for (const aud of [at.tokenEndpoint, at.issuer, at.issuer + paths.logout]) {
      expect((await logout("unknown", { claims: { aud } })).status).toBe(204);
    }
  });

  it("says nothing about unknown tokens, and leaves those of other clients alone", async () => {
    const { refresh } = await at.tokens();
    expect((await logout("unknown")).status).toBe(204);
    expect((await at.post(paths.logout, { refresh_token: refresh }, { clientId: "narrow" })).status).toBe(204);
    expect((await at.refresh(refresh)).status).toBe(200);
  });

  it("needs client authentication and a token", async () => {
    expect(await logout("unknown", { key: "stranger" })).toMatchObject(refusal("invalid_client"));
    expect(await at.post(paths.logout, {})).toMatchObject(refusal("invalid_request"));
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
