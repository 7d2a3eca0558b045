import "server-only";
import { createHash } from "node:crypto";
import * as oidc from "openid-client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { browserCookieName, cookieLine, crossSite, signInCookies } from "./cookies";
import { nextAuth } from "./library";
import { portal } from "./portal";
import { wishForLess } from "./scopes";
import { newSecret } from "./secret";
import { signInOptions, type Leg } from "./sign-in";

/** Where a sign-in goes on at Jiko, and what this browser keeps meanwhile. */
interface Begun {
  url: string;
  cookies: string[];
}

/**
 * The address at Jiko for a sign-in that leads back to `from`. Where Jiko refuses a pushed request for its scopes, the
 * sign-in begins once more with fewer. Throws what discovery and the pushed request throw.
 */
export async function beginSignIn(leg: Leg, from: string): Promise<Begun> {
  try {
    return await build(leg, from);
  } catch (fault) {
    const refused = fault instanceof oidc.ResponseBodyError && fault.error === "invalid_scope";
    if (!refused || leg.wish !== "all") throw fault;
    return beginWithLess(leg, from);
  }
}

/** The same, asking for what Jiko's scopes page names alone; from here on this process asks for no more. */
export function beginWithLess(leg: Leg, from: string): Promise<Begun> {
  log.warn({ event: "sign_in.fewer_scopes" }, "Jiko refused the scopes of a sign-in; it is asked for fewer");
  wishForLess();
  leg.wish = "undisputed";
  return build(leg, from);
}

async function build(leg: Leg, from: string): Promise<Begun> {
  const options = await signInOptions(leg);
  // The page is ours, checked before: next-auth's own token against forged requests is answered in its stead.
  const token = newSecret();
  const hash = createHash("sha256").update(`${token}${options.secret}`).digest("hex");
  const { csrfToken, scope } = signInCookies();
  const body = { csrfToken: token, callbackUrl: from };
  const answer = await nextAuth({ method: "POST", action: "signin", cookies: { [csrfToken.name]: `${token}|${hash}` }, body }, options);
  const url = new URL(answer.location ?? "", env().APP_URL);
  if (url.origin === env().APP_URL) throw leg.fault ?? new Error("next-auth built no address");
  const target = env().JIKO_PAR ? await oidc.buildAuthorizationUrlWithPAR((await portal()).signIn, url.searchParams) : url;
  const cookies = [...answer.cookies, cookieLine(browserCookieName, leg.browser, { sameSite: crossSite() })];
  if (leg.wish !== "all") cookies.push(cookieLine(scope.name, leg.wish, { sameSite: crossSite(), maxAge: scope.options.maxAge }));
  return { url: target.href, cookies };
}
