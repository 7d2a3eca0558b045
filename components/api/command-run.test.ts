import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommandRun } from "./command-run";

type Answer = { status: number; body: unknown } | "dropped";
let answers: Answer[] = [];
let sent: { path: string; body: { commandId: string; input: unknown } | null }[] = [];

const refusal = { code: "conflict", message: "No longer pending.", reference: "7F3K", fields: [], retryAfterSeconds: null };
const done = (result: string) => ({ status: 200, body: { state: "done", message: "Approved.", commandId: "x", result } });

beforeEach(() => {
  answers = [];
  sent = [];
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    sent.push({ path, body: init.body ? JSON.parse(String(init.body)) : null });
    const answer = answers.shift();
    if (!answer || answer === "dropped") throw new TypeError("network");
    return new Response(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body), { status: answer.status });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function shown() {
  const run = new CommandRun<{ a: number }, string>("transfer.approve");
  const heard: string[] = [];
  run.onChange = ({ state }) => heard.push(state);
  return { run, heard, leave: run.subscribe(() => undefined) };
}

describe("a command", () => {
  it("is sent once, however often it is pressed", async () => {
    answers = [done("signed")];
    const { run, heard } = shown();
    await Promise.all([run.run({ a: 1 }), run.run({ a: 1 })]);
    expect(sent.map(({ path }) => path)).toEqual(["/api/commands/transfer.approve"]);
    expect(sent[0]!.body).toMatchObject({ input: { a: 1 } });
    expect(run.get()).toMatchObject({ state: "done", result: "signed" });
    expect(heard).toEqual(["running", "done"]);
  });

  it("that was refused says so, and the next one has an id of its own", async () => {
    answers = [{ status: 409, body: refusal }, done("ok")];
    const { run } = shown();
    await run.run({ a: 1 });
    expect(run.get()).toMatchObject({ state: "refused", message: "No longer pending.", error: { code: "conflict" } });
    await run.run({ a: 1 });
    expect(run.get().state).toBe("done");
    expect(sent[0]!.body!.commandId).not.toBe(sent[1]!.body!.commandId);
  });

  it.each([
    ["the connection drops", "dropped" as const],
    ["something in between answers", { status: 502, body: "<html>" }],
    ["the server does not know either", { status: 202, body: { state: "unknown", commandId: "x", message: "We are checking." } }],
  ])("is looked up and never sent again when %s", async (_, answer) => {
    answers = [answer, { status: 200, body: { state: "unknown", message: "Not yet." } }, "dropped", done("signed")];
    const { run } = shown();
    await run.run({ a: 1 });
    expect(run.get().state).toBe("checking");
    await run.run({ a: 1 });
    run.reset();
    await vi.advanceTimersByTimeAsync(1500);
    expect(run.get().state).toBe("checking");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(run.get()).toMatchObject({ state: "done", message: "Approved.", result: "signed" });
    const outcome = `/api/commands/outcomes/${sent[0]!.body!.commandId}`;
    expect(sent.map(({ path }) => path)).toEqual(["/api/commands/transfer.approve", outcome, outcome, outcome]);
  });

  it("that turns out to have been refused brings what the screen can lead to", async () => {
    answers = ["dropped", { status: 200, body: { state: "refused", message: "Look at it first.", data: { transferId: "t-1" } } }];
    const { run } = shown();
    await run.run({ a: 1 });
    await vi.advanceTimersByTimeAsync(1500);
    expect(run.get()).toMatchObject({ state: "refused", message: "Look at it first.", data: { transferId: "t-1" } });
  });

  it("that an earlier page left behind is picked up, and asked for only while somebody looks", async () => {
    answers = [{ status: 200, body: { state: "not_done", message: "It did not reach Jiko." } }];
    const { run, leave } = shown();
    run.watch("left-behind");
    leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    run.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(1500);
    expect(sent.map(({ path }) => path)).toEqual(["/api/commands/outcomes/left-behind"]);
    expect(run.get()).toMatchObject({ state: "not_done", message: "It did not reach Jiko." });
  });
});
