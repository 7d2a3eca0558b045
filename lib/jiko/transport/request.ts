import type { z } from "zod";
import { fillPath, writeQuery, type AnyOperation, type FileBody } from "../operation";
import { AppError, type FieldFault } from "@/lib/errors";

export interface JikoRequest {
  url: URL;
  body: Buffer | null;
  /** In place of a body where the operation takes a file. */
  file: FileBody | null;
}

interface Input {
  params?: Record<string, string>;
  query?: unknown;
  body?: unknown;
  file?: FileBody;
}

const safeParam = /^[A-Za-z0-9_-]{1,200}$/;

/**
 * The request of an operation, its input checked with the operation's own schemas (which also fill in `limit`). Throws
 * AppError `invalid_input` that names the field (`limit`, `transfer.amount.amount_usdc`).
 */
export function buildRequest(apiUrl: string, op: AnyOperation, input: Input): JikoRequest {
  const params = input.params ?? {};
  for (const [, name] of op.path.matchAll(/\{(\w+)\}/g)) {
    // Narrower than what a URL can carry: a `..` would make this another operation.
    if (safeParam.test(params[name!] ?? "")) continue;
    throw new AppError("invalid_input", { fields: [{ field: name!, message: "This is not an id." }] });
  }
  const query = checked(op.query, input.query ?? {}) as Record<string, unknown>;
  const body = op.body ? JSON.stringify(checked(op.body, input.body)) : null;
  const url = new URL(apiUrl.replace(/\/$/, "") + fillPath(op.path, params));
  url.search = writeQuery(query).toString();
  return { url, body: body === null ? null : Buffer.from(body, "utf8"), file: op.file ? checkedFile(op, input.file) : null };
}

function checkedFile({ id, file: rules }: AnyOperation, file: FileBody | undefined): FileBody {
  if (!rules || !file) throw new Error(`${id} needs a file`);
  const fault = (field: string, message: string) => new AppError("invalid_input", { fields: [{ field, message }] });
  if (!rules.contentTypes.includes(file.contentType)) throw fault("contentType", "Jiko does not take files of this kind.");
  if (!(Number.isSafeInteger(file.length) && file.length > 0)) throw fault("file", "The file is empty.");
  if (file.length >= rules.below) throw fault("file", "The file is larger than Jiko takes.");
  return file;
}

function checked(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_input", { fields: parsed.error.issues.map(faultOf) });
}

function faultOf(issue: z.core.$ZodIssue): FieldFault {
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
  return { field: path.join("."), message: issue.code === "unrecognized_keys" ? "This is not known here." : issue.message };
}
