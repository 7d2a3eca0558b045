import "server-only";
import { and, inArray } from "drizzle-orm";
import { aliveAt } from "@/lib/auth/sessions";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import type { Signal } from "@/lib/db/notify";
import { session as sessions } from "@/lib/db/schema/auth";
import { log } from "@/lib/log";
import { Listener } from "./listen";
import { keepSweeping } from "./sweep";

/** One open stream of a browser. */
export interface Subscriber {
  sessionId: string;
  customerId: string;
  /** Null: everything may have changed. */
  changed(topics: readonly string[] | null): void;
  beat(): void;
  /** `over`: the session has ended. */
  end(why: "over" | "replaced" | "stopping"): void;
}

/** Streams of one session: one, and what a browser that reloads has not let go of yet. */
const mostPerSession = 4;
const most = 2_000;
const tickMs = 10_000;
/** Changes that follow each other this fast are told together: a thousand events are no thousand reads. */
const togetherMs = 400;
/** Where they do not end, ever more of them: each time every open page reads at Jiko what they are about. */
const atMostMs = 10_000;
const pauseAfter = (tellings: number): number => Math.min(atMostMs, togetherMs * 2 ** Math.max(0, tellings - 3));

/** Who listens in this process. */
class Hub {
  private readonly subscribers = new Set<Subscriber>();
  private readonly waiting = new Map<string, { topics: Set<string>; timer: NodeJS.Timeout }>();
  private readonly listener = new Listener({ signal: (signal) => this.hear(signal), gap: () => this.gap() });
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  get size(): number {
    return this.subscribers.size;
  }

  /** False where there are too many, or the process is ending. */
  add(subscriber: Subscriber): boolean {
    if (this.closed || this.subscribers.size >= most) return false;
    const ofSession = [...this.subscribers].filter(({ sessionId }) => sessionId === subscriber.sessionId);
    if (ofSession.length >= mostPerSession) this.drop(ofSession[0]!, "replaced");
    this.subscribers.add(subscriber);
    this.listener.start();
    this.timer ??= setInterval(() => void this.tick(), tickMs).unref();
    if (this.ofCustomer(subscriber.customerId).length === 1) this.sweep(subscriber.customerId);
    return true;
  }

  remove(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
  }

  /** Ends every stream at once; new ones are refused from here on. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearInterval(this.timer);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    for (const one of [...this.subscribers]) this.drop(one, "stopping");
    await this.listener.stop();
  }

  private ofCustomer = (customerId: string) => [...this.subscribers].filter((one) => one.customerId === customerId);

  private drop(subscriber: Subscriber, why: Parameters<Subscriber["end"]>[0]): void {
    this.subscribers.delete(subscriber);
    subscriber.end(why);
  }

  private hear(signal: Signal): void {
    if ("ended" in signal) return this.dropSessions(new Set(signal.ended));
    const { customer, topics } = signal;
    const waits = this.waiting.get(customer);
    if (waits) return topics.forEach((topic) => waits.topics.add(topic));
    this.tell(customer, topics);
    this.waitFor(customer, 1);
  }

  /** After something was told for the so-manieth time on end, the next thing is told with all that comes until then. */
  private waitFor(customer: string, tellings: number): void {
    const topics = new Set<string>();
    const timer = setTimeout(() => {
      this.waiting.delete(customer);
      if (topics.size === 0) return;
      this.tell(customer, [...topics]);
      this.waitFor(customer, tellings + 1);
    }, pauseAfter(tellings)).unref();
    this.waiting.set(customer, { topics, timer });
  }

  private tell(customer: string, topics: readonly string[]): void {
    for (const one of this.ofCustomer(customer)) one.changed(topics);
  }

  private gap(): void {
    for (const one of this.subscribers) one.changed(null);
    // What ended meanwhile is found by asking.
    void this.tick();
  }

  private dropSessions(ended: ReadonlySet<string>): void {
    for (const one of [...this.subscribers]) if (ended.has(one.sessionId)) this.drop(one, "over");
  }

  private sweep(customerId: string): void {
    keepSweeping(customerId).catch((error: unknown) => log.warn({ event: "live.sweep_not_planned", err: error }, "A sweep could not be planned"));
  }

  /** Shows that the streams live, ends those of sessions that do not, and has the sweeps of those who listen go on. */
  private async tick(): Promise<void> {
    if (this.subscribers.size === 0) return;
    for (const one of this.subscribers) one.beat();
    for (const customerId of new Set([...this.subscribers].map((one) => one.customerId))) this.sweep(customerId);
    const asked = new Set([...this.subscribers].map(({ sessionId }) => sessionId));
    try {
      const rows = await db()
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(inArray(sessions.id, [...asked]), aliveAt(now())));
      for (const { id } of rows) asked.delete(id);
      this.dropSessions(asked);
    } catch (error) {
      log.warn({ event: "live.not_checked", err: error }, "The sessions of open streams could not be checked");
    }
  }
}

// Route handlers and the start-up code may be bundled apart; a process has one hub.
const shared = globalThis as typeof globalThis & { countersignLive?: Hub };
export const hub = (): Hub => (shared.countersignLive ??= new Hub());

/** For a process that ends, and for tests: afterwards a new hub may begin. */
export async function closeLive(): Promise<void> {
  await shared.countersignLive?.close();
}
