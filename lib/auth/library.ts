import "server-only";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { readCookies, signInCookies } from "./cookies";

interface Asked {
  method: "GET" | "POST";
  action: "signin" | "callback";
  cookies: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, string>;
}

/** Hands one request to next-auth: only what is named here reaches it, and its address is APP_URL alone. */
export async function nextAuth(asked: Asked, options: AuthOptions): Promise<{ location: string | null; cookies: string[] }> {
  process.env.NEXTAUTH_URL = env().APP_URL;
  const { method, action, cookies, query = {}, body } = asked;
  const sent = new Map<string, string | string[]>();
  const response = {
    status: () => response,
    setHeader: (name: string, value: string | string[]) => (sent.set(name.toLowerCase(), value), response),
    getHeader: (name: string) => sent.get(name.toLowerCase()),
    json: () => undefined,
    send: () => undefined,
    end: () => undefined,
  };
  const request = { method, cookies, headers: {}, body, query: { ...query, nextauth: [action, "jiko"] } };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  const [location, lines] = [sent.get("location"), sent.get("set-cookie")];
  return { location: typeof location === "string" ? location : null, cookies: Array.isArray(lines) ? lines : [] };
}

/** Whether a state is the one of the sign-in that this browser began: next-auth asks that itself of a code, and never of a refusal. */
export async function isOwnState(state: string | null, cookieHeader: string | null): Promise<boolean> {
  const { name } = signInCookies().state;
  const token = readCookies(cookieHeader)[name];
  if (!state || !token) return false;
  const kept = await decode({ token, secret: env().SESSION_SECRET, salt: name }).catch(() => null);
  return kept?.value === state;
}
