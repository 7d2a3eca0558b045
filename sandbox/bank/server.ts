import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { noteWrite } from "@/sandbox/company/audit-log";
import { authenticate, type AuthRules, type TokenFacts } from "./auth";
import type { Bank } from "./bank";
import type { CallLine } from "./calls";
import { Refusal, sendJson, sendText } from "./errors";
import { handlers } from "./groups";
import { readBody, readInput } from "./input";
import { play } from "./play";
import { route } from "./router";
import type { RawCall } from "./signature";
import type { Call, Caller, Op } from "./types";

export type AuthOptions = Omit<AuthRules, "realNow">;

/** The Customer API as a listener for node:http. `report` is told of faults of the sandbox itself. */
export function createApi(bank: Bank, auth: AuthOptions, report: (message: string) => void = (message) => console.error(`sandbox: ${message}`)) {
  const rules: AuthRules = { ...auth, realNow: bank.realNow };

  return (request: IncomingMessage, response: ServerResponse): void => {
    const requestId = randomUUID();
    response.setHeader("x-request-id", requestId);
    answer(request, response, requestId).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return;
      if (error instanceof Refusal) return sendJson(response, error.status, { detail: error.detail }, error.headers);
      report(`${request.method} failed: ${error instanceof Error ? error.stack : String(error)}`);
      sendJson(response, 500, { detail: "Internal Server Error" });
    });
  };

  async function answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    const method = request.method ?? "GET";
    if (url.pathname === "/sandbox/clock" && method === "GET") return sendJson(response, 200, { now: bank.now().toISOString() });

    const found = route(method, url.pathname);
    const op = found.kind === "operation" ? found.op : null;
    const line: CallLine = {
      server: "api",
      operation: op?.id ?? null,
      method,
      path: url.pathname,
      member: null,
      status: null,
      fault: null,
      requestId,
      at: new Date(bank.realNow()).toISOString(),
    };
    bank.calls.add(line);
    noteStatus(response, line);
    if (url.pathname.startsWith("/files/")) {
      const target = { operation: null, method, path: url.pathname, member: null };
      return play(bank.faults, bank.holds, target, response, () => bank.files.serve(request, response, url), (kind) => (line.fault = kind));
    }

    const stranger = `address ${request.socket.remoteAddress ?? "unknown"}`;
    if (found.kind !== "operation") {
      spend(response, stranger, "unlisted");
      if (found.kind === "slash") {
        response.setHeader("location", `${url.origin}${url.pathname}/${url.search}`);
        return sendJson(response, 307, { detail: "Temporary Redirect" });
      }
      if (found.kind === "method") return sendJson(response, 405, { detail: "Method Not Allowed" }, { allow: found.allowed.join(", ") });
      return sendJson(response, 404, { detail: "Not Found" });
    }

    const raw: RawCall = { method, url, headers: request.headers, body: await readBody(request, found.op.file?.below) };
    const facts = await authenticate(raw, rules).catch((error: unknown) => {
      spend(response, stranger, found.op.group);
      throw error;
    });
    line.member = facts.memberId;
    spend(response, `${facts.clientId} ${facts.memberId ?? "client"}`, found.op.group);
    const target = { operation: found.op.id, method, path: url.pathname, member: facts.memberId };
    const run = () => perform(found.op, found.params, raw, facts, response);
    await play(bank.faults, bank.holds, target, response, run, (kind) => (line.fault = kind));
  }

  /** Refuses with 429 when the budget is used up. */
  function spend(response: ServerResponse, who: string, group: Op["group"]): void {
    const { allowed, headers } = bank.limits.spend(who, group);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!allowed) throw new Refusal(429, "Too many requests");
  }

  /** Never throws: what goes wrong is an answer too, which faults may distort. */
  async function perform(op: Op, params: Record<string, string>, raw: RawCall, facts: TokenFacts, response: ServerResponse): Promise<void> {
    try {
      if (!facts.scopes.includes(op.scope)) throw new Refusal(403, `The token lacks the scope ${op.scope}`);
      const input = readInput(op, params, raw.url.searchParams, raw.headers, raw.body);
      const now = bank.catchUp();
      const member = bank.state.company.members.find((one) => one.id === facts.memberId) ?? null;
      const caller: Caller = { ...facts, member };
      // The table is typed by operation; here the operation is only known at run time.
      const handler = handlers[op.id] as (call: Call<Op>) => unknown;
      const body = await handler({ ...input, caller, books: bank, now } as unknown as Call<Op>);
      if (op.method !== "GET") {
        if (member) noteWrite(bank.state.company, member, op.id, targetOf(body, params), now);
        bank.changed();
      }
      const kept = (op.answer as z.ZodType).safeParse(body);
      if (!kept.success) {
        const where = kept.error.issues.map((issue) => `${issue.path.join(".")} (${issue.code})`).join(", ");
        report(`the answer of ${op.id} broke the contract: ${where}`);
        throw new Refusal(500, "Internal Server Error");
      }
      if (op.success === 204) {
        response.statusCode = 204;
        return void response.end();
      }
      if (op.success === 307) sendJson(response, 307, null, body as { location: string });
      else if (op.media === "application/json") sendJson(response, op.success, body);
      else sendText(response, op.success, op.media, String(body));
    } catch (error) {
      if (error instanceof Refusal) return sendJson(response, error.status, { detail: error.detail }, error.headers);
      report(`${op.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      sendJson(response, 500, { detail: "Internal Server Error" });
    }
  }
}

/** What a write was about: the object it answers with, else the one in its path. */
function targetOf(body: unknown, params: Record<string, string>): string {
  const { id } = (body ?? {}) as { id?: unknown };
  return typeof id === "string" ? id : (Object.values(params).at(-1) ?? "");
}

/** Writes the status to the list of calls before the caller can have the answer. */
export function noteStatus(response: ServerResponse, line: CallLine): void {
  const { end } = response;
  response.end = function (this: ServerResponse, ...rest: unknown[]) {
    line.status = response.statusCode;
    return (end as (...all: unknown[]) => ServerResponse).apply(this, rest);
  } as ServerResponse["end"];
}
