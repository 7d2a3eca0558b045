import "server-only";
import { schemaState } from "@/lib/db/migrate";
import { db } from "@/lib/db/connection";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { isStopping } from "./in-flight";

export type Part = "settings" | "database" | "jiko";
export interface Readiness {
  ready: boolean;
  /** `ok` or a sentence without an address or a name. */
  parts: Record<Part, string>;
}

const timeoutMs = 2_000;

async function attempt(part: Part, sentence: string, work: () => unknown): Promise<string> {
  try {
    await work();
    return "ok";
  } catch (error) {
    log.warn({ event: "health.fault", part, err: error }, sentence);
    return sentence;
  }
}

async function jikoAnswers(): Promise<void> {
  const discovery = `${env().JIKO_ISSUER_URL}/.well-known/openid-configuration`;
  const answer = await fetch(discovery, { cache: "no-store", signal: AbortSignal.timeout(timeoutMs) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Discovery answered ${answer.status}`);
}

async function look(): Promise<Readiness> {
  const settings = await attempt("settings", "The configuration is not complete; the log says what is missing.", () => env());
  const database = await attempt("database", "The database cannot be reached, or its schema is not that of this release.", async () => {
    const state = await schemaState(db());
    if (state.kind !== "right") throw new Error(state.message);
  });
  const jiko = settings === "ok" ? await attempt("jiko", "Jiko's sign-in cannot be reached.", jikoAnswers) : "not asked";
  // Without Jiko the desk still answers, with an explanation: taking every instance out would show less, not more.
  return { ready: settings === "ok" && database === "ok" && !isStopping(), parts: { settings, database, jiko } };
}

let recent: { at: number; answer: Promise<Readiness> } | null = null;

/** Whether this process can serve. Asked by anyone, so it looks at most once a second. */
export function readiness(): Promise<Readiness> {
  const at = performance.now();
  if (!recent || at - recent.at > 1_000) recent = { at, answer: look() };
  return recent.answer;
}
