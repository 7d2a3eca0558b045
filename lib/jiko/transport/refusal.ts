import { z } from "zod";
import { NoReply, TooLarge } from "./exchange";
import { requestIdOf, retryAfterOf, type Reply } from "./reply";
import { ContractBreak } from "./answer";
import { GivenUp, OutOfTime } from "./deadline";
import { JikoError, type Effect } from "./error";
import type { AnyOperation } from "../operation";
import type { ErrorCode, FieldFault } from "@/lib/errors";

/** Jiko's error body (README.md, section 4): `detail` is text or a list of faults; one related page shows `trace_id` too. */
const errorBody = z.object({
  detail: z
    .union([
      z.string(),
      z.array(z.object({ loc: z.array(z.union([z.string(), z.int()])), msg: z.string(), input: z.unknown().optional() })),
    ])
    .nullish()
    .catch(null),
  trace_id: z.string().nullish().catch(null),
});

const codeByStatus: Record<number, ErrorCode> = {
  // The token was renewed by then. Our own session lives on, so the browser must not be told that it has ended.
  401: "upstream_refused",
  403: "forbidden",
  404: "not_found",
  408: "upstream_timeout",
  409: "conflict",
  412: "conflict",
  422: "invalid_input",
  429: "rate_limited",
};

const notAccepted = "Jiko does not accept this sign-in for the call, although it was just renewed. Sign out and in again if this goes on.";

/** The error of an answer that is not a success. */
export function refusal(op: AnyOperation, reply: Reply): JikoError {
  const { status } = reply;
  const said = errorBody.safeParse(parseJson(reply.body)).data;
  const about = { operation: op.id, upstreamStatus: status, requestId: requestIdOf(reply, said?.trace_id) };
  if (status >= 500) return new JikoError("upstream_unavailable", { ...about, effect: effectOf(op) });
  if (status < 400) {
    const cause = new ContractBreak(op.operationId, `status ${status} is not expected`);
    return new JikoError("upstream_contract", { ...about, effect: effectOf(op), cause });
  }
  const detail = typeof said?.detail === "string" ? tidy(said.detail) : null;
  const fields = Array.isArray(said?.detail) ? said.detail.map(fieldFault) : [];
  const code = codeByStatus[status] ?? "upstream_refused";
  return new JikoError(code, {
    ...about,
    // A 408 comes from whatever gave up waiting, which need not know how far the request got.
    effect: status === 408 ? effectOf(op) : "none",
    detail,
    fields: code === "invalid_input" ? fields : [],
    ...(code === "invalid_input" && detail ? { message: `Jiko does not accept this: ${detail}` } : {}),
    ...(status === 401 ? { message: notAccepted } : {}),
    ...(code === "rate_limited" ? { retryAfterSeconds: retryAfterOf(reply) ?? undefined } : {}),
  });
}

/** The error where no answer came, where its body broke off, or where it cannot be read. */
export function failure(op: AnyOperation, error: unknown, reply: Reply | null): JikoError {
  const cause = error instanceof NoReply ? error.cause : error;
  const sent = !(error instanceof NoReply) || error.sent;
  const about = {
    operation: op.id,
    effect: sent ? effectOf(op) : ("none" as const),
    upstreamStatus: reply?.status ?? null,
    requestId: reply && requestIdOf(reply),
    cause,
  };
  if (cause instanceof OutOfTime || codeOf(cause) === "UND_ERR_CONNECT_TIMEOUT") return new JikoError("upstream_timeout", about);
  if (cause instanceof GivenUp) {
    return new JikoError("upstream_unavailable", { ...about, message: "The call to Jiko was given up before it was answered." });
  }
  if (cause instanceof TooLarge) {
    return new JikoError("upstream_contract", { ...about, message: "Jiko's answer is larger than Countersign reads at once. Ask for less, such as fewer days." });
  }
  if (cause instanceof ContractBreak) return new JikoError("upstream_contract", { ...about, at: cause.at });
  return new JikoError("upstream_unavailable", about);
}

/** A call that reads has no effect; one that writes may have had one, as long as the opposite is not proven. */
const effectOf = (op: AnyOperation): Effect => (op.method === "GET" ? "none" : "unknown");

const codeOf = (error: unknown) => (error as { code?: string } | null)?.code;

function parseJson(body: Buffer | Error): unknown {
  if (body instanceof Error || body.length > 100_000) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return {};
  }
}

function fieldFault({ loc, msg, input }: { loc: (string | number)[]; msg: string; input?: unknown }): FieldFault {
  const where = ["body", "query", "path", "header"].includes(String(loc[0])) ? loc.slice(1) : loc;
  const value = typeof input === "string" || typeof input === "number" ? String(input) : "";
  const echoes = value !== "" && msg.includes(value);
  return { field: where.map((part) => tidy(String(part))).join("."), message: echoes ? "Jiko does not accept this value." : tidy(msg) };
}

/** Jiko's words for people, without what could be an account number. */
const tidy = (text: string): string => text.replace(/\d[\d \-.]{3,}\d/g, "…").replace(/\s+/g, " ").trim().slice(0, 200);
