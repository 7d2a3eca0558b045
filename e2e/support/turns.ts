import pg from "pg";
import { customerId } from "./record";
import { sql } from "./sessions";
import { stack } from "./stack";
import { expect } from "./test";

/** Steps of the product at which it takes a turn (lib/db/turn.ts): whoever keeps that turn stops it exactly there. */
export const turns = {
  /** A member's command about a request: everything was read and checked, and nothing is written yet. */
  claim: (transferId: string, memberId: string) => `command:${customerId}:${transferId}:${memberId}`,
  /** A sign-off that has passed the freeze; the policy and the sign-offs of others come next. */
  signOff: (transferId: string) => `decide:${customerId}:${transferId}`,
  freeze: `freeze:${customerId}`,
  policy: `policy:${customerId}`,
  /** Whatever goes on record, at the end of its transaction. */
  record: `audit:${customerId}`,
};

export interface Kept {
  release(): Promise<void>;
}

async function keep(url: string, statement: string, values: unknown[] = []): Promise<Kept> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("begin");
  await client.query(statement, values);
  return { release: () => client.end() };
}

/** Takes a turn and keeps it until it is released; behind those who asked before. */
export const keepTurn = (turn: string): Promise<Kept> =>
  keep(stack().env.DATABASE_URL!, "select pg_advisory_xact_lock(hashtextextended($1, 0))", [turn]);

/** Keeps the vault shut: no token can be read, so a process that has not read it in the last seconds calls nothing at Jiko. */
export const shutVault = (): Promise<Kept> => keep(stack().ownerUrl, "lock table vault in access exclusive mode");

const waiting = (condition: string, values: string[], message: string) => {
  const asked = `select count(*)::int as count from pg_locks where not granted and ${condition}`;
  return expect.poll(async () => (await sql<{ count: number }>(asked, values))[0]!.count, { message });
};

/** Until so many wait for a turn. */
export const waitingFor = (turn: string, count: number): Promise<void> =>
  waiting("objsubid = 1 and ((classid::bigint << 32) | objid::bigint) = hashtextextended($1, 0)", [turn], turn).toBe(count);

/** Until somebody waits for the vault that is shut. */
export const waitingForVault = (): Promise<void> => waiting("relation = 'vault'::regclass", [], "vault").toBeGreaterThan(0);
