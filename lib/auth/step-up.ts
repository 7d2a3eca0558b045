import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull, lt } from "drizzle-orm";
import * as oidc from "openid-client";
import type { SignInEvidence } from "@/lib/approvals/evidence";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { stepUp } from "@/lib/db/schema/passkeys";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { cookieLine, crossSite, readCookies } from "./cookies";
import { dpopHandle, newDpopKey } from "./dpop";
import { portal } from "./portal";
import { hashOf, newSecret } from "./secret";
import type { Session } from "./session";
import { revokeLater } from "./sessions";

/**
 * A fresh sign-in at Jiko in the middle of a session, which proves who sits there now. It opens no session and next-auth has
 * no part in it; both come back to the one address that is registered at Jiko, and are told apart by their state.
 */
const prefix = "step-up.";
const cookieName = "__Host-step-up";
const lifetimeMs = 10 * 60_000;
/** Clocks of ours and of Jiko's may differ by this much. */
const skewMs = 10_000;

type Row = typeof stepUp.$inferSelect;
export type StepUpPurpose = Row["purpose"];
/** Of the evidence, all that is known here; what a decision was for is added by whoever asks. */
export type SignInProof = Omit<SignInEvidence, "gesture">;

/** Puts a proof where evidence is kept, and answers its digest. */
export type KeepProof = (tx: Transaction, row: Row, proof: SignInProof) => Promise<string>;

export const isStepUp = (params: URLSearchParams): boolean => params.get("state")?.startsWith(prefix) ?? false;

/** The address at Jiko to go to, with the cookie that binds the way back to this browser. `nonce` is what Jiko is to sign. */
export async function beginStepUp(
  session: Session,
  { purpose, nonce, returnTo }: { purpose: StepUpPurpose; nonce: string; returnTo: string },
): Promise<{ id: string; url: string; cookie: string }> {
  const found = await portal();
  const [id, state, verifier] = [randomUUID(), prefix + newSecret(), oidc.randomPKCECodeVerifier()];
  const parameters = {
    redirect_uri: redirectUri(),
    response_mode: env().JIKO_RESPONSE_MODE,
    scope: "openid",
    prompt: "login",
    max_age: String(lifetimeMs / 1000),
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  const url = env().JIKO_PAR
    ? await oidc.buildAuthorizationUrlWithPAR(found.signIn, parameters)
    : oidc.buildAuthorizationUrl(found.signIn, parameters);
  const at = now();
  const { customerId, memberId, subject } = session;
  await db().insert(stepUp).values({
    id, customerId, memberId, subject, purpose, nonce, verifier, returnTo, sessionId: session.id, stateHash: hashOf(state),
    createdAt: at, expiresAt: new Date(at.getTime() + lifetimeMs),
  });
  const cookie = cookieLine(cookieName, state, { sameSite: crossSite(), maxAge: lifetimeMs / 1000 });
  return { id, url: url.href, cookie };
}

const redirectUri = () => `${env().APP_URL}/api/auth/callback/jiko`;

/** Why a step-up did not work, in the address of the page that one comes back to. */
export type StepUpFault = "denied" | "other_person" | "stale" | "error";

/**
 * Back from Jiko: checks everything, keeps the proof through `keep`, and leads to where it began with `step=<id>`, or with
 * `step_fault=` where it did not work. What is to be done with the proof is done there, by the session that began it.
 */
export async function finishStepUp(
  request: Request,
  params: URLSearchParams,
  keep: KeepProof,
): Promise<Response> {
  const state = params.get("state") ?? "";
  const [row] = await db().select().from(stepUp).where(eq(stepUp.stateHash, hashOf(state)));
  const clear = cookieLine(cookieName, "", { sameSite: crossSite(), maxAge: 0 });
  const lead = (address: string, query: Record<string, string>) => {
    const target = new URL(address, env().APP_URL);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    const headers = { location: target.href, "cache-control": "no-store", "referrer-policy": "no-referrer", "set-cookie": clear };
    return new Response(null, { status: 303, headers });
  };
  if (!row) return lead("/", { step_fault: "stale" });
  const fault = await settle(request, params, row, keep);
  return lead(row.returnTo, fault ? { step_fault: fault } : { step: row.id });
}

async function settle(
  request: Request,
  params: URLSearchParams,
  row: Row,
  keep: KeepProof,
): Promise<StepUpFault | null> {
  const ours = readCookies(request.headers.get("cookie"))[cookieName] === params.get("state");
  // The browser's Back, or this loaded once more: what was proven stays so, and whoever takes it finds whether it was used.
  if (row.provenAt) return null;
  if (!ours || row.expiresAt <= now()) return "stale";
  if (params.has("error")) return params.get("error") === "access_denied" ? "denied" : "error";
  try {
    const proof = await prove(params, row);
    if (!proof) return "other_person";
    await db().transaction(async (tx) => {
      const digest = await keep(tx, row, proof);
      await tx.update(stepUp).set({ provenAt: now(), proof: digest }).where(and(eq(stepUp.id, row.id), isNull(stepUp.provenAt)));
    });
    return null;
  } catch (error) {
    log.warn({ event: "step_up.refused", purpose: row.purpose, err: error }, "A fresh sign-in was not accepted");
    return "error";
  }
}

/** What Jiko says; null where it was somebody else who signed in. Throws on anything that is not right about the answer. */
async function prove(params: URLSearchParams, row: Row): Promise<SignInProof | null> {
  const found = await portal();
  const dpop = env().JIKO_DPOP ? await newDpopKey() : null;
  const answer = await oidc.authorizationCodeGrant(
    found.signIn,
    new URL(`${redirectUri()}?${params}`),
    {
      pkceCodeVerifier: row.verifier, expectedState: params.get("state")!, expectedNonce: row.nonce,
      idTokenExpected: true, maxAge: lifetimeMs / 1000,
    },
    undefined,
    dpop ? { DPoP: await dpopHandle(found.signIn, dpop) } : undefined,
  );
  // Only who it was is of interest: what could be done with these tokens must not be possible.
  revokeLater([answer.refresh_token ?? null]);
  const claims = answer.claims()!;
  if (claims.sub !== row.subject) return null;
  if (claims.auth_time === undefined || claims.auth_time * 1000 < row.createdAt.getTime() - skewMs) {
    throw new Error("Jiko names a sign-in that is older than the question");
  }
  const server = found.signIn.serverMetadata();
  return {
    version: 1,
    customerId: row.customerId, memberId: row.memberId, subject: row.subject, purpose: row.purpose, nonce: row.nonce,
    issuer: server.issuer, clientId: env().JIKO_CLIENT_ID, idToken: answer.id_token!, keys: await publicKeys(server.jwks_uri!),
    at: now().toISOString(),
  };
}

/** The key set of the moment: whoever checks the id_token years later needs the key that Jiko signed with. */
async function publicKeys(address: string): Promise<SignInProof["keys"]> {
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(env().JIKO_DEADLINE_SECONDS * 1000) });
  if (!answer.ok) throw new Error(`Jiko's keys cannot be read (${answer.status})`);
  return (await answer.json()) as SignInProof["keys"];
}

/**
 * Uses up a proven step-up: of this session, for this purpose and nonce, once. Answers the digest of its proof. Throws
 * `conflict` where there is none.
 */
export async function takeStepUp(
  tx: Transaction,
  session: Session,
  { id, purpose, nonce }: { id: string; purpose: StepUpPurpose; nonce: string },
): Promise<string> {
  const at = now();
  const [taken] = await tx
    .update(stepUp)
    .set({ usedAt: at })
    .where(
      and(
        ...[eq(stepUp.id, id), eq(stepUp.sessionId, session.id), eq(stepUp.memberId, session.memberId), eq(stepUp.customerId, session.customerId)],
        ...[eq(stepUp.purpose, purpose), eq(stepUp.nonce, nonce), isNull(stepUp.usedAt)],
      ),
    )
    .returning();
  if (!taken?.proof || taken.expiresAt <= at) {
    throw new AppError("conflict", { message: "The fresh sign-in that this needs is not there, too old, or was used already. Sign in at Jiko once more." });
  }
  return taken.proof;
}

export const deleteOldStepUps = async (): Promise<void> => void (await db().delete(stepUp).where(lt(stepUp.expiresAt, new Date(now().getTime() - lifetimeMs))));
