/** How the live connection of this browser stands, as far as this tab knows. */
export type LiveState = "connecting" | "live" | "cut";

/** What tabs of one browser tell each other. `topics` null: everything may have changed. */
export type LiveMessage = { kind: "changed"; topics: readonly string[] | null } | { kind: "state"; state: LiveState } | { kind: "ask" };

type Source = Pick<EventSource, "addEventListener" | "close"> & { onerror: ((event: Event) => void) | null };

/** The browser, as far as this is concerned: tests give their own. */
export interface Surroundings {
  open(): Source;
  /** Answers once this tab is the only one to hold it; the tab holds it until the promise of `work` is through. */
  lock(signal: AbortSignal, work: () => Promise<void>): Promise<void>;
  say(message: LiveMessage): void;
  /** Asks the server whether the session lives; leaves for sign-in where it does not. */
  checkSession(): void;
}

interface Told {
  changed(topics: readonly string[] | null): void;
  state(state: LiveState): void;
}

/** The server shows every ten seconds that it is there. */
const silentMs = 35_000;
/** A tab that was left keeps the stream this long: whoever comes back at once has missed nothing. */
const lingerMs = 10_000;
const pauses = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * One tab's part in the one stream of its browser: the tab that holds the lock has the stream and tells the others. A tab
 * that is hidden gives it up, so that without anybody looking there is none.
 */
export class LiveTab {
  private turn: AbortController | null = null;
  private linger: ReturnType<typeof setTimeout> | undefined;
  private source: Source | null = null;
  private release: (() => void) | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private known: LiveState = "connecting";
  /** This tab has seen a stream live before: what happened since it was lost is not known. */
  private lived = false;
  private visible = false;
  /** What changed while nobody looked at this tab. */
  private missed: Set<string> | "everything" = new Set();

  constructor(
    private readonly around: Surroundings,
    private readonly told: Told,
  ) {}

  /** Call at the start and whenever the tab is shown or hidden. */
  look(visible: boolean): void {
    this.visible = visible;
    clearTimeout(this.linger);
    if (!visible) {
      this.linger = setTimeout(() => this.leave(), lingerMs);
      return;
    }
    if (!this.turn) {
      const turn = (this.turn = new AbortController());
      this.around.say({ kind: "ask" });
      this.around.lock(turn.signal, () => this.lead()).catch(() => undefined);
    }
    const { missed } = this;
    this.missed = new Set();
    if (missed === "everything") this.told.changed(null);
    else if (missed.size > 0) this.told.changed([...missed]);
  }

  /** What another tab says. */
  hear(message: LiveMessage): void {
    if (message.kind === "changed") this.changed(message.topics);
    else if (message.kind === "ask") {
      if (this.release) this.around.say({ kind: "state", state: this.known });
    } else if (!this.release) this.move(message.state);
  }

  /** For good: the page is being left. */
  stop(): void {
    clearTimeout(this.linger);
    this.leave();
  }

  private leave(): void {
    this.turn?.abort();
    this.turn = null;
    this.close();
    this.release?.();
    this.release = null;
  }

  private lead(): Promise<void> {
    const led = new Promise<void>((resolve) => (this.release = resolve));
    if (this.turn) this.open();
    else this.leave();
    return led;
  }

  private open(): void {
    const source = (this.source = this.around.open());
    let opened = false;
    const alive = () => {
      clearTimeout(this.silence);
      this.silence = setTimeout(() => this.lost(source), silentMs);
      if (opened) return;
      opened = true;
      this.failures = 0;
      if (this.lived) this.share(null);
      this.lived = true;
      this.announce("live");
    };
    source.addEventListener("beat", alive);
    source.addEventListener("changed", (event) => {
      alive();
      this.share((JSON.parse((event as MessageEvent<string>).data) as { topics: string[] | null }).topics);
    });
    source.addEventListener("over", () => this.around.checkSession());
    source.onerror = () => {
      if (!opened) this.around.checkSession();
      this.lost(source);
    };
    // A server that takes the call and says nothing is no better than none.
    this.silence = setTimeout(() => this.lost(source), silentMs);
  }

  private close(): void {
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  private lost(source: Source): void {
    if (source !== this.source) return;
    this.close();
    // The first loss may be a server that makes way for another: nobody needs to hear of a second.
    if (this.failures > 0) this.announce("cut");
    const pause = pauses[Math.min(this.failures, pauses.length - 1)]!;
    this.failures += 1;
    this.retry = setTimeout(() => this.open(), pause * (0.75 + Math.random() / 2));
  }

  private announce(state: LiveState): void {
    this.move(state);
    this.around.say({ kind: "state", state });
  }

  private share(topics: readonly string[] | null): void {
    this.around.say({ kind: "changed", topics });
    this.changed(topics);
  }

  private changed(topics: readonly string[] | null): void {
    if (this.visible) return this.told.changed(topics);
    if (topics === null) this.missed = "everything";
    else if (this.missed !== "everything") for (const topic of topics) this.missed.add(topic);
  }

  private move(state: LiveState): void {
    if (state === "live") this.lived = true;
    if (state === this.known) return;
    this.known = state;
    this.told.state(state);
  }
}
