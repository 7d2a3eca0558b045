import "server-only";
import { Agent } from "undici";
import type { AnswerOf, AnyOperation } from "../operation";
import { performCall, type Transport } from "./call";
import { steadyClock, type Clock } from "./deadline";
import { download } from "./download";
import { createLimiter } from "./limiter";
import type { Jiko, JikoConfig } from "./types";

/**
 * The client of Jiko's Customer API: one per process, since it holds the connections and counts the calls. `clock` is
 * for tests.
 */
export function createJiko(config: JikoConfig, clock: Clock = steadyClock): Jiko {
  const dispatcher = new Agent({
    connections: 32,
    pipelining: 1,
    // Below the idle time that load balancers have, so that a connection is not used while the other side closes it.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    connect: { timeout: config.deadlineMs },
  });
  const shared: Transport = { config, dispatcher, limiter: createLimiter(clock), clock, nonce: null };
  return {
    as: (caller) => ({
      call: async <Op extends AnyOperation>(op: Op, input: object, options = {}) =>
        (await performCall(shared, caller, op, input, options)) as AnswerOf<Op>,
    }),
    download: (url, options = {}) => download(shared, url, options.signal),
    used: (budgetKey) => shared.limiter.used(budgetKey),
    budgets: () => shared.limiter.left(),
    close: () => dispatcher.close(),
  };
}
