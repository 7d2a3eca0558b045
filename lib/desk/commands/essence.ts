import "server-only";
import { createHmac } from "node:crypto";
import { canonicalJson } from "@/lib/canonical";
import { env } from "@/lib/env";

/** Values that Jiko may write in more than one way, in one: nothing, null and the empty text are the same. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value)) return value.map(plain).sort();
  if (typeof value !== "object") return typeof value === "number" ? String(value) : value;
  const members = Object.entries(value).map(([name, one]) => [name, plain(one)] as const);
  return Object.fromEntries(members.filter(([, one]) => one !== null));
}

/**
 * What something is, as a text that says nothing: two such texts are equal where the things are. For intents, which wait in
 * the record, about things that hold birthdays and numbers of documents: a plain hash of so few digits could be guessed
 * backwards, one under the server's secret cannot.
 */
export const essenceOf = (thing: unknown): string =>
  createHmac("sha256", env().SESSION_SECRET).update(`essence ${canonicalJson(plain(thing))}`).digest("base64url");

/** The last four characters of a number that Jiko answers masked: all that can be compared. */
export const lastFour = (number: string): string => number.replace(/[^A-Za-z0-9]/g, "").slice(-4);
