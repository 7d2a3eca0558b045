"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { useCommand } from "@/components/api/use-command";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { focusFirst } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { pocketNameFault } from "@/lib/forms/pocket";
import type { Pocket } from "@/lib/jiko/pockets";

export interface PocketDialogProps {
  pocket: Pocket;
  open: boolean;
  onClose: () => void;
}

export function RenameDialog({ pocket, open, onClose }: PocketDialogProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const pockets = useQuery({ ...pocketsQuery(), enabled: open }).data?.items;
  const close = () => {
    setTyped(null);
    setTried(false);
    renaming.reset();
    onClose();
  };
  const renaming = useCommand<{ pocketId: string; pocketName: string }>("pocket.rename", { doneMessage: "The pocket has its new name.", onDone: close });
  const pocketName = typed ?? pocket.pocket_name;
  const fault = pocketNameFault(pocketName, pockets, pocket.id);
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title={`Rename ${pocket.pocket_name}`}
      state={renaming.current}
      onEdit={renaming.reset}
      failed="The pocket was not renamed"
      fields={["pocketName"]}
      submit="Rename"
      busyLabel="Renaming…"
      barred={pocketName.trim() === pocket.pocket_name ? "This is its name now." : null}
      onSubmit={() => {
        setTried(true);
        if (!fault) void renaming.run({ pocketId: pocket.id, pocketName: pocketName.trim() });
      }}
    >
      <TextField
        label="Name"
        hint="Your colleagues choose pockets by it."
        value={pocketName}
        error={(tried && fault) || faultsOf(renaming.current).pocketName}
        required
        ref={focusFirst}
        onChange={(event) => setTyped(event.target.value)}
      />
    </CommandDialog>
  );
}
