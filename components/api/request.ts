import { errorOf, offline } from "./error";

interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  /** Lets a last save go out while the page is being left. */
  keepalive?: boolean;
}

/**
 * Calls a route of ours (`/api/…`) and answers its JSON, or undefined for an empty answer. Every failure is an `ApiError`,
 * except an abort, which stays what it is. The custom header is what a page of another site cannot send.
 */
export async function request<T>(path: string, { method = "GET", body, signal, keepalive }: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") headers["countersign-command"] = "1";
  if (body !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    keepalive,
    cache: "no-store",
    redirect: "error",
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : offline();
  });
  if (!response.ok) throw await errorOf(response);
  if (response.status === 204) return undefined as T;
  return (await response.json().catch(() => {
    throw offline();
  })) as T;
}
