import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveTab, type LiveMessage, type LiveState } from "./live-tab";

/** One browser: a lock, a channel between tabs, and the streams that were opened. */
function openBrowser() {
  const streams: FakeSource[] = [];
  const queue: (() => void)[] = [];
  let held = false;
  const next = () => {
    const first = queue.shift();
    if (first) first();
  };
  const tabs: { tab: LiveTab; changes: (readonly string[] | null)[]; states: LiveState[]; checks: number }[] = [];

  class FakeSource {
    listeners = new Map<string, (event: Event) => void>();
    onerror: ((event: Event) => void) | null = null;
    isOpen = true;
    addEventListener = ((name: string, listener: (event: Event) => void) => void this.listeners.set(name, listener)) as EventSource["addEventListener"];
    close = () => void (this.isOpen = false);
    says(name: string, data: unknown = {}) {
      this.listeners.get(name)?.({ data: JSON.stringify(data) } as MessageEvent);
    }
    fails() {
      this.onerror?.(new Event("error"));
    }
  }

  const add = () => {
    const one = { changes: [] as (readonly string[] | null)[], states: [] as LiveState[], checks: 0 } as (typeof tabs)[number];
    one.tab = new LiveTab(
      {
        open: () => {
          const source = new FakeSource();
          streams.push(source);
          return source;
        },
        lock: (signal, work) =>
          new Promise<void>((resolve, reject) => {
            const begin = () => {
              held = true;
              void work().then(() => {
                held = false;
                resolve();
                next();
              });
            };
            signal.addEventListener("abort", () => {
              const at = queue.indexOf(begin);
              if (at >= 0) queue.splice(at, 1);
              reject(new Error("aborted"));
            });
            if (held) queue.push(begin);
            else begin();
          }),
        say: (message: LiveMessage) => tabs.filter((other) => other !== one).forEach((other) => other.tab.hear(message)),
        checkSession: () => void (one.checks += 1),
      },
      { changed: (topics) => one.changes.push(topics), state: (state) => one.states.push(state) },
    );
    tabs.push(one);
    one.tab.look(true);
    return one;
  };
  return { add, streams, open: () => streams.filter((one) => one.isOpen) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("the tabs of a browser", () => {
  it("share one stream, and all hear what it says", async () => {
    const { add, open } = openBrowser();
    const [one, two] = [add(), add()];
    await pass(0);
    expect(open()).toHaveLength(1);
    open()[0]!.says("beat");
    open()[0]!.says("changed", { topics: ["wires"] });
    expect([one.changes, two.changes]).toEqual([[["wires"]], [["wires"]]]);
    expect([one.states, two.states]).toEqual([["live"], ["live"]]);
    const late = add();
    expect(late.states).toEqual(["live"]);
  });

  it("hand it on when the tab that has it is closed, and read everything anew, because something may have been missed", async () => {
    const { add, open, streams } = openBrowser();
    const [one, two] = [add(), add()];
    await pass(0);
    streams[0]!.says("beat");
    one.tab.stop();
    await pass(0);
    expect(open()).toEqual([streams[1]]);
    streams[1]!.says("beat");
    expect(two.changes).toEqual([null]);
  });

  it("have none while all are hidden, and catch up when one is shown", async () => {
    const { add, open } = openBrowser();
    const one = add();
    await pass(0);
    open()[0]!.says("beat");
    one.tab.look(false);
    await pass(5_000);
    open()[0]!.says("changed", { topics: ["team"] });
    expect(one.changes).toEqual([]);
    one.tab.look(true);
    expect([one.changes, open().length]).toEqual([[["team"]], 1]);
    one.tab.look(false);
    await pass(11_000);
    expect(open()).toEqual([]);
    one.tab.look(true);
    await pass(0);
    open()[0]!.says("beat");
    expect(one.changes).toEqual([["team"], null]);
  });
});

describe("a stream that is lost", () => {
  it("comes back without a word when that is quick, and everything is read again", async () => {
    const { add, open, streams } = openBrowser();
    const one = add();
    await pass(0);
    streams[0]!.says("beat");
    streams[0]!.fails();
    await pass(1_300);
    open()[0]!.says("beat");
    expect([one.states, one.changes, one.checks]).toEqual([["live"], [null], 0]);
  });

  it("is said to be cut when it does not come back, is tried ever more seldom, and asks whether the session lives", async () => {
    const { add, streams } = openBrowser();
    const one = add();
    await pass(0);
    streams[0]!.says("beat");
    streams[0]!.fails();
    for (let i = 1; i < 8; i++) {
      await pass(45_000);
      streams.at(-1)!.fails();
    }
    expect(one.states).toEqual(["live", "cut"]);
    expect(one.checks).toBeGreaterThan(3);
    expect(streams.length).toBeLessThan(12);
    await pass(45_000);
    streams.at(-1)!.says("beat");
    expect([one.states, one.changes]).toEqual([["live", "cut", "live"], [null]]);
  });

  it("is noticed by its silence", async () => {
    const { add, open, streams } = openBrowser();
    add();
    await pass(0);
    streams[0]!.says("beat");
    await pass(40_000);
    expect(streams[0]!.isOpen).toBe(false);
    expect(open()).toEqual([streams[1]]);
  });

  it("because the session is over has the session looked at", async () => {
    const { add, streams } = openBrowser();
    const one = add();
    await pass(0);
    streams[0]!.says("beat");
    streams[0]!.says("over");
    expect(one.checks).toBe(1);
  });
});
