/**
 * The only script address that text may become is one of this build's own chunks. Must run before anything loads a chunk,
 * so it is the first script of every page; without it Next falls back to loading whole pages. The address is given back as it
 * came: the bundler knows a chunk by the address it asked for.
 */
export const scriptPolicy = `if(window.trustedTypes&&!trustedTypes.defaultPolicy)trustedTypes.createPolicy("default",{createScriptURL(u){const a=new URL(u,location.origin);if(a.origin===location.origin&&a.pathname.startsWith("/_next/static/"))return u;throw new TypeError("Refused script address")}});`;
