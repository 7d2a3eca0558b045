import { NextResponse, type NextRequest } from "next/server";
import { errorCodes, type ErrorBody } from "@/lib/errors";
import { newReference } from "@/lib/reference";

const publicPages = new Set(["/sign-in", "/signed-out"]);
const development = process.env.NODE_ENV === "development";

/**
 * The policy of a page. Scripts run only with this request's nonce, or loaded by one that has it; text never becomes script
 * (Trusted Types; the `default` policy is made in app/layout.tsx). Server-rendered `style=` attributes need the wider rule,
 * style elements do not. Development needs eval and its socket, so Trusted Types are left to builds.
 */
export function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    dev ? "style-src-elem 'self' 'unsafe-inline'" : `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws: wss:" : ""}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(dev ? [] : ["require-trusted-types-for 'script'", "trusted-types default"]),
  ].join("; ");
}

/** Next answers an address that it cannot decode with a bare 500 before any page or handler runs. */
function decodes(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function nothingHere(): NextResponse {
  const reference = newReference();
  const body: ErrorBody = { code: "not_found", message: errorCodes.not_found[1], reference, fields: [], retryAfterSeconds: null };
  return NextResponse.json(body, { status: 404, headers: { "cache-control": "no-store", "countersign-reference": reference } });
}

/** Page headers, and the convenience of being sent to sign-in at once. Every handler and page checks the session itself. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith("/api/")) return decodes(pathname) ? NextResponse.next() : nothingHere();
  if (!publicPages.has(pathname) && !request.cookies.has("__Host-countersign")) {
    const signIn = request.nextUrl.clone();
    signIn.pathname = "/sign-in";
    signIn.search = pathname === "/" ? "" : `?${new URLSearchParams({ from: pathname + search })}`;
    return NextResponse.redirect(signIn);
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, development);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // A page that finds its session ended sends the person back to where they were.
  headers.set("x-countersign-path", pathname + search);
  const response = decodes(pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(new URL("/nothing-here", request.url), { request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // `/api/` is left out with its slash: a proxy cuts large bodies, and `(?!api` would also leave out `/apix`. What has a
  // percent sign in it is no address of the API.
  // The single files are left out whole (`$`): a page whose address only begins like one needs its headers too.
  matcher: ["/((?!api/|_next/static/|_next/image$|icon\\.svg$|favicon\\.ico$).*)", "/api/:path(.*%.*)"],
};
