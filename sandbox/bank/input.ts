import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { readQuery } from "@/lib/jiko/operation";
import { fromIssues, invalid, Refusal } from "./errors";
import type { Op } from "./types";

const largestBody = 1_000_000;

/** The raw body; 413 past a megabyte. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > largestBody) throw new Refusal(413, "Request body too large");
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

/** Path, query and body by the contract's schemas; faults are Jiko's 422. */
export function readInput(op: Op, params: Record<string, string>, search: URLSearchParams, contentType: string | undefined, raw: Buffer) {
  const path = z.record(z.string(), z.uuid()).safeParse(params);
  if (!path.success) throw fromIssues("path", path.error.issues, params);
  const sent = readQuery(search);
  const query = (op.query as z.ZodObject).safeParse(sent);
  if (!query.success) throw fromIssues("query", query.error.issues, sent);
  if (!op.body) return { params, query: query.data, body: null };
  const text = json(contentType, raw);
  const body = (op.body as z.ZodType).safeParse(text);
  if (!body.success) throw fromIssues("body", body.error.issues, text);
  return { params, query: query.data, body: body.data };
}
