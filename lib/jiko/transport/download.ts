import "server-only";
import type { Dispatcher } from "undici";
import { report, type Transport } from "./call";
import { GivenUp, OutOfTime, startDeadline } from "./deadline";
import { JikoError, type JikoErrorDetails } from "./error";
import { header } from "./reply";
import type { ErrorCode } from "@/lib/errors";
import type { Download } from "./types";

const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Opens a file behind a link of Jiko's. The link is a credential: it is in no error and no log. Throws JikoError:
 * `upstream_contract` for a link that leads elsewhere than the list of hosts, `not_found` for one that has run out.
 */
export async function download(shared: Transport, link: string, signal?: AbortSignal): Promise<Download> {
  const { config, clock } = shared;
  const deadline = startDeadline(config.deadlineMs, clock, signal);
  const startedAt = clock.now();
  const done = (status: number | null, problem: ErrorCode | null) => {
    const ms = Math.round(clock.now() - startedAt);
    report(config, { operation: "download", method: "GET", path: "(link)", status, ms, requestId: null, attempt: 1, problem, at: [] });
  };
  try {
    let url = allowed(link, null, config.downloadHosts);
    for (let hops = 0; ; hops += 1) {
      const answer = await deadline.race(open(shared, url, deadline.signal));
      const location = header(answer.headers, "location");
      if (redirects.has(answer.statusCode) && location !== null) {
        discard(answer);
        if (hops === maxRedirects) throw elsewhere("There were too many redirects");
        url = allowed(location, url, config.downloadHosts);
        continue;
      }
      if (answer.statusCode !== 200) {
        discard(answer);
        throw problem(codeOf(answer.statusCode), { upstreamStatus: answer.statusCode });
      }
      const length = header(answer.headers, "content-length");
      done(200, null);
      return {
        body: typed(answer.body, signal),
        contentType: header(answer.headers, "content-type"),
        length: length === null ? null : Number(length),
      };
    }
  } catch (error) {
    const typedError = error instanceof JikoError ? error : asProblem(error);
    done(typedError.upstreamStatus, typedError.code);
    throw typedError;
  } finally {
    deadline.end();
  }
}

/** Checks a link against the list of hosts: https, or http on loopback; no user name in it. */
function allowed(link: string, base: URL | null, hosts: readonly string[]): URL {
  const url = URL.canParse(link, base ?? undefined) ? new URL(link, base ?? undefined) : null;
  const local = url !== null && loopback.test(url.hostname);
  const listed = url !== null && (hosts.includes(url.host) || (hosts.includes(url.hostname) && (local || url.port === "")));
  const scheme = url?.protocol === "https:" || (local && url?.protocol === "http:");
  if (!url || !listed || !scheme || url.username || url.password) {
    throw elsewhere("The host is not in the list of download hosts");
  }
  return url;
}

function open({ dispatcher, config }: Transport, url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  const path = url.pathname + url.search;
  const bodyTimeout = config.stallMs ?? config.deadlineMs;
  // The signal ends with the deadline, which is over once there are headers; from there on `bodyTimeout` watches.
  const headers = { "user-agent": "countersign" };
  return dispatcher.request({ origin: url.origin, path, method: "GET", headers, headersTimeout: 0, bodyTimeout, signal });
}

const discard = (answer: Dispatcher.ResponseData) => void answer.body.on("error", () => undefined).destroy();

/** The body as a web stream whose errors are JikoErrors; cancelling it closes the connection. */
function typed(body: Dispatcher.ResponseData["body"], signal?: AbortSignal): ReadableStream<Uint8Array> {
  const giveUp = () => body.destroy(new GivenUp());
  // Errors reach the reader through the iterator; without a listener one that comes earlier would end the process.
  body.on("error", () => undefined);
  signal?.addEventListener("abort", giveUp, { once: true });
  const chunks = body[Symbol.asyncIterator]();
  const end = () => signal?.removeEventListener("abort", giveUp);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done) {
            end();
            controller.close();
          } else controller.enqueue(value as Uint8Array);
        } catch (error) {
          end();
          controller.error(asProblem(error));
        }
      },
      cancel() {
        end();
        body.on("error", () => undefined).destroy();
      },
    },
    { highWaterMark: 1 },
  );
}

function codeOf(status: number): ErrorCode {
  if (status === 404 || status === 410) return "not_found";
  if (status === 429) return "rate_limited";
  return status >= 500 ? "upstream_unavailable" : status >= 400 ? "upstream_refused" : "upstream_contract";
}

const problem = (code: ErrorCode, details: Partial<JikoErrorDetails> = {}) =>
  new JikoError(code, { ...details, operation: "download", effect: "none" });

const elsewhere = (why: string) =>
  problem("upstream_contract", { message: "The link to this document leads to a place that is not allowed.", cause: new Error(why) });

function asProblem(error: unknown): JikoError {
  const { code } = error as { code?: string };
  const late = error instanceof OutOfTime || code === "UND_ERR_BODY_TIMEOUT" || code === "UND_ERR_CONNECT_TIMEOUT";
  return problem(late ? "upstream_timeout" : "upstream_unavailable", { cause: error });
}
