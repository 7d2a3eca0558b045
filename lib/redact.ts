/** What stands in place of a secret. */
export const removed = "[removed]";

/** Names under which nothing may be written, whatever stands there. Compared in lower case without punctuation. */
const secretParts = [
  "token", "authorization", "cookie", "password", "passphrase", "secret", "assertion", "privatekey",
  "apikey", "vaultkey", "codeverifier", "signature", "accountnumber", "accountidentifier", "routingnumber", "routingcode",
  "sortcode", "iban", "identificationnumber", "taxid", "dateofbirth", "downloadurl", "presigned", "databaseurl",
];
/** The same for short names, which other names contain. */
const secretWords = new Set([
  "identifier", "identifiers", "routing", "account", "pem", "jwk", "jwks", "jwt", "dpop", "ssn",
  "ein", "tin", "otp", "pin", "ciphertext",
]);

function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return secretWords.has(plain) || secretParts.some((part) => plain.includes(part));
}

const longestText = 8_000;
const deepest = 12;
const mostMembers = 200;

/**
 * A text without what looks like a credential or an account: PEM, JWT, `Bearer ...`, `name=value` of a secret name,
 * cookies of ours, user names and query strings of addresses, IBANs, runs of nine digits or more, and long random text.
 * UUIDs and SHA-256 values in hexadecimal stay: they are what one searches a log by.
 */
export function redactText(text: string): string {
  // A cut could leave the head of a secret that is too short to be recognised: the last word goes with it.
  const whole = text.length <= longestText ? text : `${text.slice(0, longestText).replace(/\S*$/, "")}[cut]`;
  return withoutNamedValues(whole)
    .replace(/-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g, removed)
    .replace(/\/\/[^\s/@]+@/g, `//${removed}@`)
    .replace(/([?#])[^\s"'<>?#]*=[^\s"'<>]*/g, `$1${removed}`)
    .replace(/\b(Bearer|DPoP|Basic)\s+[^\s"',]+/gi, `$1 ${removed}`)
    .replace(/\beyJ[\w-]+(?:\.[\w-]*){0,4}/g, removed)
    .replace(/(__(?:Host|Secure)-[\w.-]+)=[^\s;"']+/g, `$1=${removed}`)
    .replace(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, removed)
    .replace(/(?<![\w-])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})(?![\w-])|[\w-]{40,}|\d{9,}/gi, keepIds);
}

const restOfLine = /[^\r\n]*/y;
const oneValue = /"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s"',;&}\])]+/y;

/** Takes out what follows a secret name in `name=value`, `name: value` and `"name":"value"`. */
function withoutNamedValues(text: string): string {
  const names = /([\w-]+)\\?["']?\s*[=:]\s*\\?/g;
  let out = "";
  let from = 0;
  for (let found = names.exec(text); found; found = names.exec(text)) {
    if (!isSecretName(found[1]!)) continue;
    const start = names.lastIndex;
    const value = /cookie|authorization/i.test(found[1]!) ? restOfLine : oneValue;
    value.lastIndex = start;
    const end = start + (value.exec(text)?.[0].length ?? 0);
    if (end === start) continue;
    out += text.slice(from, start) + removed;
    from = names.lastIndex = end;
  }
  return out + text.slice(from);
}

function keepIds(found: string): string {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{64}$/i.test(found);
  const digits = found.replace(/\D/g, "").length;
  const isRandom = digits / found.length > 0.15 || (digits > 0 && /[a-z]/.test(found) && /[A-Z]/.test(found));
  return isId || !isRandom ? found : removed;
}

function ofError(error: Error, depth: number, seen: Set<object>): Record<string, unknown> {
  const out: Record<string, unknown> = { type: error.name, message: redactText(String(error.message)) };
  if (error.stack) out.stack = redactText(error.stack);
  for (const name of new Set([...Object.keys(error), "cause", "errors"])) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (value !== undefined && !(name in out)) out[redactText(name)] = member(name, value, depth, seen);
  }
  return out;
}

function member(name: string, value: unknown, depth: number, seen: Set<object>): unknown {
  return isSecretName(name) && value !== null && value !== undefined ? removed : walk(value, depth + 1, seen);
}

function walk(value: unknown, depth: number, seen: Set<object>): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return redactText(String(value));
  if (typeof value === "symbol" || typeof value === "function") return `[${typeof value}]`;
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return "[bytes]";
  if (seen.has(value)) return "[again]";
  if (depth > deepest) return "[deep]";
  seen.add(value);
  try {
    if (value instanceof Error) return ofError(value, depth, seen);
    if (Array.isArray(value)) return value.slice(0, mostMembers).map((one) => walk(one, depth + 1, seen));
    if (value instanceof Set) return [...value].slice(0, mostMembers).map((one) => walk(one, depth + 1, seen));
    // Headers, URLSearchParams and Maps have their content in no property.
    const entries = isPairs(value) ? [...value].map(([name, one]) => [String(name), one] as const) : Object.entries(value);
    return Object.fromEntries(entries.slice(0, mostMembers).map(([name, one]) => [redactText(name), member(name, one, depth, seen)]));
  } finally {
    seen.delete(value);
  }
}

const isPairs = (value: object): value is Iterable<[unknown, unknown]> =>
  value instanceof Map || value instanceof Headers || value instanceof URLSearchParams || value instanceof FormData;

/**
 * A copy of any value that may be written to a log or the audit record: plain JSON, without what stands under a secret
 * name and without what looks like a secret anywhere in a text. Errors keep their causes. Numbers and ids stay.
 */
export const redact = (value: unknown): unknown => walk(value, 0, new Set());
