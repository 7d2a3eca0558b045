import type { ServerResponse } from "node:http";
import { sendJson } from "./errors";
import type { FaultRule, Faults, Holds, Target } from "./faults";

const longerThanAnyDeadline = 60_000;
const html = "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

/** Keeps what a handler writes back; headers and status stay changeable until `deliver`. */
function capture(response: ServerResponse): Promise<Buffer> {
  const { write, end, writeHead } = response;
  const parts: Buffer[] = [];
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === "string") parts.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
  };
  return new Promise((resolve) => {
    response.writeHead = ((status: number, ...rest: unknown[]) => {
      response.statusCode = status;
      const headers = rest.find((one) => typeof one === "object") as Record<string, string> | undefined;
      for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
      return response;
    }) as ServerResponse["writeHead"];
    response.write = ((chunk: unknown, encoding?: unknown) => (keep(chunk, encoding), true)) as ServerResponse["write"];
    response.end = ((chunk?: unknown, encoding?: unknown) => {
      keep(chunk, encoding);
      Object.assign(response, { write, end, writeHead });
      resolve(Buffer.concat(parts));
      return response;
    }) as ServerResponse["end"];
  });
}

function clearHeaders(response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
}

/** A pause that ends with the connection, so that a caller who has gone keeps nothing alive. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      response.off("close", done);
      resolve();
    }
    response.on("close", done);
  });
}

/** The headers of a 429 agree with each other: the budget comes back when the call may be repeated. */
const usedUp = (seconds: number) => ({
  "retry-after": String(seconds), "x-ratelimit-remaining": "0",
  "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + seconds),
});

/** Faults without an effect: true when the call is answered (or dropped) and the handler must not run. */
function insteadOf(rule: FaultRule, response: ServerResponse): boolean {
  switch (rule.kind) {
    case "drop-before":
      response.destroy();
      return true;
    case "status":
      sendJson(response, rule.status ?? 500, { detail: "Fault played by the sandbox" }, rule.retryAfter ? { "retry-after": String(rule.retryAfter) } : {});
      return true;
    case "rate-limit":
      sendJson(response, 429, { detail: "Too many requests" }, usedUp(rule.retryAfter ?? 1));
      return true;
    case "html-error":
      response.statusCode = rule.status ?? 502;
      response.setHeader("content-type", "text/html");
      response.end(html);
      return true;
    default:
      return false;
  }
}

async function trickle(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  const steps = 30;
  const size = Math.max(1, Math.ceil(body.length / steps));
  response.setHeader("content-length", body.length);
  response.flushHeaders();
  for (let from = 0; from < body.length && !response.destroyed; from += size) {
    await pause(response, ms / steps);
    if (!response.destroyed) response.write(body.subarray(from, from + size));
  }
  if (!response.destroyed) response.end();
}

async function deliver(rule: FaultRule | null, response: ServerResponse, body: Buffer): Promise<void> {
  if (response.destroyed) return;
  switch (rule?.kind) {
    case "drop-after":
      response.destroy();
      return;
    case "error-after":
      clearHeaders(response);
      return sendJson(response, rule.status ?? 500, { detail: "Fault played by the sandbox" });
    case "delay":
      await pause(response, rule.delayMs ?? longerThanAnyDeadline);
      if (!response.destroyed) response.end(body);
      return;
    case "slow":
      return trickle(response, body, rule.delayMs ?? longerThanAnyDeadline);
    case "truncate":
      response.setHeader("content-length", Math.max(2, body.length));
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    case "malformed": {
      const broken = Buffer.concat([body.subarray(0, Math.floor(body.length / 2)), Buffer.from('"]}<')]);
      response.setHeader("content-length", broken.length);
      response.end(broken);
      return;
    }
    default:
      response.end(body);
  }
}

/** Runs a handler among the faults and holds that are set for its call. Returns the kind of fault that was played. */
export async function play(faults: Faults, holds: Holds, target: Target, response: ServerResponse, run: () => Promise<void>, note: (kind: string) => void) {
  const before = holds.gateFor("before", target);
  if (before && (await holds.pass(before, target)) === "drop") return void response.destroy();
  const rule = faults.take(target);
  if (rule) note(rule.kind);
  if (rule && insteadOf(rule, response)) return;
  const after = holds.gateFor("after", target);
  if (!rule && !after) return run();
  const captured = capture(response);
  await run();
  const body = await captured;
  if (after && (await holds.pass(after, target)) === "drop") return void response.destroy();
  await deliver(rule, response, body);
}
