"use client";

import { useState } from "react";
import { signWithPasskey } from "@/components/api/sign";
import { useCommand } from "@/components/api/use-command";
import { useSigning } from "@/components/api/use-signing";
import { Button } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
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
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={`Revoke ${passkey.label}`}>Revoke…</Button>
      <CommandDialog
        open={open}
        title={`Revoke “${passkey.label}”?`}
        state={revoke.current}
        failed="The passkey was not revoked"
        submit="Revoke it"
        busyLabel="Revoking…"
        tone="danger"
        onSubmit={() => void revoke.run({ id: passkey.id, reason })}
        onEdit={revoke.reset}
        onClose={() => setOpen(false)}
      >
        <p>
          Nothing can be signed with it any more, and sign-offs that are held here with it no longer count.
          {own ? " A passkey that you add later must be signed for by another one of yours, or confirmed by a second person." : ""}
        </p>
        <SelectField label="Why" value={reason} onChange={(event) => setReason(event.target.value)}>
          {reasons.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
        </SelectField>
      </CommandDialog>
    </>
  );
}

/** A second person stands for a passkey, with their own. */
export function ConfirmPasskey({ passkey }: { passkey: PasskeyView }) {
  const [open, setOpen] = useState(false);
  const { signing: busy, fault, attempt } = useSigning();
  const confirm = useCommand("passkey.confirm", { onDone: () => setOpen(false) });
  const refused = confirm.current.state === "refused" ? confirm.current.message : null;
  const sign = () =>
    attempt(async () => {
      const { id, fingerprint } = passkey;
      await confirm.run({ id, gesture: await signWithPasskey({ kind: "passkey", passkeyId: id, fingerprint }) });
    });
  return (
    <>
      <Button
        barred={passkey.confirmBarred}
        onClick={() => setOpen(true)}
        aria-label={`Confirm ${passkey.label} of ${passkey.memberName}`}
      >
        Confirm…
      </Button>
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
