import { stylesHash } from "./styles";

/**
 * Headers of everything the portal answers. `script-src` is left empty on purpose: oidc-provider adds the hash of the one
 * script of its form_post page, the portal's own pages add a nonce.
 */
export function pageHeaders(callbackOrigins: readonly string[], nonce?: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    nonce ? `script-src 'nonce-${nonce}'` : "script-src",
    `style-src ${stylesHash}`,
    ["form-action 'self'", ...callbackOrigins].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    // Not no-referrer: a form_post would then arrive with the origin "null".
    "referrer-policy": "strict-origin",
    "x-content-type-options": "nosniff",
  };
}
