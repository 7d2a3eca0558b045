import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with one request. */
export type Fault =
  /** An answer; `body` is sent as JSON unless it is text or bytes. */
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  /** Reads the request and never says a word. */
  | "slow-headers"
  /** Sends headers and half a body, and then nothing more. */
  | "slow-body"
  /** Closes the connection without having read what is asked. */
  | "drop-before"
  /** Reads the whole request and closes the connection. */
  | "drop-after"
  /** Announces more than it sends and closes the connection. */
  | "truncate"
  /** A good status with half a JSON text. */
  | "malformed"
  /** A proxy's error page. */
  | "html-error"
  /** A good status with a web page. */
  | "html"
  /** An endless body. */
  | "huge";

export interface Seen {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface FaultServer {
  /** `http://127.0.0.1:port` */
  url: string;
  /** `127.0.0.1:port` */
  host: string;
  /** Every request whose body was read, oldest first. */
  seen: Seen[];
  /** What to do with the next requests, one each. A request that nothing was said about gets a 599. */
  script(...faults: (Fault | ((seen: Seen) => Fault))[]): void;
  /** Resolves when the next request is there (headers read). */
  arrival(): Promise<void>;
  close(): Promise<void>;
}

/** A server that misbehaves on demand, for tests of the client. */
export async function startFaultServer(): Promise<FaultServer> {
  const script: (Fault | ((seen: Seen) => Fault))[] = [];
  const seen: Seen[] = [];
  const waiting: (() => void)[] = [];

  const server = createServer(async (request, response) => {
    for (const arrived of waiting.splice(0)) arrived();
    const next = script.shift() ?? { status: 599, body: { detail: "not scripted" } };
    if (next === "drop-before") return void request.socket.destroy();
    let body = "";
    try {
      for await (const chunk of request) body += String(chunk);
    } catch {
      // The caller has gone before the end of its request.
      return;
    }
    const one: Seen = { method: request.method!, url: request.url!, headers: request.headers, body };
    seen.push(one);
    perform(typeof next === "function" ? next(one) : next, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `http://${host}`,
    host,
    seen,
    script: (...faults) => void script.push(...faults),
    arrival: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const json = { "content-type": "application/json" };
const page = "<!doctype html><title>502 Bad Gateway</title>";

function perform(fault: Fault, response: ServerResponse): void {
  switch (fault) {
    case "slow-headers":
      return;
    case "slow-body":
      response.writeHead(200, json).write('{"items": [');
      return;
    case "drop-before":
    case "drop-after":
      response.socket?.destroy();
      return;
    case "truncate":
      response.writeHead(200, { ...json, "content-length": "1000" });
      response.write('{"items": [', () => response.socket?.destroy());
      return;
    case "malformed":
      response.writeHead(200, json).end('{"items": [');
      return;
    case "html-error":
      response.writeHead(502, { "content-type": "text/html" }).end(page);
      return;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end(page);
      return;
    case "huge": {
      response.writeHead(200, json);
      const more = () => {
        while (!response.destroyed && response.write(" ".repeat(65_536)));
      };
      response.on("drain", more);
      more();
      return;
    }
    default: {
      const { status = 200, headers = {}, body } = fault;
      const text = typeof body === "string" || Buffer.isBuffer(body) ? body : body === undefined ? "" : JSON.stringify(body);
      response.writeHead(status, { ...json, ...headers }).end(text);
    }
  }
}
