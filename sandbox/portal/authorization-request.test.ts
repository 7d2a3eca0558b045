import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { paths } from "./discovery";
import { PortalBrowser } from "./sign-in-client";
import { refusal, startPortal, type Harness } from "./testing";

let at: Harness;

beforeAll(async () => {
  at = await startPortal();
});
afterAll(() => at.stop());
afterEach(() => vi.useRealTimers());

/** Moves the clock without stopping anything that waits. */
const pass = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

const errorOf = async (changes: Record<string, string | undefined>) => (await at.enter(at.request(changes).url)).fields;

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
    const posted = await fetch(at.issuer + paths.authorize, { method: "POST", body: new URLSearchParams(at.request().parameters) });
    expect(posted.ok).toBe(false);
  });
});

describe("pushed authorization requests", () => {
  const push = async () => (await at.post(paths.par, at.request().parameters)).body!.request_uri!;

  it("serve once", async () => {
    const url = at.pushedUrl(await push());
    expect((await at.enter(url)).fields).toHaveProperty("code");
    await expect(at.enter(url)).rejects.toThrow("400");
  });

  it("serve once even when two browsers opened them", async () => {
    const url = at.pushedUrl(await push());
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
    const url = at.pushedUrl(await push());
    pass(61);
    await expect(at.enter(url)).rejects.toThrow("400");
  });

  it("need the client's assertion and its registered redirect URI", async () => {
    expect(await at.post(paths.par, at.request().parameters, { proof: { key: "stranger" } })).toMatchObject(refusal("invalid_client"));
    const elsewhere = at.request({ redirect_uri: "http://localhost:3999/elsewhere" }).parameters;
    expect(await at.post(paths.par, elsewhere)).toMatchObject(refusal("invalid_request"));
    expect(await at.post(paths.par, at.request({ scope: "openid nonsense" }).parameters)).toMatchObject(refusal("invalid_scope"));
  });
});
