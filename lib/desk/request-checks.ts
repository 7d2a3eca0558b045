import "server-only";
import type { z } from "zod";
import { env } from "@/lib/env";
import { AppError, type FieldFault } from "@/lib/errors";
import { limitedText } from "@/lib/limited-text";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
export const isSafe = (method: string): boolean => safe.has(method);

/** A page of another site may not even make a signed-in browser read: what it could learn is small, what it could trigger is not. */
export function refuseForeignRead(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") throw new AppError("cross_site");
}

/**
 * What a request that changes something must bring: our own origin, a header that no form and no foreign page can send
 * without a preflight that we never answer, and JSON, unless it is a file that is wanted.
 */
export function checkUnsafe(request: Request, wanted: "json" | "file" = "json"): void {
  const { headers } = request;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site && site !== "same-origin") throw new AppError("cross_site");
  // A strict referrer policy makes some requests say `Origin: null`; then Sec-Fetch-Site must vouch for them.
  const ours = origin && origin !== "null" ? origin === new URL(env().APP_URL).origin : site === "same-origin";
  if (!ours) throw new AppError("cross_site");
  if (headers.get("countersign-command") !== "1") throw new AppError("cross_site");
  if (wanted === "file") return;
  // Not told from `request.body`: Next gives a stream also to a request that brings nothing.
  const brings = headers.has("content-type") || headers.has("transfer-encoding") || Number(headers.get("content-length") ?? 0) > 0;
  if (brings) checkJson(request);
}

function checkJson(request: Request): void {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return;
  throw new AppError("invalid_input", { message: "The request must carry JSON (content type application/json)." });
}

/** Faults of a schema as sentences per field; the path of an unknown key is the key. */
export function fieldFaults(error: z.ZodError): FieldFault[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ field: [...at, key].join("."), message: "This is not known here." }));
    }
    return [{ field: at.join("."), message: issue.message }];
  });
}

/** The value as the schema has it. Throws `invalid_input` with a fault per field. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError("invalid_input", { fields: fieldFaults(parsed.error) });
  return parsed.data;
}

/** The request's JSON as the schema has it. Throws `too_large` and `invalid_input`. */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema, maxBytes: number): Promise<z.output<Schema>> {
  const text = await limitedText(request, maxBytes);
  if (text !== "") checkJson(request);
  let value: unknown;
  try {
    value = text === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", { message: "The request is not valid JSON.", cause });
  }
  return checked(schema, value);
}
