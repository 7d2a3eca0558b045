import "server-only";
import { isIP } from "node:net";
import { env } from "@/lib/env";
import { browserName } from "./browser-name";

/** Where a request came from, as the audit record keeps it. */
export interface ClientAddress {
  address: string | null;
  /** Whether a proxy of ours vouches for it; else it is what somebody said. */
  addressVerified: boolean;
}

/** The same with what the browser says of itself (browser-name.ts), as the record of a sign-in keeps it. */
export interface SignInOrigin extends ClientAddress {
  browser: string | null;
}

/** An entry of the header as a plain address: some proxies add the port. */
function plain(entry: string | undefined): string | null {
  const text = entry?.trim() ?? "";
  const address = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  return isIP(address) && !address.includes("%") ? address.toLowerCase() : null;
}

/**
 * Each proxy adds on the right of X-Forwarded-For the address that it was asked from: with n of ours (TRUSTED_PROXIES) the
 * n-th from the right is true, and all to the left of it is whatever the client sent. Without one the last is recorded, unverified.
 */
export function clientAddress({ headers }: Pick<Request, "headers">, hops: number = env().TRUSTED_PROXIES): ClientAddress {
  const entries = headers.get("x-forwarded-for")?.split(",") ?? [];
  const vouched = hops > 0 ? plain(entries.at(-hops)) : null;
  return vouched ? { address: vouched, addressVerified: true } : { address: plain(entries.at(-1)), addressVerified: false };
}

export const signInOrigin = (request: Pick<Request, "headers">): SignInOrigin => ({
  ...clientAddress(request),
  browser: browserName(request.headers.get("user-agent")),
});
