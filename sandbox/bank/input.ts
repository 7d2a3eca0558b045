import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { z } from "zod";
import { documentTypes } from "@/lib/jiko/documents";
import { readQuery, type RawBytes } from "@/lib/jiko/operation";
import { fromIssues, invalid, Refusal } from "./errors";
import type { Op, SentFile } from "./types";

const largestBody = 1_000_000;

/** The raw body; 413 past a megabyte, or past what the operation takes. */
export async function readBody(request: IncomingMessage, most = largestBody): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most) throw new Refusal(413, "Request body too large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function json(contentType: string | undefined, body: Buffer): unknown {
  if (body.length === 0) throw new Refusal(422, [{ loc: ["body"], msg: "Field required", type: "missing", input: null }]);
  if (!/^application\/(.+\+)?json\b/i.test(contentType ?? "")) throw invalid(["body"], "The body must be sent as application/json", undefined, "content_type");
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw invalid(["body"], "JSON decode error", undefined, "json_invalid");
  }
}

/** Path parameters are ids, but for the one that names a kind of document. */
const pathParam = { id: z.uuid(), document_type: z.enum(documentTypes) };

function file({ contentTypes, below, named }: RawBytes, headers: IncomingHttpHeaders, raw: Buffer): SentFile {
  const header = (name: string, why: string) => invalid(["header", name], why, headers[name] ?? null, headers[name] === undefined ? "missing" : "value_error");
  const contentType = headers["content-type"] ?? "";
  if (!contentTypes.includes(contentType)) throw header("content-type", `Expected one of ${contentTypes.join(", ")}`);
  const announced = Number(headers["content-length"] ?? Number.NaN);
  if (!(announced > 0 && announced < below)) throw header("content-length", `Expected more than 0 and less than ${below}`);
  const name = /filename="((?:[^"\\]|\\.)+)"/.exec(headers["content-disposition"] ?? "")?.[1]?.replace(/\\(.)/g, "$1") ?? "";
  if (named && !name) throw header("content-disposition", "Expected the name of the file");
  return { contentType, size: raw.length, name };
}

/** Path, query and body by the contract's schemas; faults are Jiko's 422. */
export function readInput(op: Op, params: Record<string, string>, search: URLSearchParams, headers: IncomingHttpHeaders, raw: Buffer) {
  const path = z
    .object(Object.fromEntries(Object.keys(params).map((name) => [name, name === "document_type" ? pathParam.document_type : pathParam.id])))
    .safeParse(params);
  if (!path.success) throw fromIssues("path", path.error.issues, params);
  const sent = readQuery(search);
  const query = (op.query as z.ZodObject).safeParse(sent);
  if (!query.success) throw fromIssues("query", query.error.issues, sent);
  if (op.file) return { params, query: query.data, body: null, file: file(op.file, headers, raw) };
  if (!op.body) return { params, query: query.data, body: null, file: null };
  const text = json(headers["content-type"], raw);
  const body = (op.body as z.ZodType).safeParse(text);
  if (!body.success) throw fromIssues("body", body.error.issues, text);
  return { params, query: query.data, body: body.data, file: null };
}
