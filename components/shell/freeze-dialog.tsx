"use client";

import { Lock } from "lucide-react";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { freezeQuery } from "@/components/api/freeze";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { useMay } from "@/components/ui/desk";
import { focusFirst } from "@/components/ui/dialog";
import { TextAreaField } from "@/components/ui/field";
import { freezeReasonLimit } from "@/lib/forms/freeze";
import { reasonFault } from "@/lib/forms/line";

/** Whether the viewer may freeze the desk and there is something to freeze. */
export function useMayFreeze(): boolean {
  const may = useMay("desk.freeze");
  const { data } = useQuery(freezeQuery());
  return may && data?.frozen === null;
}

/** Stops all filing and signing here: a reason, and one click more. */
export function FreezeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const close = () => {
    setReason("");
    setTried(false);
    freezing.reset();
    onClose();
  };
  const freezing = useCommand<{ reason: string }>("desk.freeze", { doneMessage: "The desk is frozen.", onDone: close });
  const fault = reasonFault(reason, freezeReasonLimit);
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title="Freeze the desk?"
      state={freezing.current}
      onEdit={freezing.reset}
      failed="The desk was not frozen"
      fields={["reason"]}
      submit="Freeze the desk"
      busyLabel="Freezing…"
      tone="danger"
      onSubmit={() => {
        setTried(true);
        if (!fault) void freezing.run({ reason: reason.trim() });
      }}
    >
      <p>
        Nothing is filed or signed here from that moment on, by anybody. Lifting it takes two people. What is done at Jiko without this desk
        is not stopped.
      </p>
      <TextAreaField
        label="Reason"
        hint={`Everybody who finds the desk frozen reads it. At most ${freezeReasonLimit} characters.`}
        value={reason}
        error={(tried && fault) || faultsOf(freezing.current).reason}
        required
        ref={focusFirst}
        onChange={(event) => setReason(event.target.value)}
      />
    </CommandDialog>
  );
}

/** For pages from which the desk is frozen with one click. Nothing for those who may not, and while it is frozen. */
export function FreezeButton() {
  const [open, setOpen] = useState(false);
  const may = useMayFreeze();
  return (
    <>
      {may ? (
        <Button icon={<Lock aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
          Freeze the desk…
        </Button>
      ) : null}
      <FreezeDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}
