"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
import { useMay } from "@/components/ui/desk";
import type { WebhookResult } from "@/lib/desk/commands/webhooks";
import type { Subscription } from "@/lib/jiko/subscriptions";
import { mayNot, nameOf } from "./words";

interface ActionsProps {
  subscription: Subscription;
  ours: boolean;
  /** A new secret waits to be shown to the person. */
  onSecret: (id: string) => void;
}

/** Switching, rotating the secret and deleting, each in a dialog. */
export function WebhookActions(props: ActionsProps) {
  const may = useMay("webhooks.manage");
  const [open, setOpen] = useState<"switch" | "rotate" | "delete" | null>(null);
  const { status } = props.subscription;
  if (!may) return <Button barred={mayNot}>Change this webhook</Button>;
  const dialog = (which: typeof open) => ({ ...props, open: open === which, onClose: () => setOpen(null) });
  return (
    <>
      {status === "enabled" || status === "disabled" ? <Button onClick={() => setOpen("switch")}>{status === "enabled" ? "Switch off…" : "Switch on…"}</Button> : null}
      <Button onClick={() => setOpen("rotate")}>Rotate the secret…</Button>
      <Button onClick={() => setOpen("delete")}>Delete…</Button>
      <SwitchDialog {...dialog("switch")} />
      <RotateDialog {...dialog("rotate")} />
      <DeleteDialog {...dialog("delete")} />
    </>
  );
}

type DialogProps = ActionsProps & { open: boolean; onClose: () => void };

function SwitchDialog({ subscription: { id, status }, ours, open, onClose }: DialogProps) {
  const on = status !== "enabled";
  const close = () => {
    switching.reset();
    onClose();
  };
  const switching = useCommand<{ subscriptionId: string; status: string }>("webhook.switch", { doneMessage: "The webhook is switched.", onDone: close });
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title={on ? "Switch this webhook on?" : "Switch this webhook off?"}
      state={switching.current}
      failed="The webhook was not switched"
      submit={on ? "Switch on" : "Switch off"}
      busyLabel="Switching…"
      onSubmit={() => void switching.run({ subscriptionId: id, status: on ? "enabled" : "disabled" })}
    >
      <p>
        {on
          ? "Jiko delivers events from then on. What happened while it was off stays in the event log alone."
          : `Jiko delivers nothing until it is switched on again.${ours ? " The desk then looks for changes by itself, a little later." : ""}`}
      </p>
    </CommandDialog>
  );
}

function RotateDialog({ subscription: { id }, ours, onSecret, open, onClose }: DialogProps) {
  const close = () => {
    rotating.reset();
    onClose();
  };
  const rotating = useCommand<{ subscriptionId: string; secretId: string }, WebhookResult>("webhook.rotate", {
    doneMessage: "Jiko signs with the new secret.",
    onDone: (result) => {
      if (!ours && result?.revealId) onSecret(result.revealId);
      close();
    },
  });
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title="Rotate the secret?"
      state={rotating.current}
      failed="The secret was not rotated"
      submit="Rotate the secret"
      busyLabel="Rotating…"
      onSubmit={() => void rotating.run({ subscriptionId: id, secretId: crypto.randomUUID() })}
    >
      {ours ? (
        <p>A new secret is made and given to Jiko. Deliveries under the one before are taken for another 24 hours, so nothing is lost.</p>
      ) : (
        <p>A new secret is made and given to Jiko at once, and shown to you once. Until your receiver has it, it will refuse what Jiko sends.</p>
      )}
    </CommandDialog>
  );
}

function DeleteDialog({ subscription, ours, open, onClose }: DialogProps) {
  const router = useRouter();
  const deleting = useCommand<{ subscriptionId: string }>("webhook.delete", {
    doneMessage: "The webhook is deleted.",
    onDone: () => router.push("/webhooks"),
  });
  return (
    <CommandDialog
      open={open}
      onClose={() => {
        deleting.reset();
        onClose();
      }}
      title={`Delete ${nameOf(subscription)}?`}
      state={deleting.current}
      failed="The webhook was not deleted"
      submit="Delete"
      busyLabel="Deleting…"
      tone="danger"
      onSubmit={() => void deleting.run({ subscriptionId: subscription.id })}
    >
      <p>Jiko delivers nothing to it any more. This cannot be undone; a new webhook gets a new secret.</p>
      {ours ? <p>What was received stays listed. The address here no longer answers.</p> : null}
    </CommandDialog>
  );
}
