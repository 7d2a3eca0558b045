"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { stepUpFault, takeParked } from "@/components/api/step-up";
import type { DecisionInput } from "@/lib/approvals/types";

/**
 * Back from a fresh sign-in at Jiko: sends the approval that was parked, once, with the sign-in in place of a passkey. Answers
 * why that cannot be done, as a sentence.
 */
export function useReturn(id: string, send: (input: DecisionInput) => void): string | null {
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
        if (failed) throw new Error(stepUpFault(failed));
        const { input } = await takeParked(parked ?? "");
        const { nonce, ...given } = input as unknown as DecisionInput & { nonce: string };
        send({ ...given, gesture: { kind: "fresh-sign-in", nonce, stepUp: step } });
      } catch (error) {
        setFault(error instanceof Error ? error.message : "What was to be signed is gone. Look at the request and sign once more.");
      }
      router.replace(`/approvals/${id}`);
    };
    void resume();
    // Once, when the page opens: the address is what it came back with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return fault;
}
