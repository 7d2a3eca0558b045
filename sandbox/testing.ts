import { generateKeyPairSync, randomBytes } from "node:crypto";
import { importPKCS8 } from "jose";
import * as oidc from "openid-client";
import { scopes } from "./portal/scopes";
import { signIn, type PortalBrowser } from "./portal/sign-in-client";
import type { Sandbox, SandboxClient } from "./start";

export const everyScope = scopes.join(" ");
const redirectUri = "http://localhost:3999/api/auth/callback/jiko";

/** A client of tests with a fresh key: hand `client` to startSandbox, keep `privatePem` for signing in. */
export function testClient(overrides: Partial<SandboxClient> = {}): { client: SandboxClient; privatePem: string } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return {
    client: { clientId: "sandbox-test", publicKeys: [{ pem, alg: "PS256" }], redirectUris: [redirectUri], grants: ["authorization_code", "refresh_token"], ...overrides },
    privatePem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

export interface SignInWish {
  /** Member's e-mail address, or the part before its @. */
  member: string;
  scope?: string;
  /** Bind the tokens to a key (RFC 9449). */
  dpop?: oidc.DPoPHandle;
  browser?: PortalBrowser;
}

/** What the client of a test knows of the portal; give it to `signInAs` and to openid-client's own calls. */
export async function discover(sandbox: Pick<Sandbox, "portalUrl">, { client, privatePem }: ReturnType<typeof testClient>): Promise<oidc.Configuration> {
  const key = await importPKCS8(privatePem, "PS256");
  const config = await oidc.discovery(new URL(sandbox.portalUrl), client.clientId, undefined, oidc.PrivateKeyJwt(key), {
    execute: [oidc.allowInsecureRequests],
  });
  return config;
}

/** Signs a member in through the portal's pages and answers the tokens, with fetch alone. */
export async function signInAs(config: oidc.Configuration, { member, scope = everyScope, dpop, browser }: SignInWish): Promise<oidc.TokenEndpointResponse> {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = randomBytes(8).toString("hex");
  const authorizationUrl = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    response_mode: "query",
  });
  const email = member.includes("@") ? member : `${member}@example.com`;
  const callback = await signIn({ portalUrl: config.serverMetadata().issuer, authorizationUrl, email, browser });
  return oidc.authorizationCodeGrant(config, callback.url, { pkceCodeVerifier: verifier, expectedState: state }, undefined, dpop ? { DPoP: dpop } : undefined);
}
