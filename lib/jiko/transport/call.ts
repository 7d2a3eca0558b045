import "server-only";
import type { Dispatcher } from "undici";
import type { AnyOperation, FileBody } from "../operation";
import { readAnswer } from "./answer";
import type { Share } from "./budget";
import { startDeadline, type Clock, type Deadline } from "./deadline";
import { asksForNonce, dpopProof } from "./dpop";
import { JikoError } from "./error";
import { exchange, NoReply } from "./exchange";
import { OverBudget, type Limiter, type Permit } from "./limiter";
import { filePayload, jsonPayload, type Payload } from "./payload";
import { failure, refusal } from "./refusal";
import { withRepeats } from "./repeats";
import { header, limitsIn, requestIdOf, slashRedirect, type Reply } from "./reply";
import { buildRequest } from "./request";
import { signatureHeaders } from "./signature";
import type { AccessToken, Caller, CallLine, CallOptions, JikoConfig } from "./types";

/** What the calls of a process share. */
export interface Transport {
  config: JikoConfig;
  dispatcher: Dispatcher;
  limiter: Limiter;
  clock: Clock;
  /** The last nonce for DPoP proofs that Jiko's API gave (RFC 9449, section 8.2). */
  nonce: string | null;
}

const defaultMaxBytes = 10_000_000;
const defaultUploadMs = 300_000;
const defaultUploadStallMs = 30_000;

/** One call with all that belongs to it: budget, token, one renewal, proof, signature, repeats of reads, checked answer. */
export async function performCall(
  shared: Transport,
  caller: Caller,
  op: AnyOperation,
  input: object,
  options: CallOptions,
): Promise<unknown> {
  const { url, body, file } = buildRequest(shared.config.apiUrl, op, input);
  const { config, clock } = shared;
  const deadline = file
    ? startDeadline(config.uploadMs ?? defaultUploadMs, clock, options.signal, config.uploadStallMs ?? defaultUploadStallMs)
    : startDeadline(config.deadlineMs, clock, options.signal);
  let payload: Payload | null = null;
  try {
    payload = file ? await deadline.race(carried(op, file, config, deadline)) : jsonPayload(body);
    const call = new Call(shared, caller, op, url, payload, options, deadline);
    if (op.method !== "GET") return await call.attempt();
    return await deadline.race(withRepeats(() => call.attempt(), deadline, shared.config.backoffMs ?? 150));
  } catch (error) {
    if (error === deadline.signal.reason) throw failure(op, new NoReply(error, false), null);
    throw error;
  } finally {
    deadline.end();
    await payload?.end();
  }
}

/** A file made ready. What goes wrong here went wrong before anything was sent. */
async function carried(op: AnyOperation, file: FileBody, { signing }: JikoConfig, { signal, moved }: Deadline): Promise<Payload> {
  try {
    return await filePayload(file, { named: op.file!.named, signed: signing !== null, moved, signal });
  } catch (error) {
    throw failure(op, new NoReply(error, false), null);
  }
}

const sendAgain = "Jiko asked for a renewed sign-in while the file was on its way. Nothing was kept; send it again.";

class Call {
  private token: AccessToken | null = null;
  private renewed = false;
  private exchanges = 0;

  constructor(
    private readonly shared: Transport,
    private readonly caller: Caller,
    private readonly op: AnyOperation,
    private readonly url: URL,
    private readonly payload: Payload,
    private readonly options: CallOptions,
    private readonly deadline: Deadline,
  ) {}

  /** Exchanges until there is an answer to give: a renewed token, a nonce and a redirect each cost at most one more. */
  async attempt(): Promise<unknown> {
    let { url } = this;
    let challenged = false;
    let token = (this.token ??= await this.deadline.race(this.caller.token()));
    for (;;) {
      const { reply, done } = await this.send(url, token);
      if (reply.status === 401) {
        if (!challenged && token.dpopKey && this.shared.nonce && asksForNonce(header(reply.headers, "www-authenticate"))) {
          challenged = true;
          done(null);
          this.mustBeAgain();
          continue;
        }
        const fresh = await this.renew(token).catch((error: unknown) => {
          done("unauthenticated");
          throw error;
        });
        if (fresh.value !== token.value) {
          done("unauthenticated");
          this.mustBeAgain();
          token = this.token = fresh;
          continue;
        }
      }
      const moved = this.op.method === "GET" && url === this.url ? slashRedirect(url, reply) : null;
      if (moved) {
        url = moved;
        done(null);
        continue;
      }
      return this.read(reply, done);
    }
  }

  /** A stream is gone once it was read: what would be repeated with a new token or proof is for the person to repeat. */
  private mustBeAgain(): void {
    if (this.payload.again) return;
    throw new JikoError("upstream_unavailable", { operation: this.op.id, effect: "none", upstreamStatus: 401, message: sendAgain });
  }

  /** A renewed token, once in a call; after that the one that was refused. */
  private async renew(stale: AccessToken): Promise<AccessToken> {
    if (this.renewed) return stale;
    this.renewed = true;
    return this.deadline.race(this.caller.token(stale.value));
  }

  private read(reply: Reply, done: Done): unknown {
    try {
      if (!this.succeeded(reply)) throw refusal(this.op, reply);
      if (reply.body instanceof Error) throw failure(this.op, reply.body, reply);
      const answer = this.parse(reply, reply.body);
      done(null);
      return answer;
    } catch (error) {
      if (error instanceof JikoError) done(error.code, error.requestId, error.at);
      throw error;
    }
  }

  /** Any 2xx, because Jiko's pages are not sure of all of them; a redirect to a file only where that is the answer. */
  private succeeded({ status }: Reply): boolean {
    return this.op.success === 307 ? status === 307 : status >= 200 && status <= 299;
  }

  private parse(reply: Reply, body: Buffer): unknown {
    try {
      // It is handed on and never followed here: the token would go along.
      const location = header(reply.headers, "location");
      const link = location !== null && URL.canParse(location, this.url) ? new URL(location, this.url).href : null;
      return readAnswer(this.op, header(reply.headers, "content-type"), body, link);
    } catch (error) {
      throw failure(this.op, error, reply);
    }
  }

  private async send(url: URL, token: AccessToken): Promise<{ reply: Reply; done: Done }> {
    const { config, dispatcher, clock } = this.shared;
    const permit = await this.permit();
    const attempt = (this.exchanges += 1);
    const { id: operation, method, path } = this.op;
    const line = (status: number | null, problem: CallLine["problem"], requestId: string | null, at: string[]) =>
      report(config, { operation, method, path, status, ms: Math.round(clock.now() - permit.sentAt), requestId, attempt, problem, at });
    let reply: Reply | null = null;
    try {
      const headers = await this.headers(url, token);
      const request = { url, method, headers, body: this.payload.open() };
      reply = await exchange(dispatcher, request, this.deadline.signal, config.maxBodyBytes ?? defaultMaxBytes);
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      const problem = failure(this.op, this.payload.cutOff() ? new NoReply(error.cause, false) : error, null);
      line(null, problem.code, null, []);
      throw problem;
    } finally {
      permit.release(reply && limitsIn(reply));
    }
    this.shared.nonce = header(reply.headers, "dpop-nonce") ?? this.shared.nonce;
    const { status } = reply;
    const own = requestIdOf(reply);
    return { reply, done: (problem, requestId = own, at = []) => line(status, problem, requestId, at) };
  }

  private async permit(): Promise<Permit> {
    const { method, group, id } = this.op;
    const { config, limiter } = this.shared;
    const share: Share = method !== "GET" || this.options.for === "command" ? "command" : this.caller.kind;
    try {
      const permit = await limiter.acquire(this.caller.budgetKey, group, share, this.deadline, method === "GET" ? "read" : "write");
      if (permit.waitedMs > 0) quietly(() => config.onWait?.({ group, share, ms: permit.waitedMs, refused: false }));
      return permit;
    } catch (error) {
      if (!(error instanceof OverBudget)) throw error;
      quietly(() => config.onWait?.({ group, share, ms: error.waitMs, refused: true }));
      throw new JikoError("rate_limited", { operation: id, effect: "none", retryAfterSeconds: Math.ceil(error.waitMs / 1000) });
    }
  }

  private async headers(url: URL, token: AccessToken): Promise<Record<string, string>> {
    const authorization = `${token.type} ${token.value}`;
    const { method } = this.op;
    const nowSeconds = Math.floor(Date.now() / 1000);
    const { signing } = this.shared.config;
    return {
      accept: this.op.media,
      "user-agent": "countersign",
      authorization,
      ...this.payload.headers,
      ...(token.type === "DPoP" && token.dpopKey
        ? { dpop: await dpopProof({ method, url, token: token.value, nonce: this.shared.nonce }, token.dpopKey, nowSeconds) }
        : {}),
      ...(signing ? signatureHeaders({ method, url, authorization, digest: this.payload.digest() }, signing, nowSeconds) : {}),
    };
  }
}

/** Writes the line of an exchange. */
type Done = (problem: CallLine["problem"], requestId?: string | null, at?: string[]) => void;

export function report(config: JikoConfig, line: CallLine): void {
  quietly(() => config.onCall?.(line));
}

function quietly(tell: () => void): void {
  try {
    tell();
  } catch {
    // A log that fails must not fail a call that may have moved money.
  }
}
