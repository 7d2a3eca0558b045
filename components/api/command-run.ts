import { command, commandOutcome } from "./command";
import { ApiError } from "./error";
import { leaveForSignIn } from "./sign-in";

export type CommandState<Result> =
  | { state: "idle" }
  | { state: "running"; commandId: string }
  /** The answer was lost: the server is asked what became of it until it knows. */
  | { state: "checking"; commandId: string; message: string }
  | { state: "done"; commandId: string; result: Result | undefined; message: string | null }
  | { state: "not_done"; commandId: string; message: string }
  | { state: "refused"; commandId: string; message: string; error: ApiError | null; data?: unknown };

const pauses = [1500, 2500, 4000, 6000, 10_000];

/**
 * One command after another of one name: sends each once and, where the answer was lost, asks what became of it for as long
 * as anybody listens. `onChange` hears of every state, `useCommand` makes a hook of it.
 */
export class CommandRun<Input, Result> {
  readonly #name: string;
  #state: CommandState<Result> = { state: "idle" };
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;
  onChange: (state: CommandState<Result>) => void = () => undefined;

  constructor(name: string) {
    this.#name = name;
  }

  readonly get = (): CommandState<Result> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#ask(0);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#timer);
      this.#asking?.abort();
    };
  };

  /** Sends the command under an id of its own. Does nothing while another is under way or its outcome is not known. */
  readonly run = async (input: Input): Promise<void> => {
    if (this.#busy()) return;
    const commandId = crypto.randomUUID();
    this.#move({ state: "running", commandId });
    try {
      const answer = await command<Result>(this.#name, input, commandId);
      if (answer.state === "done") this.#move({ state: "done", commandId, result: answer.result, message: null });
      else this.#check(commandId, answer.message);
    } catch (error) {
      leaveForSignIn(error);
      const known = error instanceof ApiError ? error : null;
      this.#move({ state: "refused", commandId, message: known?.message ?? "This could not be sent.", error: known, data: known?.data });
    }
  };

  /** Picks up a command that an earlier page left with an unknown outcome. */
  readonly watch = (commandId: string, message = "We are checking what became of this."): void => {
    if (!this.#busy()) this.#check(commandId, message);
  };

  /** Back to the start, once a command has ended. */
  readonly reset = (): void => {
    if (!this.#busy()) this.#move({ state: "idle" });
  };

  #busy(): boolean {
    return this.#state.state === "running" || this.#state.state === "checking";
  }

  #move(next: CommandState<Result>): void {
    this.#state = next;
    for (const listener of this.#listeners) listener();
    this.onChange(next);
  }

  #check(commandId: string, message: string): void {
    this.#move({ state: "checking", commandId, message });
    this.#ask(0);
  }

  #ask(turn: number): void {
    clearTimeout(this.#timer);
    const { state } = this.#state;
    if (state !== "checking" || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => void this.#look(turn), pauses[Math.min(turn, pauses.length - 1)]);
  }

  async #look(turn: number): Promise<void> {
    if (this.#state.state !== "checking") return;
    const { commandId } = this.#state;
    const asking = (this.#asking = new AbortController());
    const outcome = await commandOutcome<Result>(commandId, asking.signal).catch((error: unknown) => {
      if (!asking.signal.aborted) leaveForSignIn(error);
      return null;
    });
    if (asking.signal.aborted) return;
    if (!outcome || outcome.state === "unknown") return this.#ask(turn + 1);
    const { message } = outcome;
    if (outcome.state === "done") this.#move({ state: "done", commandId, result: outcome.result, message });
    else if (outcome.state === "refused") this.#move({ state: "refused", commandId, message, error: null, data: outcome.data });
    else this.#move({ state: "not_done", commandId, message });
  }
}
