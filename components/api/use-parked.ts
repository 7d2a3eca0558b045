"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { stepUpFault, takeParked, usedBefore } from "./step-up";

/** Why nothing was sent, as a sentence; `before`: because it was sent already. */
interface NotSent {
  before: boolean;
  message: string;
}

/**
 * Back from a fresh sign-in at Jiko: hands over, once, what was parked and the id of the sign-in, and takes both from the
 * address. Answers why that cannot be done.
 */
export function useParked(back: string, send: (input: Record<string, unknown>, step: string) => void | Promise<void>): NotSent | null {
  const search = useSearchParams();
  const router = useRouter();
  const [fault, setFault] = useState<NotSent | null>(null);
  const handled = useRef(false);
  const [parked, step, failed] = ["parked", "step", "step_fault"].map((name) => search.get(name));
  useEffect(() => {
    if (handled.current || (!step && !failed)) return;
    handled.current = true;
    const resume = async () => {
      try {
        if (failed || !step) throw new Error(stepUpFault(failed ?? ""));
        const taken = await takeParked(parked ?? "");
        if (taken) await send(taken.input, step);
        else setFault({ before: true, message: usedBefore.message });
      } catch (error) {
        setFault({ before: false, message: error instanceof Error ? error.message : stepUpFault("") });
      }
      router.replace(back);
    };
    void resume();
    // Once, when the page opens: the address is what it came back with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return fault;
}
