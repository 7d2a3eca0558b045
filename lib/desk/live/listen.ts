import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { signalChannel, type Signal } from "@/lib/db/notify";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

interface Ears {
  signal(signal: Signal): void;
  /** Signals may have been missed: the connection was lost and is there again. */
  gap(): void;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;
const aliveEveryMs = 15_000;

/**
 * One connection that listens, for as long as the process wants. It is not of the pool, because it is never given back, and it
 * must reach PostgreSQL itself: a pooler that hands out connections by transaction loses what it hears.
 */
export class Listener {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;

  constructor(private readonly ears: Ears) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let heardBefore = false;
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      try {
        await this.connection(() => {
          pauseMs = firstPauseMs;
          if (heardBefore) this.ears.gap();
          heardBefore = true;
        });
      } catch (error) {
        if (!signal.aborted) log.warn({ event: "live.not_listening", err: error }, "Changes of other processes are not heard at the moment");
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    }
  }

  /** Listens until the connection is lost (then it throws) or the process stops. */
  private async connection(onListening: () => void): Promise<void> {
    const { signal } = this.stopping;
    const client = new Client({
      connectionString: process.env.DATABASE_URL ?? env().DATABASE_URL,
      application_name: "countersign-live",
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    const lost = new Promise<never>((_, reject) => {
      client.on("error", reject);
      client.on("end", () => reject(new Error("The connection has ended")));
    });
    lost.catch(() => undefined);
    client.on("notification", ({ payload }) => {
      const heard = read(payload);
      if (heard) this.ears.signal(heard);
    });
    try {
      await client.connect();
      await client.query(`listen ${signalChannel}`);
      onListening();
      while (!signal.aborted) {
        // A connection that died without a word is found by asking.
        await Promise.race([lost, pause(aliveEveryMs, undefined, { signal }).catch(() => undefined)]);
        if (!signal.aborted) await Promise.race([lost, client.query("select 1")]);
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function read(payload: string | undefined): Signal | null {
  try {
    const signal = JSON.parse(payload ?? "") as Signal;
    return "ended" in signal || "customer" in signal ? signal : null;
  } catch {
    return null;
  }
}
