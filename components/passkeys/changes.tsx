"use client";

import { useState } from "react";
import { signWithPasskey } from "@/components/api/sign";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import type { PasskeyView } from "@/lib/desk/passkeys/list";
import { shortFingerprint } from "./words";

const reasons = [
  ["lost", "It is lost"],
  ["replaced", "Another one takes its place"],
  ["left", "Its owner has left"],
  ["other", "Something else"],
] as const;

/** Nothing can be signed with it any more; what is held with it no longer counts. */
export function RevokePasskey({ passkey, own = false }: { passkey: PasskeyView; own?: boolean }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string>("lost");
  const revoke = useCommand("passkey.revoke", { onDone: () => setOpen(false) });
  const busy = revoke.current.state === "running";
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={`Revoke ${passkey.label}`}>Revoke…</Button>
      <Dialog
        open={open}
        onClose={() => !busy && setOpen(false)}
        title={`Revoke “${passkey.label}”?`}
        urgent
        footer={
          <>
            <Button onClick={() => !busy && setOpen(false)}>Keep it</Button>
            <Button tone="danger" busy={busy} busyLabel="Revoking…" onClick={() => void revoke.run({ id: passkey.id, reason })}>Revoke it</Button>
          </>
        }
      >
        <p className="mb-3">
          Nothing can be signed with it any more, and sign-offs that are held here with it no longer count.
          {own ? " A passkey that you add later must be signed for by another one of yours, or confirmed by a second person." : ""}
        </p>
        <SelectField label="Why" value={reason} onChange={(event) => setReason(event.target.value)}>
          {reasons.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
        </SelectField>
        {revoke.current.state === "refused" ? <p role="alert" className="mt-2 text-failed">{revoke.current.message}</p> : null}
      </Dialog>
    </>
  );
}

/** A second person stands for a passkey, with their own. */
export function ConfirmPasskey({ passkey }: { passkey: PasskeyView }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const confirm = useCommand("passkey.confirm", { onDone: () => setOpen(false) });
  const refused = confirm.current.state === "refused" ? confirm.current.message : null;
  const sign = async () => {
    setBusy(true);
    setFault(null);
    try {
      const { id, fingerprint } = passkey;
      await confirm.run({ id, gesture: await signWithPasskey({ kind: "passkey", passkeyId: id, fingerprint }) });
    } catch (error) {
      setFault(error instanceof Error ? error.message : "This could not be signed.");
    }
    setBusy(false);
  };
  return (
    <>
      <Button barred={passkey.confirmBarred} onClick={() => setOpen(true)} aria-label={`Confirm ${passkey.label} of ${passkey.memberName}`}>Confirm…</Button>
      <Dialog
        open={open}
        onClose={() => !busy && setOpen(false)}
        title={`Confirm the passkey of ${passkey.memberName}?`}
        urgent
        footer={
          <>
            <Button onClick={() => !busy && setOpen(false)}>Back</Button>
            <Button tone="primary" busy={busy} busyLabel="Signing…" onClick={() => void sign()}>Confirm with your passkey</Button>
          </>
        }
      >
        <p>
          Speak with {passkey.memberName} first, and have them read the fingerprint on their screen to you: it must be{" "}
          <span className="font-mono">{shortFingerprint(passkey)}</span>. Whoever has this passkey signs in their name.
        </p>
        {fault ?? refused ? <p role="alert" className="mt-2 text-failed">{fault ?? refused}</p> : null}
      </Dialog>
    </>
  );
}
