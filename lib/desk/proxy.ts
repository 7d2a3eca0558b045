import "server-only";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { readPath } from "@/lib/forms/query-key";
import { contract } from "@/lib/jiko/contract";
import { matchPath, readQuery, type AnyOperation, type InputOf } from "@/lib/jiko/operation";
import { read } from "./read";

/** What a browser may read, and where: every GET of the contract that answers JSON, nothing else. In the contract's order, because it decides. */
export const readable = (contract as readonly AnyOperation[])
  .filter((op) => op.method === "GET" && op.media === "application/json" && op.success !== 307)
  .map((op) => ({ op, template: readPath(op.path) }));

/** The read at an address below `/api/jiko`, still encoded as it came. Null where there is none. */
export function findRead(path: string): { op: AnyOperation; params: Record<string, string> } | null {
  for (const { op, template } of readable) {
    const params = matchPath(template, path);
    if (params) return { op, params };
  }
  return null;
}

const prefix = "/api/jiko";

/** Answers `GET /api/jiko/<path>?<query>`. Throws `not_found` before anything else is looked at, tokens least of all. */
export async function proxyRead(url: URL, session: Session): Promise<unknown> {
  const found = findRead(url.pathname.slice(prefix.length));
  if (!found) throw new AppError("not_found");
  const query = readQuery(url.searchParams);
  return read(found.op, session, { params: found.params, query } as unknown as InputOf<AnyOperation>);
}
