/**
 * Where to go after the sign-in: a path of this site, else `/`. What a browser could read as another host (`//host`,
 * `/\host`, control characters), an absolute address, our own API and the sign-in pages are all refused.
 */
export function returnPath(value: unknown): string {
  // Browsers drop control characters before they read an address.
  if (typeof value !== "string" || value.length > 2000 || !/^\/(?![/\\])/.test(value) || /[\u0000-\u001f\u007f\\]/.test(value)) return "/";
  const base = "https://desk.invalid";
  if (!URL.canParse(value, base)) return "/";
  const { origin, pathname, search, hash } = new URL(value, base);
  if (origin !== base || /^\/(\/|api(\/|$)|sign-in(\/|$)|signed-out(\/|$))/.test(pathname)) return "/";
  return pathname + search + hash;
}
