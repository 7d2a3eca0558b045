"use client";

import { useId, type ReactNode } from "react";
import type { CommandState } from "@/components/api/command-run";
import { Button } from "./button";
import type { Tone } from "./button-look";
import { CommandNotice } from "./command-notice";
import { Dialog } from "./dialog";

interface CommandDialogProps {
  open: boolean;
  title: string;
  /** Of the command that this dialog sends. */
  state: CommandState<unknown>;
  /** What did not happen where it is refused: "The pocket was not renamed". */
  failed: string;
  /** Fields of the form that show their own faults. */
  fields?: readonly string[];
  submit: string;
  busyLabel: string;
  tone?: Tone;
  /** Why it cannot be sent now. */
  barred?: string | null;
  onSubmit: () => void;
  /** Something was typed or chosen after a refusal: what was said about the last attempt is no longer true. */
  onEdit?: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A short form in a dialog that sends one command. It stays while that is on its way, and says what became of it. */
export function CommandDialog(props: CommandDialogProps) {
  const { open, title, state, failed, fields, submit, busyLabel, tone = "primary", barred, onSubmit, onEdit, onClose, children } = props;
  const id = useId();
  const busy = state.state === "running";
  const close = () => !busy && onClose();
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      footer={
        <>
          <Button onClick={close}>{state.state === "checking" ? "Close" : "Back"}</Button>
          {state.state === "checking" ? null : (
            <Button type="submit" form={id} tone={tone} busy={busy} busyLabel={busyLabel} barred={barred}>
              {submit}
            </Button>
          )}
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-3"
        onChange={() => {
          if (state.state === "refused" || state.state === "not_done") onEdit?.();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !barred && state.state !== "checking") onSubmit();
        }}
      >
        <CommandNotice state={state} failed={failed} fields={fields} />
        {children}
      </form>
    </Dialog>
  );
}
