"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { dayIn, writeTime } from "@/components/ui/dates";
import { useDesk } from "@/components/ui/desk";
import { RadioField, TextAreaField, TextField } from "@/components/ui/field";
import { PayeeIdentity } from "@/components/ui/payee-identity";
import type { SnapshotPayee } from "@/lib/approvals/types";
import { callBackLimits, callBackWays, callBackWayWords, type CallBackValues, type CallBackWay } from "@/lib/forms/call-back";

interface CallBackDialogProps {
  payeeId: string;
  /** What is confirmed, and its mark: both of one answer of the server's. */
  payee: SnapshotPayee;
  mark: string;
  onClose: () => void;
}

const fields = ["how", "contact", "source", "note", "day", "time"] as const;

/** Asks who was asked and how. The account that is confirmed stands in it, because that is what is recorded. */
export function CallBackDialog({ payeeId, payee, mark, onClose }: CallBackDialogProps) {
  const { timeZone } = useDesk();
  // As it was when the dialog opened: what changes meanwhile is refused, not confirmed unseen.
  const [shown] = useState({ payee, mark });
  const [values, setValues] = useState(() => {
    const now = new Date().toISOString();
    const [day, time] = [dayIn(now, timeZone), writeTime(now, timeZone).slice(0, 5)];
    return { how: "" as CallBackWay | "", contact: "", source: "", note: "", day, time };
  });
  const change = (part: Partial<typeof values>) => setValues((before) => ({ ...before, ...part }));
  const recording = useCommand<{ payeeId: string } & Omit<CallBackValues, "how"> & { how: string }>("payee.confirm", {
    doneMessage: "The call-back is recorded.",
    onDone: onClose,
  });
  const faults = faultsOf(recording.current);
  return (
    <CommandDialog
      open
      onClose={onClose}
      title="Record a call-back"
      state={recording.current}
      onEdit={recording.reset}
      failed="Nothing was recorded"
      fields={fields}
      submit="Record it"
      busyLabel="Recording…"
      onSubmit={() => void recording.run({ payeeId, mark: shown.mark, ...values })}
    >
      <div className="rounded-control bg-sunken px-3 py-2">
        <p className="mb-1 text-small text-ink-muted">What was confirmed, word for word and digit for digit</p>
        <p className="mb-1 font-strong">{shown.payee.name}</p>
        <PayeeIdentity payee={shown.payee} />
      </div>
      <RadioField
        label="How"
        name="how"
        choices={callBackWays.map((value) => ({ value, label: callBackWayWords[value] }))}
        value={values.how === "" ? null : values.how}
        error={faults.how}
        onChange={(how) => change({ how })}
      />
      <TextField
        label="With whom"
        hint="Name and position at the payee."
        value={values.contact}
        error={faults.contact}
        maxLength={callBackLimits.contact + 50}
        onChange={(event) => change({ contact: event.target.value })}
      />
      <TextField
        label="Where the number or address was taken from"
        hint="Never from the invoice, nor from a message that named the account: from the contract, an earlier payment or a public register."
        value={values.source}
        error={faults.source}
        maxLength={callBackLimits.source + 50}
        onChange={(event) => change({ source: event.target.value })}
      />
      <div className="flex flex-wrap gap-3">
        <TextField
          className="w-40"
          label="Day"
          type="date"
          value={values.day}
          error={faults.day}
          onChange={(event) => change({ day: event.target.value })}
        />
        <TextField
          className="w-40"
          label="Time"
          hint={timeZone.replaceAll("_", " ")}
          type="time"
          value={values.time}
          error={faults.time}
          onChange={(event) => change({ time: event.target.value })}
        />
      </div>
      <TextAreaField
        label="Note"
        optional
        rows={2}
        value={values.note}
        error={faults.note}
        onChange={(event) => change({ note: event.target.value })}
      />
    </CommandDialog>
  );
}
