"use client";

import clsx from "clsx";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import type { ApprovalView, DecisionAction } from "@/lib/approvals/types";

interface ActionsProps {
  view: ApprovalView;
  /** Risks that still want a tick. */
  unticked: number;
  /** Whether the viewer filed it: only then there is something to cancel. */
  filedByMe: boolean;
  onAct: (action: DecisionAction) => void;
  /** Laying aside, to sign with others; null where this one cannot be signed. */
  batch: { collected: boolean; layAside: () => void; takeBack: () => void } | null;
}

const Key = ({ children }: { children: string }) => (
  <kbd aria-hidden className="rounded-small border border-current px-1 font-mono text-small opacity-70 max-md:hidden">{children}</kbd>
);

/** Approve and reject, or why not; for who filed, also cancel. Barred buttons stay where they are and say why beforehand. */
export function Actions({ view, unticked, filedByMe, onAct, batch }: ActionsProps) {
  const { barred } = view;
  const shared = barred.approve !== null && barred.approve === barred.reject ? barred.approve : null;
  return (
    <div className="flex flex-col gap-2">
      {shared ? (
        <BarredPair reason={shared} />
      ) : (
        <div className="flex gap-2 md:flex-col [&>*]:flex-1 [&_button]:w-full">
          <Button tone="primary" barred={barred.approve ?? notYet(view, unticked)} aria-keyshortcuts="a" onClick={() => onAct("approve")}>
            {view.signOff.may && view.signOff.how === "held" ? "Sign" : "Approve"} <Key>a</Key>
          </Button>
          <Button barred={barred.reject} aria-keyshortcuts="r" onClick={() => onAct("reject")}>
            Reject… <Key>r</Key>
          </Button>
        </div>
      )}
      {batch ? (
        <div className="flex flex-col [&_button]:w-full [&>*]:w-full">
          {batch.collected ? (
            <Button onClick={batch.takeBack}>Take back from those laid aside</Button>
          ) : (
            <Button aria-keyshortcuts="b" onClick={batch.layAside}>
              Lay aside to sign with others <Key>b</Key>
            </Button>
          )}
        </div>
      ) : null}
      {filedByMe ? (
        <div className="flex flex-col [&_button]:w-full [&>*]:w-full">
          <Button barred={barred.cancel} onClick={() => onAct("cancel")}>Cancel the request…</Button>
        </div>
      ) : null}
    </div>
  );
}

/** What the approver can still do about it themselves. */
export function notYet({ snapshot, passkeys }: ApprovalView, unticked: number): string | null {
  if (snapshot.context.policy.assurance === "passkey" && passkeys === 0) {
    return "Signing needs a passkey, and you have none that can sign. Add one under your name, at Your sessions and passkeys.";
  }
  if (unticked === 0) return null;
  return unticked === 1 ? "Tick the risk under “What to look at” first." : `Tick the ${unticked} risks under “What to look at” first.`;
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
