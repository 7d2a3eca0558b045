import type { ServerResponse } from "node:http";
import type { z } from "zod";

/** One entry of Jiko's 422 body. `loc` begins with body, query, path or header. */
export interface FaultItem {
  loc: (string | number)[];
  msg: string;
  type: string;
  input?: unknown;
  ctx?: Record<string, unknown>;
}

/** An answer that is not a success, in Jiko's form: `{detail}` as a sentence, or as a list of faults with 422. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | FaultItem[],
    readonly headers: Record<string, string> = {},
  ) {
    super(typeof detail === "string" ? detail : "Unprocessable Content");
    this.name = "Refusal";
  }
}

export const notFound = (what: string) => new Refusal(404, `${what} not found`);
export const forbidden = (why: string) => new Refusal(403, why);
export const conflict = (why: string) => new Refusal(409, why);
export const invalid = (loc: (string | number)[], msg: string, input?: unknown, type = "value_error") =>
  new Refusal(422, [{ loc, msg, type, ...(input === undefined ? {} : { input }) }]);

const at = (value: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined), value);

type Issue = z.core.$ZodIssue;

function itemOf(issue: Issue, where: string, input: unknown): FaultItem[] {
  const loc = [where, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  const value = at(input, issue.path);
  const base = (type: string, msg: string, ctx?: Record<string, unknown>): FaultItem => ({ loc, msg, type, input: value, ...(ctx ? { ctx } : {}) });
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ loc: [...loc, key], msg: "Extra inputs are not permitted", type: "extra_forbidden", input: at(value, [key]) }));
    case "invalid_type":
      return value === undefined
        ? [{ loc, msg: "Field required", type: "missing", input: at(input, issue.path.slice(0, -1)) ?? null }]
        : [base(`${issue.expected}_type`, issue.message)];
    case "too_small": {
      if (issue.origin === "string") return [base("string_too_short", issue.message, { min_length: Number(issue.minimum) })];
      const word = issue.inclusive ? "greater_than_equal" : "greater_than";
      return [base(word, `Input should be greater than ${issue.inclusive ? "or equal to " : ""}${issue.minimum}`, { [issue.inclusive ? "ge" : "gt"]: Number(issue.minimum) })];
    }
    case "too_big": {
      if (issue.origin === "string") return [base("string_too_long", issue.message, { max_length: Number(issue.maximum) })];
      const word = issue.inclusive ? "less_than_equal" : "less_than";
      return [base(word, `Input should be less than ${issue.inclusive ? "or equal to " : ""}${issue.maximum}`, { [issue.inclusive ? "le" : "lt"]: Number(issue.maximum) })];
    }
    case "invalid_value":
      return [base("enum", issue.message, { expected: issue.values.map(String) })];
    case "invalid_format":
      return [base(issue.format === "uuid" ? "uuid_parsing" : issue.format === "regex" ? "string_pattern_mismatch" : `${issue.format}_parsing`, issue.message)];
    case "invalid_union": {
      if (issue.discriminator) return [base(value === undefined ? "union_tag_not_found" : "union_tag_invalid", issue.message)];
      // Of shapes that are told apart by their fields alone, the one that came closest says what is wrong.
      const closest = issue.errors.filter((one) => one.length > 0).sort((a, b) => a.length - b.length)[0];
      if (!closest) return [base("union_error", issue.message)];
      return closest.flatMap((inner) => itemOf({ ...inner, path: [...issue.path, ...inner.path] }, where, input));
    }
    default:
      return [base(issue.code === "custom" ? "value_error" : issue.code, issue.message)];
  }
}

/** The faults that a schema found, in the form that Jiko publishes. `where` is body, query or path. */
export const fromIssues = (where: "body" | "query" | "path", issues: readonly Issue[], input: unknown) =>
  new Refusal(422, issues.flatMap((issue) => itemOf(issue, where, input)));

export function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.statusCode = status;
  response.setHeader("content-type", `${type}; charset=utf-8`);
  response.setHeader("content-length", Buffer.byteLength(text));
  response.end(text);
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.setHeader("content-length", Buffer.byteLength(text));
  response.end(text);
}
