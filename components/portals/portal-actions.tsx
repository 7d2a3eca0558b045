"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { useMay } from "@/components/ui/desk";
import { focusFirst } from "@/components/ui/dialog";
import { TextField, TickField } from "@/components/ui/field";
import { portalNameFault, portalNameLimit } from "@/lib/forms/portal";
import type { PortalView } from "@/lib/jiko/portals";
import { mayNot } from "./words";

interface PortalActionsProps {
  portal: PortalView;
  /** All portals of its pocket: two open ones should not have one name. */
  portals: readonly PortalView[];
}

/** Renaming and closing, each in a dialog. */
export function PortalActions({ portal, portals }: PortalActionsProps) {
  const may = useMay("portals.manage");
  const [open, setOpen] = useState<"rename" | "close" | null>(null);
  const closed = portal.status === "CLOSED";
  if (!may) return closed ? null : <Button barred={mayNot}>Change this portal</Button>;
  const dialog = (action: typeof open) => ({ portal, portals, open: open === action, onClose: () => setOpen(null) });
  return (
    <>
      {closed ? null : (
        <>
          <Button onClick={() => setOpen("rename")}>Rename…</Button>
          <Button onClick={() => setOpen("close")}>Close the portal…</Button>
        </>
      )}
      {/* They stay when the portal is closed meanwhile: one may have something to say about what it has sent. */}
      <RenameDialog {...dialog("rename")} />
      <CloseDialog {...dialog("close")} />
    </>
  );
}

type DialogProps = PortalActionsProps & { open: boolean; onClose: () => void };
const which = ({ id, pocket_id }: PortalView) => ({ pocketId: pocket_id, portalId: id });

function RenameDialog({ portal, portals, open, onClose }: DialogProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const close = () => {
    setTyped(null);
    setTried(false);
    renaming.reset();
    onClose();
  };
  const renaming = useCommand<ReturnType<typeof which> & { name: string }>("portal.rename", {
    doneMessage: "The portal has its new name.",
    onDone: close,
  });
  const name = typed ?? portal.name;
  const fault = portalNameFault(name, portals, portal.id);
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title={`Rename ${portal.name}`}
      state={renaming.current}
      onEdit={renaming.reset}
      failed="The portal was not renamed"
      fields={["name"]}
      submit="Rename"
      busyLabel="Renaming…"
      barred={name.trim() === portal.name ? "This is its name now." : null}
      onSubmit={() => {
        setTried(true);
        if (!fault) void renaming.run({ ...which(portal), name: name.trim() });
      }}
    >
      <TextField
        label="Name"
        hint={`For your colleagues, at most ${portalNameLimit} characters.`}
        value={name}
        error={(tried && fault) || faultsOf(renaming.current).name}
        required
        ref={focusFirst}
        onChange={(event) => setTyped(event.target.value)}
      />
    </CommandDialog>
  );
}

function CloseDialog({ portal, open, onClose }: DialogProps) {
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const close = () => {
    setSure(false);
    setTried(false);
    closing.reset();
    onClose();
  };
  const closing = useCommand<ReturnType<typeof which>>("portal.close", { doneMessage: "The portal is closed for good.", onDone: close });
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title={`Close ${portal.name}`}
      state={closing.current}
      onEdit={closing.reset}
      failed="The portal was not closed"
      submit="Close for good"
      busyLabel="Closing…"
      tone="danger"
      onSubmit={() => {
        setTried(true);
        if (sure) void closing.run(which(portal));
      }}
    >
      <p>
        Closing a portal cannot be undone: Jiko does not open it again. Whoever pays to{" "}
        {portal.account_ending ? `the account ending in ${portal.account_ending}` : "its address"} no longer reaches the pocket. Tell payers, and
        those who collect from it, before you close it.
      </p>
      <TickField
        label="I know that this cannot be undone, and payers have other instructions."
        checked={sure}
        error={tried && !sure ? "Tick this to go on." : null}
        onChange={(event) => setSure(event.target.checked)}
      />
    </CommandDialog>
  );
}
