import "server-only";
import * as oidc from "openid-client";
import { record } from "@/lib/audit/append";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError, errorCodes, type ErrorBody, type ErrorCode } from "@/lib/errors";
import { limitedText } from "@/lib/limited-text";
import { log } from "@/lib/log";
import { spend } from "@/lib/rate";
import { newReference } from "@/lib/reference";
import { beginSignIn, beginWithLess } from "./begin";
import { signInOrigin } from "./client-address";
import { browserCookieName, cookieLine, crossSite, readCookies, sessionCookieName, signInCookies } from "./cookies";
import { isOwnState, nextAuth } from "./library";
import { Refused } from "./membership";
import { reasons, type Reason } from "./reasons";
import { returnPath } from "./return-path";
import { presentWish } from "./scopes";
import { newSecret } from "./secret";
import { endSession, revokeLater } from "./sessions";
import { newLeg, signInOptions, type Leg } from "./sign-in";
import { finishStepUp, isStepUp, type KeepProof } from "./step-up";

/** A code and a state are short; more than this is no answer of Jiko's. */
const mostBytes = 16_384;

/**
 * All of next-auth's surface that is open: `POST signin/jiko`, `GET` and `POST callback/jiko`. Everything else (session,
 * csrf, providers, its own pages) is 404, so nothing of it can leak or be driven.
 */
export async function signInRoute(request: Request, path: readonly string[], keepProof: KeepProof): Promise<Response> {
  const wanted = `${request.method} ${path.join("/")}`;
  if (wanted === "POST signin/jiko") return start(request);
  if (wanted === "GET callback/jiko" || wanted === "POST callback/jiko") return finish(request, keepProof);
  return refusal("not_found", newReference());
}

const headers = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

function refusal(code: ErrorCode, reference: string, message?: string, retryAfterSeconds: number | null = null): Response {
  const [status, sentence] = errorCodes[code];
  const body: ErrorBody = { code, message: message ?? sentence, reference, fields: [], retryAfterSeconds };
  const wait: Record<string, string> = retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) };
  return Response.json(body, { status, headers: { ...headers, ...wait } });
}

/** First leg: asked for by our own page with `{ from }`, answered with the address at Jiko to go to. */
async function start(request: Request): Promise<Response> {
  const reference = newReference();
  const site = request.headers.get("sec-fetch-site");
  const own = request.headers.get("origin") === env().APP_URL && (site === null || site === "same-origin");
  if (!own || request.headers.get("countersign-command") !== "1") return refusal("cross_site", reference);
  try {
    // For everybody together: whose request it is nobody can tell, and each may cost a call to Jiko.
    spend("signIn", "all");
  } catch (fault) {
    return refusal("rate_limited", reference, (fault as AppError).message, (fault as AppError).retryAfterSeconds);
  }
  const text = await bodyOf(request);
  if (text instanceof AppError) return refusal(text.code, reference);
  const from = returnPath((parse(text) as { from?: unknown } | null)?.from);
  const cookies = readCookies(request.headers.get("cookie"));
  const browser = cookies[browserCookieName] ?? newSecret();
  try {
    const { url, cookies: lines } = await beginSignIn(newLeg(browser, null, presentWish(), signInOrigin(request)), from);
    const answered = Response.json({ url }, { headers });
    for (const line of lines) answered.headers.append("set-cookie", line);
    return answered;
  } catch (fault) {
    const reason = reasonFor(fault, "error");
    log.error({ event: "sign_in.not_started", reference, reason, err: fault }, "A sign-in could not be started");
    return refusal(reason === "unreachable" ? "upstream_unavailable" : "upstream_refused", reference, reasons[reason]);
  }
}

/** The body, or why it is not taken: anybody may send one here, so no more of it is read than could be of use. */
const bodyOf = (request: Request): Promise<string | AppError> =>
  limitedText(request, mostBytes).catch((fault: unknown) =>
    fault instanceof AppError ? fault : new AppError("invalid_input", { cause: fault }),
  );

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const fromPortal: Record<string, Reason> = {
  access_denied: "denied",
  invalid_scope: "scope",
  server_error: "unreachable",
  temporarily_unavailable: "unreachable",
};

/** Second leg: back from Jiko, by a redirect or by a form that Jiko's page posted. */
async function finish(request: Request, keepProof: KeepProof): Promise<Response> {
  const reference = newReference();
  const answer = request.method === "POST" ? await bodyOf(request) : new URL(request.url).search;
  if (answer instanceof AppError) return refusal(answer.code, reference);
  if (answer.length > mostBytes) return refusal("too_large", reference);
  const sent = new URLSearchParams(answer);
  if (isStepUp(sent)) return finishStepUp(request, sent, keepProof);
  const query = Object.fromEntries([...sent].filter(([name]) => ["code", "state", "iss"].includes(name)));
  const cookies = readCookies(request.headers.get("cookie"));
  const names = signInCookies();
  const returnTo = env().APP_URL + returnPath(cookies[names.callbackUrl.name]?.slice(env().APP_URL.length));
  const browser = cookies[browserCookieName] ?? newSecret();
  // What was asked is told by this browser: the process that began the sign-in may have been another one.
  const asked = cookies[names.scope.name] === "undisputed" ? "undisputed" : "all";
  const leg = newLeg(browser, cookies[sessionCookieName] ?? null, asked, signInOrigin(request));
  const checks = [names.state.name, names.pkceCodeVerifier.name, names.nonce.name];
  const kept = Object.fromEntries(checks.flatMap((name) => (name in cookies ? [[name, cookies[name]!]] : [])));
  let set: string[] = [];
  if (sent.get("error") === "invalid_scope" && asked === "all" && (await isOwnState(sent.get("state"), request.headers.get("cookie")))) {
    const again = await askForLess(leg, returnTo, reference);
    if (again) return again;
  } else if (sent.has("error")) {
    leg.fault = new Refused(fromPortal[sent.get("error")!] ?? "error");
  } else {
    try {
      const handled = await nextAuth(
        // next-auth never sees the session that this browser may have: it would join two people into one.
        { method: "GET", action: "callback", query, cookies: { ...kept, [names.callbackUrl.name]: returnTo } },
        await signInOptions(leg),
      );
      set = handled.cookies.filter((line) => line.startsWith(`${sessionCookieName}=`));
    } catch (fault) {
      leg.fault ??= fault;
    }
  }
  const response = new Response(null, { status: 303, headers });
  for (const name of [...checks, names.callbackUrl.name, ...(names.scope.name in cookies ? [names.scope.name] : [])]) {
    response.headers.append("set-cookie", cookieLine(name, "", { sameSite: crossSite(), maxAge: 0 }));
  }
  // A session whose cookie did not come of it is nobody's.
  if (leg.opened && set.length > 0) {
    for (const line of set) response.headers.append("set-cookie", line);
    response.headers.append("set-cookie", cookieLine(browserCookieName, browser, { sameSite: crossSite() }));
    response.headers.set("location", returnTo);
    return response;
  }
  const reason = await refuse(leg, reference);
  const back = new URLSearchParams({ reason, reference });
  const from = returnTo.slice(env().APP_URL.length);
  if (from !== "/") back.set("from", from);
  response.headers.set("location", `${env().APP_URL}/sign-in?${back}`);
  return response;
}

/** Jiko refused the scopes where the browser could see it: back there at once, with fewer. Null where that does not work either. */
async function askForLess(leg: Leg, returnTo: string, reference: string): Promise<Response | null> {
  try {
    const { url, cookies } = await beginWithLess(leg, returnTo.slice(env().APP_URL.length));
    const response = new Response(null, { status: 303, headers: { ...headers, location: url } });
    for (const line of cookies) response.headers.append("set-cookie", line);
    return response;
  } catch (fault) {
    log.error({ event: "sign_in.not_started", reference, err: fault }, "A sign-in with fewer scopes could not be started");
    leg.fault = fault;
    return null;
  }
}

/** What is left of a sign-in that did not become a session: nothing at Jiko, a line in the log, an entry where someone was refused. */
async function refuse(leg: Leg, reference: string): Promise<Reason> {
  // Before the code was traded, what can be wrong is a check cookie that is gone or of an earlier sign-in.
  const reason = reasonFor(leg.fault, leg.tokens ? "error" : "stale");
  if (leg.opened) await endSession(leg.opened.id, "ended").catch((fault: unknown) => notEnded(fault, reference));
  else revokeLater([leg.tokens?.refresh ?? null]);
  log.warn({ event: "sign_in.refused", reference, reason, err: leg.fault }, "A sign-in did not become a session");
  const { claims } = leg;
  if (!claims || !(leg.fault instanceof Refused)) return reason;
  try {
    await record({
      customerId: env().JIKO_CUSTOMER_IDS[0]!,
      at: now(),
      kind: "event",
      action: "session.refused",
      actor: { memberId: claims.member_id ?? claims.sub, name: claims.name ?? "" },
      correlationId: reference,
      subjectId: null,
      details: { reason, ...leg.from },
    });
  } catch (fault) {
    log.error({ event: "sign_in.not_recorded", reference, err: fault }, "A refused sign-in could not be recorded");
  }
  return reason;
}

/** It is left to the sweep then: nobody has its cookie. */
const notEnded = (fault: unknown, reference: string): void =>
  log.error({ event: "sign_in.not_undone", reference, err: fault }, "The session of a sign-in that failed could not be ended");

function reasonFor(fault: unknown, otherwise: Reason): Reason {
  if (fault instanceof Refused) return fault.reason;
  if (fault instanceof AppError) {
    return ["upstream_unavailable", "upstream_timeout", "rate_limited"].includes(fault.code) ? "unreachable" : "error";
  }
  if (fault instanceof oidc.ResponseBodyError) {
    if (fault.error === "invalid_scope") return "scope";
    if (fault.error === "invalid_grant") return "stale";
    return fault.status >= 500 ? "unreachable" : "error";
  }
  if (fault instanceof oidc.ClientError) {
    const down = fault.code === "OAUTH_TIMEOUT" || (fault.cause instanceof Response && fault.cause.status >= 500);
    return down ? "unreachable" : "error";
  }
  if (fault instanceof TypeError && fault.message === "fetch failed") return "unreachable";
  return otherwise;
}
