import "server-only";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { importPKCS8 } from "jose";
import * as oidc from "openid-client";
import { env } from "@/lib/env";
import { dpopHandle, type DpopJwk } from "./dpop";

/** What the token endpoint handed out, as we keep it. Instants are ours: Jiko says seconds. */
export interface Tokens {
  access: string;
  type: "Bearer" | "DPoP";
  refresh: string | null;
  dpop: DpopJwk | null;
  renewAt: Date;
  expiresAt: Date;
}

export interface Portal {
  /** Checks the signature of an id_token as well. */
  signIn: oidc.Configuration;
  /** For renewals: nothing but the one call may decide whether the new pair is kept. */
  renewal: oidc.Configuration;
  authenticate: oidc.ClientAuth;
  logoutUrl: string | null;
}

interface Client {
  id: string;
  keyFile: string;
}

/**
 * Pages and route handlers are bundled apart, each with a copy of openid-client, which refuses a configuration that another
 * copy made. So what is kept per process is kept per copy.
 */
const copy = randomUUID();
const shared = globalThis as typeof globalThis & { countersignPortals?: Map<string, { portal: Promise<Portal>; until: number }> };

/** Proves us to Jiko by a signed JWT whose audience is the token endpoint, for every endpoint (Jiko's guide). */
async function clientAuthentication({ keyFile }: Client): Promise<oidc.ClientAuth> {
  const alg = env().JIKO_CLIENT_KEY_ALG;
  const key = await importPKCS8(await readFile(keyFile, "utf8"), alg);
  let audience = "";
  const prove = oidc.PrivateKeyJwt(key, {
    [oidc.modifyAssertion](header, claims) {
      // The library writes the newer name of the same algorithm, which Jiko does not list.
      header.alg = alg;
      claims.aud = audience;
      delete claims.nbf;
    },
  });
  return (server, client, body, headers) => {
    audience = server.token_endpoint!;
    return prove(server, client, body, headers);
  };
}

async function open(client: Client): Promise<Portal> {
  const { JIKO_ISSUER_URL, JIKO_DEADLINE_SECONDS } = env();
  const issuer = new URL(JIKO_ISSUER_URL);
  const plain = issuer.protocol === "http:";
  if (plain && !["127.0.0.1", "localhost", "[::1]"].includes(issuer.hostname)) {
    throw new Error("JIKO_ISSUER_URL: plain http is for this machine alone");
  }
  const authenticate = await clientAuthentication(client);
  const found = await oidc.discovery(issuer, client.id, undefined, authenticate, {
    timeout: JIKO_DEADLINE_SECONDS,
    execute: plain ? [oidc.allowInsecureRequests] : [],
  });
  // Discovery promises `iss` in every callback, Jiko's guide shows one without: checked when present (RFC 9207).
  const { supportsPKCE: _, authorization_response_iss_parameter_supported: __, ...server } = found.serverMetadata();
  const configuration = () => {
    const made = new oidc.Configuration(server, client.id, undefined, authenticate);
    made.timeout = JIKO_DEADLINE_SECONDS;
    if (plain) oidc.allowInsecureRequests(made);
    return made;
  };
  const signIn = configuration();
  oidc.enableNonRepudiationChecks(signIn);
  const logout = server.x_jiko_backchannel_logout_endpoint;
  return { signIn, renewal: configuration(), authenticate, logoutUrl: typeof logout === "string" ? logout : null };
}

/** Jiko's authorization server, discovered once an hour. A failed discovery is tried again by the next caller. */
export function portal(client: Client = { id: env().JIKO_CLIENT_ID, keyFile: env().JIKO_CLIENT_KEY_FILE }): Promise<Portal> {
  const known = (shared.countersignPortals ??= new Map());
  const name = `${copy} ${env().JIKO_ISSUER_URL} ${client.id}`;
  const held = known.get(name);
  if (held && held.until > Date.now()) return held.portal;
  const opened = open(client);
  known.set(name, { portal: opened, until: Date.now() + 3_600_000 });
  opened.catch(() => known.delete(name));
  return opened;
}

/** Reads an answer of the token endpoint. Renewal is due at two thirds of the lifetime. */
export function tokensOf(answer: oidc.TokenEndpointResponse, dpop: DpopJwk | null, from: Date): Tokens {
  const lifetime = (answer.expires_in ?? 900) * 1000;
  return {
    access: answer.access_token,
    type: answer.token_type.toLowerCase() === "dpop" ? "DPoP" : "Bearer",
    refresh: answer.refresh_token ?? null,
    dpop,
    renewAt: new Date(from.getTime() + (lifetime * 2) / 3),
    expiresAt: new Date(from.getTime() + lifetime),
  };
}

/** Trades the refresh token for a new pair. What its errors mean is told by `refusalOf`. */
export async function renew({ renewal }: Portal, tokens: Tokens): Promise<Tokens> {
  const from = new Date();
  const options = tokens.dpop ? { DPoP: await dpopHandle(renewal, tokens.dpop) } : undefined;
  const answer = await oidc.refreshTokenGrant(renewal, tokens.refresh!, undefined, options);
  const renewed = tokensOf(answer, tokens.dpop, from);
  // Jiko rotates; a server that does not leaves the old token in force.
  return { ...renewed, refresh: renewed.refresh ?? tokens.refresh };
}

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/**
 * What a failed token call means for the token that was sent: `dead` (invalid_grant), `kept` (refused or never sent: it
 * still works), `unknown` (it may have been used up: timeout, dropped, 5xx, an answer that cannot be read).
 */
export function refusalOf(fault: unknown): "dead" | "kept" | "unknown" {
  if (fault instanceof oidc.ResponseBodyError) {
    if (fault.error === "invalid_grant") return "dead";
    return fault.status < 500 ? "kept" : "unknown";
  }
  for (let cause = fault; cause instanceof Error; cause = cause.cause) {
    if (neverSent.has((cause as NodeJS.ErrnoException).code ?? "")) return "kept";
    if (cause.cause instanceof Response && cause.cause.status >= 400 && cause.cause.status < 500) return "kept";
  }
  return "unknown";
}

/** Ends a sign-in at Jiko (assumed: authorization.md, section 11). Best effort within the deadline; never throws. */
export async function revoke(refreshToken: string | null, deadlineMs = 5_000): Promise<boolean> {
  if (!refreshToken) return false;
  try {
    const { renewal, authenticate, logoutUrl } = await portal();
    if (!logoutUrl) return false;
    const body = new URLSearchParams({ refresh_token: refreshToken });
    const headers = new Headers({ accept: "application/json", "content-type": "application/x-www-form-urlencoded" });
    await (authenticate(renewal.serverMetadata(), renewal.clientMetadata(), body, headers) as unknown as Promise<void>);
    const answer = await fetch(logoutUrl, { method: "POST", body, headers, redirect: "error", signal: AbortSignal.timeout(deadlineMs) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
