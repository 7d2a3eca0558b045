"use client";

import clsx from "clsx";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import type { ApprovalView, DecisionAction } from "@/lib/approvals/types";

interface ActionsProps {
  view: ApprovalView;
  /** Whether the viewer filed it: only then there is something to cancel. */
  filedByMe: boolean;
  onAct: (action: DecisionAction) => void;
}

const Key = ({ children }: { children: string }) => (
  <kbd aria-hidden className="rounded-small border border-current px-1 font-mono text-small opacity-70 max-md:hidden">{children}</kbd>
);

/** Approve and reject, or why not; for who filed, also cancel. Barred buttons stay where they are and say why beforehand. */
export function Actions({ view: { barred }, filedByMe, onAct }: ActionsProps) {
  const shared = barred.approve !== null && barred.approve === barred.reject ? barred.approve : null;
  return (
    <div className="flex flex-col gap-2">
      {shared ? (
        <BarredPair reason={shared} />
      ) : (
        <div className="flex gap-2 md:flex-col [&>*]:flex-1 [&_button]:w-full">
          <Button tone="primary" barred={barred.approve} aria-keyshortcuts="a" onClick={() => onAct("approve")}>
            Approve <Key>a</Key>
          </Button>
          <Button barred={barred.reject} aria-keyshortcuts="r" onClick={() => onAct("reject")}>
            Reject… <Key>r</Key>
          </Button>
        </div>
      )}
      {filedByMe ? (
        <div className="flex flex-col [&_button]:w-full [&>*]:w-full">
          <Button barred={barred.cancel} onClick={() => onAct("cancel")}>Cancel the request…</Button>
        </div>
      ) : null}
    </div>
  );
}

/** Both are barred for the same reason, which is said once. */
function BarredPair({ reason }: { reason: string }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <div className="flex gap-2 md:flex-col">
        {["Approve", "Reject…"].map((label) => (
          <button key={label} type="button" aria-disabled aria-describedby={id} className={clsx(buttonLook("plain", true), "flex-1")}>
            {label}
          </button>
        ))}
      </div>
      <p id={id} className="text-small text-ink-muted">{reason}</p>
    </div>
  );
}
