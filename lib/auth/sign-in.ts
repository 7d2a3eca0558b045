import "server-only";
import { randomUUID } from "node:crypto";
import type { AuthOptions, Profile } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import * as oidc from "openid-client";
import { z } from "zod";
import { env } from "@/lib/env";
import { id } from "@/lib/jiko/schemas";
import { log } from "@/lib/log";
import type { SignInOrigin } from "./client-address";
import { signInCookies } from "./cookies";
import { dpopHandle, newDpopKey } from "./dpop";
import { jiko } from "./jiko";
import { membershipOf, Refused, roleOf } from "./membership";
import { portal, tokensOf, type Portal, type Tokens } from "./portal";
import { returnPath } from "./return-path";
import { grantedScopes, scopeParameter, type Wish } from "./scopes";
import { newSecret } from "./secret";
import type { Session } from "./session";
import { openSession, type NewSession } from "./sessions";
import { asAccessToken } from "./tokens";

const claims = z.object({
  sub: z.string().min(1).max(255),
  member_id: id.nullish(),
  name: z.string().max(255).nullish(),
  email: z.string().max(320).nullish(),
});
type Claims = z.output<typeof claims>;

/** One way back from Jiko: what it brought so far. Lives as long as the request; next-auth never holds a token. */
export interface Leg {
  browser: string;
  previousToken: string | null;
  /** How much this sign-in asks Jiko for. */
  wish: Wish;
  from: SignInOrigin;
  tokens: Tokens | null;
  granted: string | undefined;
  claims: Claims | null;
  admitted: NewSession | null;
  opened: Session | null;
  fault: unknown;
}

export const newLeg = (browser: string, previousToken: string | null, wish: Wish, from: SignInOrigin): Leg => ({
  browser, previousToken, wish, from, tokens: null, granted: undefined, claims: null, admitted: null, opened: null, fault: null,
});

/** Trades the code for tokens: `iss`, state, PKCE, nonce, the id_token with its signature. */
async function exchange(leg: Leg, found: Portal, redirectUri: string, params: object, checks: Checks) {
  const back = new URLSearchParams(params as Record<string, string>);
  // Another sign-in was begun in this browser since: no fault of anybody.
  if (!checks.state || back.get("state") !== checks.state) throw new Refused("stale");
  const dpop = env().JIKO_DPOP ? await newDpopKey() : null;
  const proof = dpop ? { DPoP: await dpopHandle(found.signIn, dpop) } : undefined;
  const from = new Date();
  const answer = await oidc.authorizationCodeGrant(
    found.signIn,
    new URL(`${redirectUri}?${back}`),
    { pkceCodeVerifier: checks.code_verifier, expectedState: checks.state, expectedNonce: checks.nonce, idTokenExpected: true },
    undefined,
    proof,
  );
  leg.tokens = tokensOf(answer, dpop, from);
  leg.granted = answer.scope;
  const identity = answer.claims()!;
  const more = await oidc.fetchUserInfo(found.signIn, answer.access_token, identity.sub, proof);
  leg.claims = claims.parse({ ...identity, ...more });
}

interface Checks {
  state?: string;
  nonce?: string;
  code_verifier?: string;
}

/** Whether this member may open a session here, and as what. Throws Refused, or what calling Jiko throws. */
async function admit(leg: Leg): Promise<NewSession> {
  const { sub, member_id, name, email } = leg.claims!;
  const token = asAccessToken(leg.tokens!);
  const client = jiko().as({ budgetKey: member_id ?? sub, kind: "person", token: () => Promise.resolve(token) });
  const membership = await membershipOf(client, member_id ?? null, env().JIKO_CUSTOMER_IDS);
  const standing = await roleOf(client, membership);
  return {
    subject: sub,
    memberId: membership.member_id,
    customerId: membership.customer_id,
    customerName: membership.customer_name,
    name: name || email || "Member without a name",
    email: email ?? "",
    ...standing,
    scopes: grantedScopes(leg.granted, leg.wish),
  };
}

/** Our tables as next-auth sees them: every sign-in is a new user and a new session, and none was there before. */
function adapter(leg: Leg): Adapter {
  return {
    getUserByAccount: () => null,
    getUserByEmail: () => null,
    getUser: () => null,
    getSessionAndUser: () => null,
    createUser: (user: { email?: string }) => ({ ...user, id: randomUUID(), email: user.email ?? "", emailVerified: null }),
    updateUser: (user) => ({ email: "", emailVerified: null, ...user }),
    linkAccount: () => undefined,
    async createSession({ sessionToken, userId, expires }) {
      const opening = { token: sessionToken, browser: leg.browser, previousToken: leg.previousToken, expiresAt: expires, from: leg.from };
      leg.opened = await openSession(leg.admitted!, leg.tokens!, opening);
      return { sessionToken, userId, expires };
    },
    updateSession: () => null,
    deleteSession: () => null,
  };
}

/** Those of our cookies that next-auth knows. */
function libraryCookies(): AuthOptions["cookies"] {
  const { scope: _, ...cookies } = signInCookies();
  return cookies;
}

/** next-auth's settings for one request. Its cookies carry state, nonce and verifier; all that is of worth stays in the leg. */
export async function signInOptions(leg: Leg): Promise<AuthOptions> {
  const { JIKO_CLIENT_ID, JIKO_RESPONSE_MODE, SESSION_MAX_SECONDS, SESSION_SECRET } = env();
  const found = await portal();
  const server = found.signIn.serverMetadata();
  const noting = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (fault) {
      leg.fault = fault;
      throw fault;
    }
  };
  return {
    secret: SESSION_SECRET,
    cookies: libraryCookies(),
    session: { strategy: "database", maxAge: SESSION_MAX_SECONDS, generateSessionToken: newSecret },
    adapter: adapter(leg),
    providers: [
      {
        id: "jiko",
        name: "Jiko",
        type: "oauth",
        issuer: server.issuer,
        clientId: JIKO_CLIENT_ID,
        checks: ["pkce", "state", "nonce"],
        authorization: {
          url: server.authorization_endpoint,
          params: { scope: scopeParameter(leg.wish), response_mode: JIKO_RESPONSE_MODE, prompt: "login" },
        },
        token: {
          url: server.token_endpoint,
          request: ({ params, checks, provider }) =>
            noting(async () => {
              await exchange(leg, found, provider.callbackUrl, params, checks as Checks);
              return { tokens: {} };
            }),
        },
        userinfo: { url: server.userinfo_endpoint, request: () => leg.claims as Profile },
        profile: ({ sub, name, email }: Claims) => ({ id: sub, name, email }),
      },
    ],
    callbacks: {
      signIn: () =>
        noting(async () => {
          leg.admitted = await admit(leg);
          return true;
        }),
      redirect: ({ url, baseUrl }) => baseUrl + returnPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
    logger: {
      error(code, metadata) {
        leg.fault ??= (metadata as { error?: unknown }).error ?? metadata;
        log.debug({ event: "sign_in.library", code }, "next-auth reported a fault");
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
