"use client";

import clsx from "clsx";
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
  /** Why the last try was not signed. */
  fault: string | null;
  onDecide: (given?: { reason: string; reasonCode?: string }) => void;
}

const labels: Record<DecisionAction, { title: string; decide: string; busy: string; back: string }> = {
  approve: { title: "Approve this transfer?", decide: "Approve", busy: "Signing…", back: "Back" },
  reject: { title: "Reject this transfer?", decide: "Reject", busy: "Rejecting…", back: "Back" },
  cancel: { title: "Cancel this request?", decide: "Cancel the request", busy: "Canceling…", back: "Keep the request" },
};

const longest = 500;
const quickReasons: readonly [code: string, text: string][] = [
  ["not_ordered", "We did not order this."],
  ["amount", "The amount is not right."],
  ["payee", "The payee or the account is not right."],
  ["duplicate", "This was paid or filed already."],
  ["documents", "The documents are missing."],
];

const signLabel = ({ snapshot, passkeys }: ApprovalView): string =>
  snapshot.context.policy.assurance === "passkey" || passkeys > 0 ? "Approve with passkey" : "Sign in at Jiko and approve";

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

function ConfirmDialog({ action, view, busy, fault, onClose, onDecide }: DialogProps & { action: "approve" | "cancel" | null }) {
  const text = labels[action ?? "approve"];
  const [note, setNote] = useState("");
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
            onClick={() => onDecide(action === "cancel" && note.trim() ? { reason: note.trim() } : undefined)}
            onKeyDown={(event) => event.repeat && event.preventDefault()}
          >
            {action === "approve" && view.snapshot.context.policy.assurance !== "session" ? signLabel(view) : text.decide}
          </Button>
        </>
      }
    >
      {action ? <p className="text-lead">{decisionSentence(action, view.snapshot.subject, view.snapshot.context.balance.before)}</p> : null}
      {action === "cancel" ? (
        <TextAreaField
          className="mt-3"
          label="Why"
          optional
          hint={`Kept in the record, and read by whoever looks at the request. At most ${longest} characters.`}
          maxLength={longest}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      ) : null}
      {action === "approve" && fault ? <p role="alert" className="mt-2 text-failed">{fault}</p> : null}
    </Dialog>
  );
}

function RejectDialog({ open, view, busy, onClose, onDecide }: DialogProps & { open: boolean }) {
  const [reason, setReason] = useState("");
  const [code, setCode] = useState("other");
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
    if (!fault) onDecide({ reason: reason.trim(), reasonCode: code });
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
        {quickReasons.map(([one, words]) => (
          <button
            key={one}
            type="button"
            aria-pressed={code === one}
            onClick={() => {
              setCode(one);
              setReason(words);
              setError(null);
            }}
            className={clsx("touch rounded-full border px-2.5 py-0.5 text-small hover:bg-sunken", code === one ? "border-accent" : "border-line-strong")}
          >
            {words}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
