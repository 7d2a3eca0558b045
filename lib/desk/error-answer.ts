import "server-only";
import { AppError, type ErrorBody } from "@/lib/errors";
import type { Log } from "@/lib/log";

/** Whatever was thrown, as an error that may reach people. What is not an AppError becomes `internal`; its cause stays in the log. */
export const asAppError = (thrown: unknown): AppError => (thrown instanceof AppError ? thrown : new AppError("internal", { cause: thrown }));

export function errorBody(error: AppError, reference: string): ErrorBody {
  return {
    code: error.code,
    message: error.message,
    reference,
    fields: error.fields,
    retryAfterSeconds: error.retryAfterSeconds,
    ...(error.data === undefined ? {} : { data: error.data }),
  };
}

/** The answer for an error, and its log line: our own faults loudly, with everything known; the rest in a line. */
export function errorAnswer(thrown: unknown, reference: string, log: Log): Response {
  const error = asAppError(thrown);
  if (error.status === 500) log.error({ event: "request.failed", err: thrown }, error.message);
  else if (error.status > 500) log.warn({ event: "request.failed", err: error }, error.message);
  else log.info({ event: "request.refused", code: error.code, fields: error.fields.map(({ field }) => field), err: error.cause }, error.message);
  return Response.json(errorBody(error, reference), {
    status: error.status,
    headers: error.retryAfterSeconds === null ? {} : { "retry-after": String(error.retryAfterSeconds) },
  });
}
