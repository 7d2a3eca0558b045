import "server-only";
import type { z } from "zod";
import { requireSession } from "@/lib/auth/current";
import type { Permission } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { log as processLog, type Log } from "@/lib/log";
import { spend } from "@/lib/rate";
import { errorAnswer } from "./error-answer";
import { underWay } from "./in-flight";
import { requirePermission } from "./permission";
import { newReference } from "@/lib/reference";
import { counted } from "@/lib/metrics/metrics";
import { checkUnsafe, isSafe, readJson, refuseForeignRead } from "./request-checks";
import { patternOf } from "./route-pattern";

/** A permission; any live session; nobody in particular; or a signature that the handler itself checks. */
export type Access = Permission | "session" | "public" | "signed";

export interface RouteContext<A extends Access = Access, Params = Record<string, string>> {
  request: Request;
  url: URL;
  session: A extends "public" | "signed" ? null : Session;
  params: Params;
  log: Log;
  /** Shown to a person with an error, and on every log line of this request. */
  reference: string;
  /** The body as the schema has it. Throws `invalid_input` with a fault per field, and `too_large`. */
  json<Schema extends z.ZodType>(schema: Schema): Promise<z.output<Schema>>;
}

interface Options<A extends Access> {
  access: A;
  /** Largest JSON body, bytes. Default 64 KB. */
  maxBytes?: number;
  /**
   * Strangers may call it as often as they like: what they are answered is not worth a line each, only faults of ours are. The
   * handler says the rest.
   */
  quiet?: boolean;
  /** What a request brings that changes something: JSON, or a file that the handler takes as a stream (lib/desk/uploads). */
  brings?: "json" | "file";
}

type NextContext<Params> = { params: Promise<Params> };
export type RouteHandler<Params> = ((request: Request, context: NextContext<Params>) => Promise<Response>) & {
  /** `nobody`: an address that does not have this method. */
  readonly access: Access | "nobody";
};

async function whoMay(access: Access, request: Request, reference: string): Promise<Session | null> {
  if (access === "public" || access === "signed") return null;
  const session = await requireSession();
  spend(isSafe(request.method) ? "read" : "change", session.id);
  if (access !== "session") {
    await requirePermission(session, access, reference, { method: request.method, path: new URL(request.url).pathname });
  }
  return session;
}

/**
 * Makes a route handler; there is no other way to write one. It checks where the request comes from, who sends it and
 * whether they may, and whether that is not too much, before the handler runs; answers the handler's value as JSON (or its Response as it is); turns
 * whatever is thrown into an ErrorBody; and writes one log line per request, without the query string.
 */
export function route<A extends Access, Params = Record<string, string>>(
  { access, maxBytes = 64 * 1024, brings = "json", quiet = false }: Options<A>,
  handler: (context: RouteContext<A, Params>) => unknown,
): RouteHandler<Params> {
  const handle = async (request: Request, context: NextContext<Params>): Promise<Response> => {
    const started = performance.now();
    const reference = newReference();
    const url = new URL(request.url);
    let log = processLog.child({ reference, method: request.method, path: url.pathname });
    let answer: Response;
    try {
      if (!isSafe(request.method)) {
        if (access !== "signed") checkUnsafe(request, brings);
      } else if (access !== "public") refuseForeignRead(request);
      const session = await whoMay(access, request, reference);
      if (session) log = log.child({ memberId: session.memberId, customerId: session.customerId });
      const value = await handler({
        request,
        url,
        session: session as RouteContext<A, Params>["session"],
        params: await context.params,
        log,
        reference,
        json: (schema) => readJson(request, schema, maxBytes),
      });
      answer = value instanceof Response ? value : Response.json(value ?? null);
    } catch (thrown) {
      answer = errorAnswer(thrown, reference, quiet ? { ...log, info: () => undefined } : log, request);
    }
    // Next answers a HEAD with the headers alone and lets go of the body unread: a download would hold its connection for ever.
    if (request.method === "HEAD") await answer.body?.cancel().catch(() => undefined);
    answer.headers.set("cache-control", "no-store");
    answer.headers.set("countersign-reference", reference);
    const ms = performance.now() - started;
    const here = { method: request.method, route: patternOf(url.pathname, await context.params) };
    counted().requests.inc({ ...here, status: answer.status });
    counted().requestSeconds.observe(here, ms / 1000);
    if (!quiet) log.info({ event: "request", status: answer.status, ms: Math.round(ms) }, "Answered");
    return answer;
  };
  return Object.assign((request: Request, context: NextContext<Params>) => underWay(handle(request, context)), { access });
}
