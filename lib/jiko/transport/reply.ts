import type { IncomingHttpHeaders } from "node:http";
import type { Observation } from "./budget";

/** An answer of Jiko's as it came. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** The whole body, or what went wrong while it came. */
  body: Buffer | Error;
}

/** A header's value; of a repeated one the first. */
export function header(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

const plainReference = /^[\w.:-]{1,100}$/;

/** Jiko's reference of a call: its header, else the trace id of an error body. */
export function requestIdOf(reply: Reply, traceId?: string | null): string | null {
  return [header(reply.headers, "x-request-id"), traceId].find((id) => id && plainReference.test(id)) ?? null;
}

/** Seconds of `Retry-After`, which may also be a date (RFC 9110); null where it is absent or nonsense. */
export function retryAfterOf(reply: Reply): number | null {
  const value = header(reply.headers, "retry-after");
  if (value === null) return null;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - ownTime(reply)) / 1000));
}

/** What an answer says of the limits (README.md, section 5). A 429 that does not say how long closes for a second. */
export function limitsIn(reply: Reply): Omit<Observation, "sentAt"> {
  const number = (name: string) => {
    const value = header(reply.headers, name);
    return value !== null && /^\d{1,12}$/.test(value) ? Number(value) : null;
  };
  const reset = number("x-ratelimit-reset");
  return {
    limit: number("x-ratelimit-limit"),
    remaining: number("x-ratelimit-remaining"),
    resetInMs: reset === null ? null : reset * 1000 - ownTime(reply),
    closedForMs: reply.status === 429 ? (retryAfterOf(reply) ?? 1) * 1000 : null,
  };
}

/** Where a redirect leads, if it only adds or takes a trailing slash on the same host: the one kind that may be followed. */
export function slashRedirect(from: URL, reply: Reply): URL | null {
  const location = header(reply.headers, "location");
  if (reply.status !== 307 || location === null || !URL.canParse(location, from)) return null;
  const to = new URL(location, from);
  const bare = (url: URL) => url.pathname.replace(/\/$/, "");
  const same = to.origin === from.origin && to.search === from.search && bare(to) === bare(from) && !to.username && !to.password;
  return same && to.pathname !== from.pathname ? to : null;
}

/** Milliseconds of the clock that Jiko's answer was written by; ours may differ. */
function ownTime(reply: Reply): number {
  const date = Date.parse(header(reply.headers, "date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}
