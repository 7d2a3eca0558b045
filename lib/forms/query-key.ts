/** What a read is given in its address. */
export type ReadQuery = Readonly<Record<string, unknown>>;
export type ReadKey = readonly ["jiko", path: string, query: ReadQuery];

/**
 * The path of a read as the browser writes it: the operation's, without `/api` and the last slash
 * (`/api/v2/pockets/{pocket_id}/` is read at `/v2/pockets/<id>`).
 */
export const readPath = (operationPath: string): string => operationPath.replace(/^\/api/, "").replace(/\/$/, "");

/** The cache key of a read, the same on the server that prefetches and in the browser that goes on. */
export const readKey = (path: string, query: ReadQuery = {}): ReadKey => ["jiko", path, query];
