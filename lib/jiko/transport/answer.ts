import type { z } from "zod";
import type { AnyOperation } from "../operation";

/** An answer that is not what the contract says. `at` names fields; no value of the answer is in it. */
export class ContractBreak extends Error {
  constructor(
    operation: string,
    what: string,
    readonly at: string[] = [],
  ) {
    super(`${operation}: ${what}${at.length > 0 ? ` at ${at.join(", ")}` : ""}`);
    this.name = "ContractBreak";
  }
}

const isJson = /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i;
const namedBreaks = 10;

/**
 * Reads a good answer: unknown fields are dropped, anything that breaks a known one throws ContractBreak. `location` is where
 * a redirect leads, for an operation that answers with one.
 */
export function readAnswer(op: AnyOperation, contentType: string | null, body: Buffer, location: string | null = null): unknown {
  let sent: unknown;
  if (op.success === 307) {
    sent = { location };
  } else if (op.media !== "application/json") {
    sent = readText(op, contentType, body);
  } else if (op.success !== 204 && !(op.mayBeEmpty && body.length === 0)) {
    if (!isJson.test(contentType ?? "")) throw new ContractBreak(op.operationId, "the answer is not JSON by its content type");
    try {
      sent = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    } catch {
      throw new ContractBreak(op.operationId, "the answer is not well-formed JSON");
    }
  }
  const parsed = op.answer.safeParse(sent);
  if (parsed.success) return parsed.data;
  const at = [...new Set((parsed.error.issues as z.core.$ZodIssue[]).flatMap((issue) => fieldsOf(issue)))];
  throw new ContractBreak(op.operationId, "the answer breaks the contract", at.slice(0, namedBreaks));
}

function readText(op: AnyOperation, contentType: string | null, body: Buffer): string {
  const sent = contentType?.split(";")[0]?.trim().toLowerCase();
  if (sent !== op.media) throw new ContractBreak(op.operationId, `the answer is not ${op.media} by its content type`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new ContractBreak(op.operationId, "the answer is not UTF-8");
  }
}

/** Paths of the fields behind an issue. Of a union, the variant that came closest tells which field it is. */
function fieldsOf(issue: z.core.$ZodIssue, above: PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // A variant that fails on its tag is not the one that was meant.
    const meant = issue.errors.filter((issues) => !issues.some((one) => one.path.at(-1) === "type"));
    const [closest] = (meant.length > 0 ? meant : issue.errors).toSorted((a, b) => a.length - b.length || depth(b) - depth(a));
    if (closest && closest.length > 0) return closest.flatMap((one) => fieldsOf(one, path));
  }
  return [path.map(String).join(".") || "(the whole)"];
}

const depth = (issues: z.core.$ZodIssue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
