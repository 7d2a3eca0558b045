import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { session as sessions, vault } from "@/lib/db/schema/auth";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { counted } from "@/lib/metrics/metrics";
import { portal, refusalOf, renew, type Tokens } from "./portal";
import { reasons } from "./reasons";
import { endSession, revokeLater, type EndReason } from "./sessions";
import { checkStandingLater } from "./standing-check";
import { sealTokens, unreadableBecause, unsealTokens } from "./tokens";

/** A token that runs out while a call is under way is as good as none. */
const marginMs = 5_000;

/** One promise per session and question in this process; the lease on the row settles it between processes. */
const flights = new Map<string, Promise<Tokens>>();

/**
 * The tokens of a session, renewed when they are due, or when `stale`, which Jiko refused, is still the current one.
 * However many ask, in however many processes, Jiko sees one renewal. Throws AppError: `session_expired` when the session
 * is over (with `data.reason`), `upstream_unavailable` when Jiko cannot renew at the moment.
 */
export function tokensOfSession(sessionId: string, stale?: string): Promise<Tokens> {
  const known = stale === undefined ? recent(sessionId) : null;
  if (known) return Promise.resolve(known);
  const question = `${sessionId} ${stale ?? ""}`;
  const asked = flights.get(question);
  if (asked) return asked;
  const flight = settle(sessionId, stale)
    .then((tokens) => keep(sessionId, tokens))
    .finally(() => flights.delete(question));
  flights.set(question, flight);
  return flight;
}

/**
 * What a session's row held a moment ago: the reads of one page ask once. A request looks its session up before it comes
 * here, so this only bounds how long one that is under way can outlive a sign-out in another process.
 */
const keptMs = 2_000;
const kept = new Map<string, { tokens: Tokens; until: number }>();

function keep(sessionId: string, tokens: Tokens): Tokens {
  const at = performance.now();
  for (const [id, { until }] of kept) if (until <= at) kept.delete(id);
  kept.set(sessionId, { tokens, until: at + keptMs });
  return tokens;
}

function recent(sessionId: string): Tokens | null {
  const found = kept.get(sessionId);
  if (!found || found.until <= performance.now() || found.tokens.renewAt <= now()) return null;
  return found.tokens;
}

/**
 * A renewal that Jiko refused while the token still works is not tried again by the very next read, but after this. Kept in
 * the process: another one may try once more, and a token that has run out waits for nothing.
 */
const restMs = 30_000;
const resting = new Map<string, number>();

function rest(sessionId: string): void {
  const at = performance.now();
  for (const [id, until] of resting) if (until <= at) resting.delete(id);
  resting.set(sessionId, at + restMs);
}
const isResting = (sessionId: string): boolean => (resting.get(sessionId) ?? 0) > performance.now();

async function settle(sessionId: string, stale: string | undefined): Promise<Tokens> {
  for (let wait = 25; ; ) {
    const row = await read(sessionId);
    if (!row) throw over("ended");
    const tokens = await opened(row);
    const usable = tokens.access !== stale && tokens.expiresAt.getTime() - marginMs > now().getTime();
    if (usable && (tokens.renewAt > now() || isResting(sessionId))) return tokens;
    if (row.lease === "free") {
      if (!tokens.refresh) return usable ? tokens : giveUp(sessionId, "ended");
      const outcome = await renewOnce(row, tokens, usable);
      if (outcome) return outcome;
    } else if (usable) {
      return tokens;
    } else if (row.lease === "unknown") {
      return giveUp(sessionId, "lost");
    } else {
      // Somebody else renews. Their lease bounds this wait: after it the row is free, renewed, unknown or gone.
      await pause(wait);
      wait = Math.min(wait * 2, 400);
    }
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof read>>>;

async function read(sessionId: string) {
  const [row] = await db()
    .select({
      sessionId: vault.sessionId,
      holder: sessions,
      keyId: vault.keyId,
      sealed: vault.sealed,
      version: vault.version,
      renewAt: vault.renewAt,
      expiresAt: vault.expiresAt,
      lease: sql<"free" | "held" | "unknown">`case when ${vault.leaseUntil} is null then 'free'
        when ${vault.leaseUntil} > clock_timestamp() then 'held' else 'unknown' end`,
    })
    .from(vault)
    .innerJoin(sessions, eq(sessions.id, vault.sessionId))
    .where(and(eq(vault.sessionId, sessionId), gt(sessions.expiresAt, now())));
  return row ?? null;
}

async function opened(row: Row): Promise<Tokens> {
  try {
    return unsealTokens(row, row.holder);
  } catch (fault) {
    log.error({ event: "vault.unreadable", sessionId: row.sessionId, keyId: row.keyId, err: fault }, "A vault row could not be opened");
    return giveUp(row.sessionId, unreadableBecause(row));
  }
}

const count = (outcome: "ok" | "unreachable" | ReturnType<typeof refusalOf>) => counted().tokenRefreshes.inc({ owner: "session", outcome });

/** Takes the lease and renews. Null: look again, because somebody else was first or the row has changed. */
async function renewOnce(row: Row, tokens: Tokens, usable: boolean): Promise<Tokens | null> {
  // Found out beforehand, so that the lease covers the token call alone.
  const jiko = await portal().catch((fault: unknown) => unreachable(fault));
  if (jiko instanceof AppError) {
    count("unreachable");
    if (!usable) throw jiko;
    rest(row.sessionId);
    return tokens;
  }
  const ours = and(eq(vault.sessionId, row.sessionId), eq(vault.version, row.version));
  // Two calls fit in (a DPoP nonce costs one more), and the time to store what they brought.
  const leaseSeconds = 2 * env().JIKO_DEADLINE_SECONDS + 10;
  const taken = await db()
    .update(vault)
    .set({ leaseUntil: sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})` })
    .where(and(ours, isNull(vault.leaseUntil)))
    .returning({ version: vault.version });
  if (taken.length === 0) return null;

  let renewed: Tokens;
  try {
    renewed = await renew(jiko, tokens);
    count("ok");
  } catch (fault) {
    const refusal = refusalOf(fault);
    count(refusal);
    log.warn({ event: "token.renewal_failed", sessionId: row.sessionId, refusal, err: fault }, "Jiko did not renew a token");
    if (refusal === "dead") {
      const again = await read(row.sessionId);
      if (!again || again.version !== row.version) return null;
      return giveUp(row.sessionId, "ended_at_jiko");
    }
    await db()
      .update(vault)
      .set({ leaseUntil: refusal === "kept" ? null : sql`clock_timestamp()` })
      .where(ours);
    if (usable) {
      rest(row.sessionId);
      return tokens;
    }
    if (refusal === "unknown") return giveUp(row.sessionId, "lost");
    throw unreachable(fault);
  }
  const stored = await db()
    .update(vault)
    .set({
      ...sealTokens(renewed, row.holder),
      version: row.version + 1,
      renewAt: renewed.renewAt,
      expiresAt: renewed.expiresAt,
      leaseUntil: null,
    })
    .where(ours)
    .returning({ version: vault.version });
  if (stored.length > 0) {
    checkStandingLater(row.sessionId, renewed);
    return renewed;
  }
  // The session ended meanwhile; nobody may keep what Jiko just handed out.
  revokeLater([renewed.refresh]);
  return null;
}

const unreachable = (cause: unknown) => new AppError("upstream_unavailable", { message: reasons.unreachable, cause });

const over = (reason: keyof typeof reasons) => new AppError("session_expired", { message: reasons[reason], data: { reason } });

async function giveUp(sessionId: string, reason: Extract<EndReason, keyof typeof reasons>): Promise<never> {
  kept.delete(sessionId);
  await endSession(sessionId, reason);
  throw over(reason);
}
