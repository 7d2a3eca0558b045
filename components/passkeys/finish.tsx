"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { stepUpFault, takeParked } from "@/components/api/step-up";
import { useCommand } from "@/components/api/use-command";
import { Notice } from "@/components/ui/status";

/** Back from Jiko: sends the enrolment that was parked, once, and says what became of it. */
export function useFinish(): ReactNode {
  const search = useSearchParams();
  const router = useRouter();
  const enrol = useCommand<object, { state: "active" | "waiting" }>("passkey.enrol");
  const [fault, setFault] = useState<string | null>(null);
  const handled = useRef(false);
  const [parked, step, failed] = ["parked", "step", "step_fault"].map((name) => search.get(name));
  useEffect(() => {
    if (handled.current || (!step && !failed)) return;
    handled.current = true;
    const finish = async () => {
      try {
        if (failed) throw new Error(stepUpFault(failed));
        const { input } = await takeParked(parked ?? "");
        await enrol.run({ ...input, stepUp: step });
      } catch (error) {
        setFault(error instanceof Error ? error.message : "The passkey was not added. Add it once more.");
      }
      router.replace("/account");
    };
    void finish();
    // Once, when the page opens: the address is what it came back with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const refused = fault ?? (enrol.current.state === "refused" ? enrol.current.message : null);
  if (refused) return <div className="p-4"><Notice hue="failed" title="The passkey was not added">{refused}</Notice></div>;
  if (enrol.current.state !== "done") return null;
  const waits = enrol.current.result?.state === "waiting";
  return (
    <div className="p-4">
      <Notice hue={waits ? "waiting" : "done"} title={waits ? "The passkey waits for a second person" : "The passkey is added"}>
        {waits ? "An approver or admin confirms it with their own passkey. Until then it does not sign." : "You can sign with it from now on."}
      </Notice>
    </div>
  );
}
