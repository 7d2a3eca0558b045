import "server-only";
import { env } from "@/lib/env";

/** `__Host-`: set by this very host, over TLS (browsers take localhost for it), for all of it. */
export const sessionCookieName = "__Host-countersign";

/** Tells a browser from others, nothing more, so that a new sign-in ends the session it replaces. Lives as long as the browser is open. */
export const browserCookieName = "__Host-browser";

const host = { httpOnly: true, secure: true, path: "/" } as const;

/**
 * What next-auth keeps in the browser while someone is at Jiko. When Jiko posts the answer back, that is a cross-site
 * POST, which carries nothing but SameSite=None cookies; otherwise Lax is enough.
 */
export function signInCookies() {
  const sameSite = crossSite();
  const check = (name: string) => ({ name: `__Host-signin.${name}`, options: { ...host, sameSite, maxAge: 15 * 60 } });
  return {
    sessionToken: { name: sessionCookieName, options: { ...host, sameSite: "lax" as const } },
    callbackUrl: check("return"),
    csrfToken: check("csrf"),
    pkceCodeVerifier: check("pkce"),
    state: check("state"),
    nonce: check("nonce"),
    /** Ours alone: set where a sign-in asks for less than everything. */
    scope: check("scope"),
  };
}

export const crossSite = () => (env().JIKO_RESPONSE_MODE === "form_post" ? ("none" as const) : ("lax" as const));

/** A Set-Cookie line. Without `maxAge` the cookie goes with the browser; 0 deletes it. */
export function cookieLine(name: string, value: string, { sameSite, maxAge }: { sameSite: "lax" | "none"; maxAge?: number }): string {
  const age = maxAge === undefined ? "" : `; Max-Age=${maxAge}`;
  return `${name}=${value}; Path=/; HttpOnly; Secure; SameSite=${sameSite === "none" ? "None" : "Lax"}${age}`;
}

/** Set-Cookie lines that take the session from this browser. */
export const clearedSession = (): string[] => [cookieLine(sessionCookieName, "", { sameSite: "lax", maxAge: 0 })];

/** The cookies of a request. A name that comes twice counts once, the first time. */
export function readCookies(header: string | null): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (!name) continue;
    found[name] ??= decode(part.slice(at + 1).trim());
  }
  return found;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
