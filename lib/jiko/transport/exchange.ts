import "server-only";
import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { Reply } from "./reply";

/** No answer came. `sent` is false only where it is proven that nothing of the request had left. */
export class NoReply extends Error {
  constructor(
    cause: unknown,
    readonly sent: boolean,
  ) {
    super("No answer came", { cause });
    this.name = "NoReply";
  }
}

/** The answer is larger than is allowed. */
export class TooLarge extends Error {
  constructor() {
    super("The answer is too large");
    this.name = "TooLarge";
  }
}

interface Outgoing {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: Buffer | Readable | null;
}

/**
 * One request and its whole answer, redirects not followed. The signal ends it at any stage, also while it waits for a
 * connection. It is written against undici's `dispatch`, because only there one sees whether a request was begun: undici
 * calls `onRequestStart` before the first byte, so what fails without that call cannot have had an effect.
 */
export function exchange(
  dispatcher: Dispatcher,
  { url, method, headers, body }: Outgoing,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let head: Omit<Reply, "body"> | null = null;
    let controller: Dispatcher.DispatchController | null = null;
    const chunks: Buffer[] = [];
    let length = 0;

    const settle = (body: Buffer | Error) => {
      signal.removeEventListener("abort", abort);
      if (head) resolve({ ...head, body });
      else reject(new NoReply(body, sent));
    };
    const abort = () => {
      settle(signal.reason as Error);
      controller?.abort(signal.reason as Error);
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });

    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: method as Dispatcher.HttpMethod,
          headers,
          body,
          // The signal is the only clock.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        {
          onRequestStart(started) {
            controller = started;
            if (signal.aborted) started.abort(signal.reason as Error);
            else sent = true;
          },
          onResponseStart(_, status, headers) {
            if (status >= 200) head = { status, headers };
          },
          onResponseData(started, chunk) {
            length += chunk.length;
            if (length > maxBytes) {
              settle(new TooLarge());
              started.abort(new TooLarge());
            } else chunks.push(chunk);
          },
          onResponseEnd: () => settle(Buffer.concat(chunks)),
          onResponseError: (_, error) => settle(error),
        },
      );
    } catch (error) {
      settle(error as Error);
    }
  });
}
