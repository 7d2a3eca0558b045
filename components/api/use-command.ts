"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announcer";
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
  | { state: "refused"; commandId: string; message: string; error: ApiError | null };

interface Options<Result> {
  onDone?: (result: Result | undefined) => void;
  /** Said to screen readers when it is done. */
  doneMessage?: string;
}

const pauses = [1500, 2500, 4000, 6000, 10_000];

/**
 * Runs one command at a time: `run(input)` sends it (a second call while one is under way does nothing), `watch(id)` picks
 * up one that an earlier page left with an unknown outcome. When something was done, everything shown from Jiko is read again.
 */
export function useCommand<Input, Result = unknown>(name: string, options: Options<Result> = {}) {
  const [state, setState] = useState<CommandState<Result>>({ state: "idle" });
  const client = useQueryClient();
  const busy = useRef(false);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const finish = useCallback(
    (next: CommandState<Result>) => {
      busy.current = false;
      setState(next);
      void client.invalidateQueries();
      if (next.state === "done") {
        announce(next.message ?? latest.current.doneMessage ?? "Done.");
        latest.current.onDone?.(next.result);
      } else if (next.state === "not_done" || next.state === "refused") announce(next.message, "assertive");
    },
    [client],
  );

  const run = useCallback(
    async (input: Input): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      const commandId = crypto.randomUUID();
      setState({ state: "running", commandId });
      try {
        const answer = await command<Result>(name, input, commandId);
        if (answer.state === "done") return finish({ state: "done", commandId, result: answer.result, message: null });
        announce(answer.message, "assertive");
        setState({ state: "checking", commandId, message: answer.message });
      } catch (error) {
        leaveForSignIn(error);
        const known = error instanceof ApiError ? error : null;
        finish({ state: "refused", commandId, message: known?.message ?? "This could not be sent.", error: known });
      }
    },
    [name, finish],
  );

  const watch = useCallback((commandId: string, message = "We are checking what became of this.") => {
    if (busy.current) return;
    busy.current = true;
    setState({ state: "checking", commandId, message });
  }, []);

  const reset = useCallback(() => {
    busy.current = false;
    setState({ state: "idle" });
  }, []);

  const checking = state.state === "checking" ? state.commandId : null;
  useEffect(() => {
    if (!checking) return;
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (turn: number) => {
      const outcome = await commandOutcome<Result>(checking, leaving.signal).catch((error: unknown) => {
        if (!leaving.signal.aborted) leaveForSignIn(error);
        return null;
      });
      if (leaving.signal.aborted) return;
      if (outcome && outcome.state !== "unknown") {
        const { message } = outcome;
        if (outcome.state === "done") finish({ state: "done", commandId: checking, result: outcome.result, message });
        else if (outcome.state === "refused") finish({ state: "refused", commandId: checking, message, error: null });
        else finish({ state: "not_done", commandId: checking, message });
        return;
      }
      timer = setTimeout(() => void ask(turn + 1), pauses[Math.min(turn, pauses.length - 1)]);
    };
    timer = setTimeout(() => void ask(0), pauses[0]);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [checking, finish]);

  return { ...state, current: state, run, watch, reset };
}
