"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, focusFirst } from "@/components/ui/dialog";
import { TextField, TickField } from "@/components/ui/field";
import { makePasskey } from "./make";

/** Adding a passkey: its name, the device's own dialog, then Jiko. `older`: whether the member has one that can sign for it. */
export function AddPasskey({ older, before }: { older: boolean; before: boolean }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [label, setLabel] = useState("");
  const [lost, setLost] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const withOlder = older && !lost;

  const add = async () => {
    if (!label.trim()) return setFault("Name the passkey, so that you know it again.");
    setBusy(true);
    setFault(null);
    try {
      await makePasskey({ label: label.trim(), withOlder });
    } catch (error) {
      setFault(error instanceof Error ? error.message : "The passkey could not be made.");
      setBusy(false);
    }
  };

  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>Add a passkey</Button>
      <Dialog
        open={open}
        onClose={() => !busy && setOpen(false)}
        title="Add a passkey"
        footer={
          <>
            <Button onClick={() => !busy && setOpen(false)}>Back</Button>
            <Button tone="primary" busy={busy} busyLabel="Waiting…" onClick={() => void add()}>Make it and sign in at Jiko</Button>
          </>
        }
      >
        <div className="flex flex-col gap-3">
          <p>
            Your device makes a key that never leaves it. Then you sign in at Jiko once more: Jiko&rsquo;s word ties the key to you,
            and is kept with it.
          </p>
          <TextField
            label="Name"
            hint="What you know it by: the device, or where you keep it. At most 60 characters."
            value={label}
            maxLength={60}
            error={fault}
            ref={focusFirst}
            onChange={(event) => {
              setLabel(event.target.value);
              setFault(null);
            }}
          />
          {older ? (
            <TickField
              label="I no longer have any of my other passkeys. Somebody else will confirm this one."
              checked={lost}
              onChange={(event) => setLost(event.target.checked)}
            />
          ) : before ? (
            <p className="text-ink-muted">You had passkeys before, so a second person must confirm this one before it signs.</p>
          ) : null}
          {withOlder ? (
            <p className="text-ink-muted">Your device asks twice: for the new passkey, and for one that you have, which signs for it.</p>
          ) : null}
        </div>
      </Dialog>
    </>
  );
}
