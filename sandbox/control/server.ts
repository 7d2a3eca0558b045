import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { Refusal, sendJson } from "@/sandbox/bank/errors";
import { readBody } from "@/sandbox/bank/input";
import { ControlFault } from "./merge";
import { routes, type Levers } from "./routes";

const matches = (template: string, path: string): string | null => {
  const found = new RegExp(`^${template.replace(":id", "([^/]+)")}$`).exec(path);
  return found ? decodeURIComponent(found[1] ?? "") : null;
};

const list = routes.map(({ method, path }) => `${method} ${path}`);

/** The control port: JSON in, JSON out, for tests on the same machine. Errors are `{error}`. */
export function createControl(levers: Levers) {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { hostname, pathname } = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    // A web page that points its own name at this address must not reach the levers.
    if (hostname !== "127.0.0.1" && hostname !== "localhost") return sendJson(response, 403, { error: "The control port answers on loopback alone" });
    for (const { method, path, run } of routes) {
      const id = method === request.method ? matches(path, pathname) : null;
      if (id === null) continue;
      const raw = await readBody(request);
      const sent: unknown = raw.length === 0 ? {} : JSON.parse(raw.toString("utf8"));
      return sendJson(response, 200, await run(levers, sent, id));
    }
    sendJson(response, 404, { error: "There is no such lever", routes: list });
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof z.ZodError) return sendJson(response, 400, { error: z.prettifyError(error) });
      if (error instanceof SyntaxError) return sendJson(response, 400, { error: "The body is not JSON" });
      if (error instanceof ControlFault) return sendJson(response, error.status, { error: error.message });
      if (error instanceof Refusal) return sendJson(response, error.status, { error: error.message, detail: error.detail });
      console.error("sandbox: control failed:", error);
      sendJson(response, 500, { error: "The control port failed; see the sandbox's log" });
    });
  };
}
