import "server-only";
import { AppError, type ErrorBody } from "@/lib/errors";
import type { Log } from "@/lib/log";

/** Whatever was thrown, as an error that may reach people. What is not an AppError becomes `internal`; its cause stays in the log. */
export const asAppError = (thrown: unknown): AppError =>
  thrown instanceof AppError ? thrown : new AppError("internal", { cause: thrown });

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

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** For someone who followed a link to a file and would otherwise look at JSON. */
const errorPage = ({ message, reference }: ErrorBody): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Countersign</title>
<h1>This did not work</h1>
<p>${escaped(message)}</p>
<p>Reference: ${escaped(reference)}</p>
<p><a href="/">Back to Countersign</a></p>
</html>
`;

/** The answer for an error, and its log line: our own faults loudly, with everything known; the rest in a line. */
export function errorAnswer(thrown: unknown, reference: string, log: Log, request: Request): Response {
  const error = asAppError(thrown);
  if (error.status === 500) log.error({ event: "request.failed", err: thrown }, error.message);
  else if (error.status > 500) log.warn({ event: "request.failed", err: error }, error.message);
  else {
    const fields = error.fields.map(({ field }) => field);
    log.info({ event: "request.refused", code: error.code, fields, err: error.cause }, error.message);
  }
  const body = errorBody(error, reference);
  const headers: Record<string, string> = error.retryAfterSeconds === null ? {} : { "retry-after": String(error.retryAfterSeconds) };
  if (request.headers.get("sec-fetch-mode") !== "navigate") return Response.json(body, { status: error.status, headers });
  return new Response(errorPage(body), { status: error.status, headers: { ...headers, "content-type": "text/html; charset=utf-8" } });
}
