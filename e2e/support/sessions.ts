import { createHash, createPrivateKey, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { BrowserContext } from "@playwright/test";
import { SignJWT } from "jose";
import pg from "pg";
import { stack } from "./stack";

export const sessionCookie = "__Host-countersign";

/** Asks the product's database, with the product's own rights. */
export async function sql<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: stack().env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function asOwner(statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: stack().ownerUrl });
  await client.connect();
  try {
    for (const one of statements) await client.query(one);
  } finally {
    await client.end();
  }
}

/** Tables whose every row the record bears out: their rows are put aside and not lost. */
const onRecord = ["sign_off", "desk_freeze", "call_back"];
const aside = (table: string) => `forgotten.${table}`;
const oneFreeze = "desk_freeze_one";

/**
 * Puts back what was signed and frozen here, as the role that may: the bank is reset before each test, and a sign-off of
 * a request that is as it was at the beginning would count again. Passkeys go with the process that held their keys.
 * The policy stays, because the record says which one is in force: a test that signs one puts the old rules back (support/policy.ts).
 */
export const forgetSigning = ({ passkeys = false } = {}): Promise<void> =>
  asOwner([
    "CREATE SCHEMA IF NOT EXISTS forgotten",
    ...onRecord.flatMap((table) => [
      `CREATE TABLE IF NOT EXISTS ${aside(table)} (LIKE ${table})`,
      `INSERT INTO ${aside(table)} SELECT * FROM ${table} WHERE id NOT IN (SELECT id FROM ${aside(table)})`,
    ]),
    `TRUNCATE ${onRecord.join(", ")}, comment, attachment, message, seen_at_jiko${passkeys ? ", passkey, ceremony, step_up" : ""}`,
    `CREATE UNIQUE INDEX IF NOT EXISTS ${oneFreeze} ON desk_freeze (customer_id) WHERE lifted_at IS NULL`,
  ]);

/** Brings back what earlier tests had signed and frozen, until the next one begins: the record knows all of it. */
export const recallSigning = (): Promise<void> =>
  asOwner([
    `DROP INDEX IF EXISTS ${oneFreeze}`,
    ...onRecord.map((table) => `INSERT INTO ${table} SELECT * FROM ${aside(table)} ON CONFLICT DO NOTHING`),
  ]);

export interface SessionRow extends pg.QueryResultRow {
  id: string;
  name: string;
  role: string;
  last_active_at: Date;
  expires_at: Date;
}

/** The session row that a browser's cookie stands for; null without a cookie or a row. */
export async function sessionRow(context: BrowserContext): Promise<SessionRow | null> {
  const token = await sessionToken(context);
  if (!token) return null;
  const hash = createHash("sha256").update(token).digest("base64url");
  const [row] = await sql<SessionRow>("SELECT id, name, role, last_active_at, expires_at FROM session WHERE token_hash = $1", [hash]);
  return row ?? null;
}

export const sessionToken = async (context: BrowserContext): Promise<string | undefined> =>
  (await context.cookies()).find(({ name }) => name === sessionCookie)?.value;

/** What is left of a session: rows by table. */
export async function leftOf(sessionId: string): Promise<{ session: number; vault: number }> {
  const [row] = await sql<{ session: number; vault: number }>(
    "SELECT (SELECT count(*)::int FROM session WHERE id = $1) AS session, (SELECT count(*)::int FROM vault WHERE session_id = $1) AS vault",
    [sessionId],
  );
  return row!;
}

/** Moves a session's last input into the past, as if the person had been away. */
export async function away(sessionId: string, seconds: number): Promise<void> {
  await sql("UPDATE session SET last_active_at = now() - make_interval(secs => $2) WHERE id = $1", [sessionId, seconds]);
}

/** What the portal says to a refresh token, asked as the desk itself would ask: `null` when it still works (and is spent by this). */
export async function refreshFault(refreshToken: string): Promise<string | null> {
  const { env, portalUrl } = stack();
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "PS256" })
    .setIssuer(env.JIKO_CLIENT_ID!)
    .setSubject(env.JIKO_CLIENT_ID!)
    .setAudience(portalUrl)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(createPrivateKey(readFileSync(env.JIKO_CLIENT_KEY_FILE!)));
  const answer = await fetch(`${portalUrl}/api/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: env.JIKO_CLIENT_ID!,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    }),
  });
  return answer.ok ? null : ((await answer.json()) as { error: string }).error;
}

/** The status that the bank's API answers to an access token. */
export async function statusOfAccess(accessToken: string): Promise<number> {
  return (await fetch(`${stack().apiUrl}/api/v2/pockets/`, { headers: { authorization: `Bearer ${accessToken}` } })).status;
}
