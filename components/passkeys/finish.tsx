"use client";

import type { ReactNode } from "react";
import { useCommand } from "@/components/api/use-command";
import { usedBefore } from "@/components/api/step-up";
import { useParked } from "@/components/api/use-parked";
import { Notice } from "@/components/ui/status";

/** Back from Jiko: sends the enrolment that was parked, once, and says what became of it. */
export function useFinish(): ReactNode {
  const enrol = useCommand<object, { state: "active" | "waiting" }>("passkey.enrol");
  const fault = useParked("/account", (input, step) => enrol.run({ ...input, stepUp: step }));
  if (fault?.before) return <div className="p-4"><Notice hue="info" title={usedBefore.title}>{fault.message}</Notice></div>;
  const refused = fault?.message ?? (enrol.current.state === "refused" ? enrol.current.message : null);
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
