import "server-only";
import path from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { db, type Database } from "./connection";

/** Told from the working directory: a bundle knows no path of its own, and Next copies the folder into a standalone build. */
const migrationsFolder = path.join(process.cwd(), "lib/db/migrations");

const oneAtATime = 4_290_102;

/** Brings the schema up to date, as the role that owns it. Several processes may call it at once; one does the work. */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: "countersign-migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [oneAtATime]);
    const database = drizzle(client);
    const state = await schemaState(database);
    if (state.kind === "newer" || state.kind === "foreign") throw new Error(state.message);
    await applyMigrations(database, { migrationsFolder });
  } finally {
    await client.end();
  }
}

export type SchemaState = { kind: "right" } | { kind: "empty" | "older" | "newer" | "foreign"; message: string };

/** Compares what the database has seen with the migrations of this release. */
export async function schemaState(database: Pick<Database, "execute">): Promise<SchemaState> {
  const { rows: found } = await database.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!found[0]?.there) return { kind: "empty", message: "The database has no schema yet. Run `npm run migrate` first." };
  const { rows } = await database.execute<{ hash: string }>(sql`select hash from drizzle.__drizzle_migrations order by created_at, id`);
  const applied = rows.map(({ hash }) => hash);
  const ours = readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash);
  if (applied.slice(0, ours.length).some((hash, i) => hash !== ours[i])) {
    return {
      kind: "foreign",
      message: "The database's schema was made by other migrations than those of this release. Nothing was changed.",
    };
  }
  if (applied.length > ours.length) {
    return {
      kind: "newer",
      message: "The database's schema is newer than this release of Countersign. Start the newer release, or restore a backup.",
    };
  }
  if (applied.length < ours.length) {
    return { kind: "older", message: "The database's schema is older than this release of Countersign. Run `npm run migrate` first." };
  }
  return { kind: "right" };
}

/** Refuses, with a sentence for the operator, to work on a schema of another release. */
export async function checkSchema(database: Database = db()): Promise<void> {
  const state = await schemaState(database);
  if (state.kind !== "right") throw new Error(state.message);
}
