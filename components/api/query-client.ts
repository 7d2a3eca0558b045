import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./error";
import { leaveForSignIn } from "./sign-in";

const budgetPerMinute = 6;
let spent: number[] = [];

/** Retries are few and shared by the whole page: while Jiko is down, every table retrying would make it worse. */
export function mayRetry(now: number): boolean {
  spent = spent.filter((at) => now - at < 60_000);
  if (spent.length >= budgetPerMinute) return false;
  spent.push(now);
  return true;
}

/** One retry where it can help: no connection, or a fault on the server's side. The server has retried Jiko by then. */
export function shouldRetry(failures: number, error: unknown, now = Date.now()): boolean {
  if (!(error instanceof ApiError) || failures >= 1) return false;
  return (error.status === 0 || error.status >= 500) && error.code !== "upstream_contract" && mayRetry(now);
}

export function makeQueryClient(): QueryClient {
  const onError = (error: unknown) => leaveForSignIn(error);
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay: 1500, staleTime: 30_000, gcTime: 5 * 60_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
