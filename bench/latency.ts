import { Agent, request } from "node:http";
import type { Stack } from "../scripts/stack";
import type { Person } from "./signed-in";

interface Distribution {
  p50: number;
  p99: number;
  failed: number;
}

interface Options {
  person: Person;
  stack: Stack;
  perSecond: number;
  seconds: number;
}

/** The same distinct reads, straight from the sandbox and through Countersign, in turns: what the machine does besides meets both. */
export async function measureLatency({ person, stack, perSecond, seconds }: Options): Promise<{ direct: Distribution; proxied: Distribution }> {
  const tokens = (await (await fetch(`${stack.controlUrl}/tokens`)).json()) as { kind: string; value: string }[];
  const token = tokens.filter(({ kind }) => kind === "access_token").at(-1)!.value;
  const state = (await (await fetch(`${stack.controlUrl}/state`)).json()) as { transactions: { id: string }[] };
  const ids = state.transactions.map(({ id }) => id);
  const ways = {
    direct: { url: (id: string) => `${stack.apiUrl}/api/v2/transactions/${id}/`, headers: { authorization: `Bearer ${token}` } },
    proxied: { url: (id: string) => `${person.url}/api/jiko/v2/transactions/${id}`, headers: { cookie: person.cookie } },
  };
  const turn = (way: keyof typeof ways, from: number, count: number) =>
    openLoop({ count, perSecond, target: (i) => ways[way].url(ids[(from + i) % ids.length]!), headers: ways[way].headers });
  // A first turn of each is not counted: compilers and pools warm up.
  for (const way of ["direct", "proxied"] as const) await turn(way, ids.length - 3 * perSecond, 3 * perSecond);
  const turns = 5;
  const count = (perSecond * seconds) / turns;
  const outcomes: Record<keyof typeof ways, Outcome[]> = { direct: [], proxied: [] };
  for (let i = 0; i < turns; i++) {
    for (const way of ["direct", "proxied"] as const) outcomes[way].push(await turn(way, i * count, count));
  }
  return { direct: distribution(outcomes.direct), proxied: distribution(outcomes.proxied) };
}

interface Outcome {
  /** Milliseconds from when a request was due to when its answer was whole. */
  times: number[];
  failed: number;
}

function distribution(outcomes: Outcome[]): Distribution {
  const times = outcomes.flatMap((outcome) => outcome.times).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), failed: outcomes.reduce((sum, { failed }) => sum + failed, 0) };
}

interface Loop {
  count: number;
  perSecond: number;
  target: (index: number) => string;
  headers: Record<string, string>;
}

/** Sends at fixed times whether or not earlier answers are back, and counts from the time a request was due. */
async function openLoop({ count, perSecond, target, headers }: Loop): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  let failed = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const due = begin + (i * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
      const status = await get(target(i), headers, agent).catch(() => 0);
      if (status === 200) times.push(performance.now() - due);
      else failed++;
    }),
  );
  agent.destroy();
  return { times, failed };
}

function get(url: string, headers: Record<string, string>, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end();
  });
}
