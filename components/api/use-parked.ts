"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { stepUpFault, takeParked } from "./step-up";

/**
 * Back from a fresh sign-in at Jiko: hands over, once, what was parked and the id of the sign-in, and takes both from the
 * address. Answers why that cannot be done, as a sentence.
 */
export function useParked(back: string, send: (input: Record<string, unknown>, step: string) => void | Promise<void>): string | null {
  const search = useSearchParams();
  const router = useRouter();
  const [fault, setFault] = useState<string | null>(null);
  const handled = useRef(false);
  const [parked, step, failed] = ["parked", "step", "step_fault"].map((name) => search.get(name));
  useEffect(() => {
    if (handled.current || (!step && !failed)) return;
    handled.current = true;
    const resume = async () => {
      try {
        if (failed || !step) throw new Error(stepUpFault(failed ?? ""));
        const { input } = await takeParked(parked ?? "");
        await send(input, step);
      } catch (error) {
        setFault(error instanceof Error ? error.message : stepUpFault(""));
      }
      router.replace(back);
    };
    void resume();
    // Once, when the page opens: the address is what it came back with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return fault;
}
