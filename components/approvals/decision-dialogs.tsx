"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, focusFirst } from "@/components/ui/dialog";
import { TextAreaField } from "@/components/ui/field";
import type { ApprovalView, DecisionAction } from "@/lib/approvals/types";
import { decisionSentence } from "./words";

interface DialogProps {
  view: ApprovalView;
  busy: boolean;
  onClose: () => void;
  onDecide: (reason?: string) => void;
}

const labels: Record<DecisionAction, { title: string; decide: string; busy: string; back: string }> = {
  approve: { title: "Approve this transfer?", decide: "Approve", busy: "Approving…", back: "Back" },
  reject: { title: "Reject this transfer?", decide: "Reject", busy: "Rejecting…", back: "Back" },
  cancel: { title: "Cancel this request?", decide: "Cancel the request", busy: "Canceling…", back: "Keep the request" },
};

const longest = 500;
const quickReasons = [
  "We did not order this.",
  "The amount is not right.",
  "The payee or the account is not right.",
  "This was paid or filed already.",
  "The documents are missing.",
];

/** The confirm step of a decision; one at a time. It stays while the decision is on its way. */
export function DecisionDialog({ action, ...props }: DialogProps & { action: DecisionAction | null }) {
  // Both stand in the page all the time: a dialog that is taken away while open cannot give the focus back.
  return (
    <>
      <ConfirmDialog {...props} action={action === "reject" ? null : action} />
      <RejectDialog {...props} open={action === "reject"} />
    </>
  );
}

function ConfirmDialog({ action, view, busy, onClose, onDecide }: DialogProps & { action: "approve" | "cancel" | null }) {
  const text = labels[action ?? "approve"];
  return (
    <Dialog
      open={action !== null}
      onClose={() => !busy && onClose()}
      title={text.title}
      urgent
      footer={
        <>
          {/* A decision cannot be taken back, so the dialog opens on the way out. */}
          <span className="contents" ref={(box) => focusFirst(box?.querySelector("button") ?? null)}>
            <Button onClick={() => !busy && onClose()}>{text.back}</Button>
          </span>
          <Button
            tone={action === "cancel" ? "danger" : "primary"}
            busy={busy}
            busyLabel={text.busy}
            onClick={() => onDecide()}
            onKeyDown={(event) => event.repeat && event.preventDefault()}
          >
            {text.decide}
          </Button>
        </>
      }
    >
      {action ? <p className="text-lead">{decisionSentence(action, view.snapshot.subject, view.snapshot.context.balance.before)}</p> : null}
    </Dialog>
  );
}

function RejectDialog({ open, view, busy, onClose, onDecide }: DialogProps & { open: boolean }) {
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const text = labels.reject;
  const faultOf = (typed: string) => {
    const { length } = typed.trim();
    if (length === 0) return "Say why; the person who filed it reads this.";
    return length > longest ? `At most ${longest} characters; these are ${length}.` : null;
  };
  const submit = () => {
    const fault = faultOf(reason);
    setError(fault);
    if (!fault) onDecide(reason.trim());
  };
  return (
    <Dialog
      open={open}
      onClose={() => !busy && onClose()}
      title={text.title}
      footer={
        <>
          <Button onClick={() => !busy && onClose()}>{text.back}</Button>
          <Button tone="danger" busy={busy} busyLabel={text.busy} onClick={submit}>{text.decide}</Button>
        </>
      }
    >
      <p className="mb-3 text-lead">{decisionSentence("reject", view.snapshot.subject, view.snapshot.context.balance.before)}</p>
      <TextAreaField
        label="Reason"
        hint={`The person who filed it reads this. At most ${longest} characters.`}
        value={reason}
        error={error}
        ref={focusFirst}
        required
        onChange={(event) => {
          setReason(event.target.value);
          if (error) setError(faultOf(event.target.value));
        }}
      />
      <div role="group" aria-label="Common reasons" className="mt-2 flex flex-wrap gap-1.5">
        {quickReasons.map((one) => (
          <button
            key={one}
            type="button"
            onClick={() => {
              setReason(one);
              setError(null);
            }}
            className="touch rounded-full border border-line-strong px-2.5 py-0.5 text-small hover:bg-sunken"
          >
            {one}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
