"use client";

import { useState } from "react";
import { useCommand, type CommandState } from "@/components/api/use-command";
import type { DecisionAction, DecisionInput } from "@/lib/approvals/types";
import type { DecisionResult } from "@/lib/desk/commands/decide";

export interface Decision {
  /** What was pressed last; null before anything. */
  action: DecisionAction | null;
  state: CommandState<DecisionResult>;
  decide: (action: DecisionAction, input: DecisionInput) => void;
  watch: (action: DecisionAction, commandId: string) => void;
  reset: () => void;
}

/** The three decisions on a request, of which one at a time can be under way. `onDone` follows a decision that stands. */
export function useDecision(onDone: () => void): Decision {
  const [action, setAction] = useState<DecisionAction | null>(null);
  const commands = {
    approve: useCommand<DecisionInput, DecisionResult>("transfer.approve", { onDone, doneMessage: "Your sign-off is there." }),
    reject: useCommand<DecisionInput, DecisionResult>("transfer.reject", { onDone, doneMessage: "Jiko has your rejection." }),
    cancel: useCommand<DecisionInput, DecisionResult>("transfer.cancel", { onDone, doneMessage: "The request is canceled." }),
  };
  return {
    action,
    state: action ? commands[action].current : { state: "idle" },
    decide: (next, input) => {
      setAction(next);
      void commands[next].run(input);
    },
    watch: (next, commandId) => {
      setAction(next);
      commands[next].watch(commandId);
    },
    reset: () => {
      if (action) commands[action].reset();
      setAction(null);
    },
  };
}
