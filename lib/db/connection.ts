import "server-only";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import * as schema from "./schema";

export type Database = NodePgDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

interface Handle {
  pool: Pool;
  database: Database;
}

// Next loads a module once per bundle and again at every edit in development; the process must still have one pool.
const shared = globalThis as typeof globalThis & { countersignDatabase?: Handle };

/** Opens a pool of its own. The product uses `db()`; this is for tests and scripts, which close the pool themselves. */
export function openDatabase(url: string, { max = 10 } = {}): Handle {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: "countersign",
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  // Without a listener a connection that dies while idle would end the process.
  pool.on("error", (error) => log.warn({ event: "database.connection_lost", err: error }, "An idle database connection was lost"));
  return { pool, database: drizzle(pool, { schema }) };
}

/**
 * The runtime role's database, opened on first use: a build has none. Inside a transaction use the `tx` handed to you and
 * nothing else, and never await a call to another server while one is open.
 */
export function db(): Database {
  // Read past env() first, so that tests and scripts need this one setting alone.
  shared.countersignDatabase ??= openDatabase(process.env.DATABASE_URL ?? env().DATABASE_URL);
  return shared.countersignDatabase.database;
}

/** Ends the pool of `db()`; the next `db()` opens a new one. */
export async function closeDatabase(): Promise<void> {
  const handle = shared.countersignDatabase;
  delete shared.countersignDatabase;
  await handle?.pool.end();
}
