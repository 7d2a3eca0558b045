import { createHash, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { importPKCS8, SignJWT, type CryptoKey } from "jose";
import * as client from "openid-client";
import { vi } from "vitest";
import { createPortal } from "./portal";
import { paths } from "./discovery";
import { signIn, type Callback, type PortalBrowser } from "./sign-in-client";
import { type Portal, type PortalClient, type PortalMember, type PortalOptions } from "./types";

// A portal makes RSA keys when it starts, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export type Alg = "PS256" | "EdDSA";

export const callback = "http://localhost:3999/api/auth/callback/jiko";
const customerId = "e5fe84a1-124e-4b76-bbec-fe231ec833e1";

const member = (number: number, email: string, name: string, role: string, status = "ACTIVE"): PortalMember => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  email,
  name,
  phone: number === 1 ? "+16145550101" : null,
  customerId,
  role,
  status,
});

export const members = () => [
  member(1, "admin.one@example.com", "Admin One", "ADMIN"),
  member(2, "initiator.one@example.com", "Initiator One", "INITIATOR"),
  member(3, "approver.one@example.com", "Approver One", "APPROVER"),
  member(4, "viewer.one@example.com", "Viewer One", "VIEWER", "INACTIVE"),
];

/** A key pair of a client: what it signs with and what it registers. */
function keyPair(alg: Alg) {
  const { publicKey, privateKey } = alg === "PS256" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
  return {
    alg,
    pem: publicKey.export({ type: "spki", format: "pem" }) as string,
    private: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

export const keys = { PS256: keyPair("PS256"), EdDSA: keyPair("EdDSA") };
const stranger = keyPair("PS256");

/** What a refusal of an endpoint looks like. */
export const refusal = (error: string) => ({ status: error === "invalid_client" ? 401 : 400, body: { error } });

export interface Assertion {
  alg?: string;
  key?: "own" | "stranger" | Uint8Array;
  claims?: Record<string, unknown>;
}

/** A portal on a random port with two clients of people (one per algorithm) and a service. */
export async function startPortal(overrides: Partial<PortalOptions> = {}) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = (alg: Alg, extra: Partial<PortalClient> = {}): PortalClient => ({
    clientId: `desk-${alg.toLowerCase()}`,
    name: "Countersign",
    publicKeys: [{ pem: keys[alg].pem, alg }],
    redirectUris: [callback],
    grants: ["authorization_code", "refresh_token"],
    ...extra,
  });
  const options: PortalOptions = {
    issuer,
    clients: [
      people("PS256"),
      people("EdDSA"),
      people("PS256", { clientId: "narrow", scopes: ["openid", "profile", "pockets.read"] }),
      { clientId: "service", publicKeys: [{ pem: keys.PS256.pem, alg: "PS256" }], redirectUris: [], grants: ["client_credentials"] },
    ],
    members,
    password: "countersign",
    code: "000000",
    defaultResponseMode: "query",
    ...overrides,
  };
  const portal: Portal = createPortal(options);
  server.on("request", portal.handler);
  const stop = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { portal, stop, ...tools(issuer) };
}

export type Harness = Awaited<ReturnType<typeof startPortal>>;

function tools(issuer: string) {
  const tokenEndpoint = issuer + paths.token;

  async function signingKey(owner: Alg, alg: string, which: Assertion["key"]): Promise<CryptoKey | Uint8Array> {
    if (typeof which === "object") return which;
    return importPKCS8(which === "stranger" ? stranger.private : keys[owner].private, alg);
  }

  /** A client assertion, right unless told otherwise. */
  async function assertion(clientId: string, { alg, key, claims }: Assertion = {}): Promise<string> {
    const own: Alg = clientId === "desk-eddsa" ? "EdDSA" : "PS256";
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: clientId, sub: clientId, aud: tokenEndpoint, jti: randomUUID(), iat: now, exp: now + 120, ...claims };
    return new SignJWT(all).setProtectedHeader({ alg: alg ?? own, typ: "JWT" }).sign(await signingKey(own, alg ?? own, key));
  }

  const credentials = async (clientId: string, proof: Assertion = {}) => ({
    client_id: clientId,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await assertion(clientId, proof),
  });

  /** A raw call of an endpoint with client authentication. */
  async function post(path: string, fields: Record<string, string>, options: PostOptions = {}) {
    const { clientId = "desk-ps256", proof = {}, headers = {} } = options;
    const body = new URLSearchParams({ ...(await credentials(clientId, proof)), ...fields });
    const response = await fetch(issuer + path, { method: "POST", body, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as Record<string, string> | null };
  }

  /** An authorization request with its verifier. `undefined` leaves a parameter out. */
  function request(changes: Record<string, string | undefined> = {}) {
    const verifier = randomBytes(32).toString("base64url");
    const parameters: Record<string, string | undefined> = {
      response_type: "code",
      client_id: "desk-ps256",
      redirect_uri: callback,
      scope: "openid profile email phone pockets.read",
      state: randomUUID(),
      nonce: randomUUID(),
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      ...changes,
    };
    const sent = Object.fromEntries(Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined));
    return { verifier, parameters: sent, url: `${issuer}${paths.authorize}?${new URLSearchParams(sent)}` };
  }

  const pushedUrl = (requestUri: string) =>
    `${issuer}${paths.authorize}?${new URLSearchParams({ client_id: "desk-ps256", request_uri: requestUri })}`;

  const enter = (url: string, email = "admin.one@example.com", browser?: PortalBrowser): Promise<Callback> =>
    signIn({ portalUrl: issuer, authorizationUrl: url, email, ...(browser ? { browser } : {}) });

  /** A sign-in up to the code: the fields that exchange it. */
  async function code(changes: Record<string, string | undefined> = {}, email?: string, browser?: PortalBrowser) {
    const { url, verifier } = request(changes);
    const { fields } = await enter(url, email, browser);
    return { grant_type: "authorization_code", code: fields.code!, code_verifier: verifier, redirect_uri: callback };
  }

  /** A whole sign-in: the tokens of a member. */
  async function tokens(changes: Record<string, string | undefined> = {}, email?: string, headers: Record<string, string> = {}) {
    const exchange = await code(changes, email);
    const answer = await post(paths.token, exchange, { clientId: changes.client_id ?? "desk-ps256", headers });
    if (answer.status !== 200) throw new Error(`No tokens: ${JSON.stringify(answer.body)}`);
    return { exchange, access: answer.body!.access_token!, refresh: answer.body!.refresh_token!, body: answer.body! };
  }

  const refresh = (token: string, options?: PostOptions) =>
    post(paths.token, { grant_type: "refresh_token", refresh_token: token }, options);

  /** openid-client as the product uses it. */
  async function relyingParty(alg: Alg, responseMode: "query" | "form_post") {
    const key = await importPKCS8(keys[alg].private, alg);
    const authentication = client.PrivateKeyJwt(key as client.CryptoKey, {
      // oauth4webapi writes the algorithm of an Ed25519 key as `Ed25519`; Jiko's name for it is `EdDSA`.
      [client.modifyAssertion]: (header, payload) => {
        if (alg === "EdDSA") header.alg = "EdDSA";
        payload.aud = tokenEndpoint;
      },
    });
    const metadata = { id_token_signed_response_alg: "PS256", response_mode: responseMode };
    const loopback = { execute: [client.allowInsecureRequests] };
    const config = await client.discovery(new URL(issuer), `desk-${alg.toLowerCase()}`, metadata, authentication, loopback);
    client.enableNonRepudiationChecks(config);
    return config;
  }

  return { issuer, tokenEndpoint, assertion, credentials, post, request, pushedUrl, enter, code, tokens, refresh, relyingParty };
}

interface PostOptions {
  clientId?: string;
  proof?: Assertion;
  headers?: Record<string, string>;
}
