import { contract } from "@/lib/jiko/contract";
import { matchPath } from "@/lib/jiko/operation";
import type { Op } from "./types";

export type Found =
  | { kind: "operation"; op: Op; params: Record<string, string> }
  /** The path lacks its slash at the end. */
  | { kind: "slash" }
  | { kind: "method"; allowed: string[] }
  | { kind: "nothing" };

const fitting = (path: string) =>
  contract.flatMap((op) => {
    const params = matchPath(op.path, path);
    return params ? [{ op, params }] : [];
  });

/** The operation behind a call. The contract's order decides where two paths fit (`earnings` is no pocket id). */
export function route(method: string, path: string): Found {
  const all = fitting(path);
  const first = all[0];
  if (!first) return fitting(`${path}/`).length > 0 ? { kind: "slash" } : { kind: "nothing" };
  const same = all.filter(({ op }) => op.path === first.op.path);
  const right = same.find(({ op }) => op.method === method);
  return right ? { kind: "operation", ...right } : { kind: "method", allowed: same.map(({ op }) => op.method) };
}
