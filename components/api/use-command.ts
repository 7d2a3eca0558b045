"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { announce } from "@/components/ui/announcer";
import { CommandRun } from "./command-run";
import { readAgain } from "./read-again";

export type { CommandState } from "./command-run";

interface Options<Result> {
  onDone?: (result: Result | undefined) => void;
  /** Said to screen readers when it is done. */
  doneMessage?: string;
}

/**
 * Runs one command at a time: `run(input)` sends it (a second call while one is under way does nothing), `watch(id)` picks
 * up one that an earlier page left with an unknown outcome. When one has ended, everything shown is read again. The fields
 * of the state are there directly; `current` holds them as one value, to be told apart by its `state`.
 */
export function useCommand<Input, Result = unknown>(name: string, options: Options<Result> = {}) {
  const client = useQueryClient();
  const [command] = useState(() => new CommandRun<Input, Result>(name));
  const current = useSyncExternalStore(command.subscribe, command.get, command.get);

  useEffect(() => {
    // eslint-disable-next-line react-hooks/immutability -- the run is no React state: it is told here whom to tell
    command.onChange = (next) => {
      if (next.state === "checking") announce(next.message, "assertive");
      if (next.state === "idle" || next.state === "running" || next.state === "checking") return;
      void readAgain(client);
      if (next.state === "done") {
        announce(next.message ?? options.doneMessage ?? "Done.");
        options.onDone?.(next.result);
      } else announce(next.message, "assertive");
    };
  });

  return { ...current, current, run: command.run, watch: command.watch, reset: command.reset };
}

/**
 * For a form whose draft was sent before, by this member, and is still being found out about: that is what to watch, whether
 * the page was opened with it (`pending`) or the command was refused because of it. Answers the id where it was refused.
 */
export function usePending({ current, watch }: Pick<ReturnType<typeof useCommand>, "current" | "watch">, pending: string | null | undefined): string | undefined {
  const blockedBy = current.state === "refused" ? (current.error?.data as { pending?: { commandId: string } } | undefined)?.pending?.commandId : undefined;
  const waiting = blockedBy ?? pending;
  useEffect(() => {
    if (waiting) watch(waiting);
  }, [waiting, watch]);
  return blockedBy;
}
