"use client";

import { useState } from "react";
import type { CommandState } from "@/components/api/use-command";
import { faultsOf } from "@/components/ui/command-notice";
import { useDesk } from "@/components/ui/desk";
import { checkWebhook, type WebhookValues } from "@/lib/forms/webhook";

/** What is typed, and what is wrong with it: once somebody tried to send it, and what the server found besides. */
export function useWebhookForm(initial: WebhookValues, state: CommandState<unknown>, reset: () => void) {
  const { environment } = useDesk();
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const found = checkWebhook(values, environment === "local");
  const typed = tried && !found.ok ? Object.fromEntries(found.faults.map(({ field, message }) => [field, message])) : {};
  const sent = Object.fromEntries(Object.entries(faultsOf(state)).map(([field, message]) => [field.replace(/^values\./, ""), message]));
  return {
    values,
    faults: { ...sent, ...typed },
    change: (part: Partial<WebhookValues>) => {
      setValues((before) => ({ ...before, ...part }));
      if (state.state === "refused" || state.state === "not_done") reset();
    },
    /** Whether it may go out; shows what is wrong from now on. */
    ready: () => {
      setTried(true);
      return found.ok;
    },
  };
}
