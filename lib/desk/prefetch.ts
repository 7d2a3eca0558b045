import "server-only";
import { dehydrate, QueryClient, type DehydratedState } from "@tanstack/react-query";
import { goToSignIn } from "@/lib/auth/current";
import { reasonOf } from "@/lib/auth/reasons";
import type { Session } from "@/lib/auth/session";
import type { AppError } from "@/lib/errors";
import { readKey, readPath, type ReadQuery } from "@/lib/forms/query-key";
import { fillPath, type AnyOperation, type InputOf } from "@/lib/jiko/operation";
import { log } from "@/lib/log";
import { asAppError } from "./error-answer";
import { read } from "./read";

/** A read of a route of ours, under the key of the browser's query for it. */
type OwnRead = readonly [key: readonly unknown[], work: () => Promise<unknown>];

type Reads<Ops extends readonly AnyOperation[]> = { readonly [Index in keyof Ops]: readonly [op: Ops[Index], input: InputOf<Ops[Index]>] };

/** One read of a list that is put together, where the types of its members need not be told apart. */
export const oneRead = <Op extends AnyOperation>(op: Op, input: InputOf<Op>): readonly [AnyOperation, InputOf<AnyOperation>] => [
  op,
  input as InputOf<AnyOperation>,
];

/** Longer than this a page does not wait. The read goes on, and the browser's own request for it joins in. */
const patienceMs = 2_000;

/**
 * Makes the reads of a page on the server, so that its first paint has numbers, under the keys that the browser's own
 * queries have: `prefetchReads(session, [[pocketsList, { query: { limit: 100 } }]])`, and those of our own routes,
 * `[[policyKey, () => policyView(session)]]`. A read that fails or is slow is left
 * out: the browser tries again and shows what is wrong in its place. A session that ends over a read (Jiko no longer renews
 * its tokens) leads to the sign-in page at once, because only this read knows why: the next one finds no session at all.
 */
export async function prefetchReads<const Ops extends readonly AnyOperation[]>(
  session: Session,
  reads: Reads<Ops>,
  own: readonly OwnRead[] = [],
): Promise<DehydratedState> {
  const client = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } });
  let over: AppError | undefined;
  const fill = async (key: readonly unknown[], operation: string, work: () => Promise<unknown>) => {
    try {
      client.setQueryData(key, await work());
    } catch (error) {
      const known = asAppError(error);
      const { code, message } = known;
      if (code === "session_expired") over = known;
      log.info({ event: "prefetch.failed", operation, code, err: error }, message);
    }
  };
  const all = Promise.all([
    ...reads.map(([op, input]) => {
      const { params, query } = input as { params?: Record<string, string>; query?: ReadQuery };
      const key = readKey(readPath(fillPath(op.path, params)), query);
      return fill(key, op.id, () => read(op, session, input as InputOf<AnyOperation>));
    }),
    ...own.map(([key, work]) => fill(key, String(key[0]), work)),
  ]);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([all, new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)))]);
  clearTimeout(timer);
  if (over) await goToSignIn(reasonOf((over.data as { reason?: unknown } | undefined)?.reason));
  return dehydrate(client);
}
