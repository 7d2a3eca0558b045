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

/** The same distinct reads, first straight from the sandbox, then through Countersign. */
export async function measureLatency({ person, stack, perSecond, seconds }: Options): Promise<{ direct: Distribution; proxied: Distribution }> {
  const tokens = (await (await fetch(`${stack.controlUrl}/tokens`)).json()) as { kind: string; value: string }[];
  const token = tokens.filter(({ kind }) => kind === "access_token").at(-1)!.value;
  const state = (await (await fetch(`${stack.controlUrl}/state`)).json()) as { transactions: { id: string }[] };
  const ids = state.transactions.map(({ id }) => id);
  const count = perSecond * seconds;
  const read = (path: (id: string) => string, headers: Record<string, string>) =>
    openLoop({ count, perSecond, target: (i) => path(ids[i % ids.length]!), headers });

  const direct = (id: string) => `${stack.apiUrl}/api/v2/transactions/${id}/`;
  const proxied = (id: string) => `${person.url}/api/jiko/v2/transactions/${id}`;
  // A first round that is not counted: compilers and pools warm up.
  await openLoop({ count: perSecond * 3, perSecond, target: (i) => proxied(ids.at(-1 - i)!), headers: { cookie: person.cookie } });
  return {
    direct: await read(direct, { authorization: `Bearer ${token}` }),
    proxied: await read(proxied, { cookie: person.cookie }),
  };
}

interface Loop {
  count: number;
  perSecond: number;
  target: (index: number) => string;
  headers: Record<string, string>;
}

/** Sends at fixed times whether or not earlier answers are back, and counts from the time a request was due. */
async function openLoop({ count, perSecond, target, headers }: Loop): Promise<Distribution> {
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
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), failed };
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
