"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { focusFirst } from "@/components/ui/dialog";
import { RadioField, TextField } from "@/components/ui/field";
import type { ListDefinition } from "@/lib/lists/types";
import { viewNameLimit, type SavedView } from "@/lib/lists/views";

interface SaveViewDialogProps {
  list: ListDefinition;
  /** What the address says now. */
  search: string;
  /** A view that this began from and that may be changed: saving under its name puts this in its place. */
  current: SavedView | null;
  onDone: (id: string | null) => void;
  onClose: () => void;
}

/** Keeps filters, order and columns under a name, for oneself or for the team. */
export function SaveViewDialog({ list, search, current: begun, onDone, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState(begun?.name ?? "");
  const [who, setWho] = useState<"own" | "team">(begun?.team ? "team" : "own");
  const { run, current, reset } = useCommand<{ id?: string; list: string; name: string; team: boolean; search: string }, { id: string }>("view.save", {
    onDone: (saved) => onDone(saved?.id ?? null),
    doneMessage: "The view is saved.",
  });
  const typed = name.trim();
  const again = begun && typed === begun.name ? { id: begun.id } : {};
  return (
    <CommandDialog
      open
      title="Save this view"
      state={current}
      failed="The view was not saved"
      fields={["name"]}
      submit={"id" in again ? "Save the changes" : "Save the view"}
      busyLabel="Saving…"
      barred={typed ? null : "Give the view a name."}
      onSubmit={() => void run({ ...again, list: list.name, name: typed, team: who === "team", search })}
      onEdit={reset}
      onClose={onClose}
    >
      <TextField
        ref={focusFirst}
        label="Name"
        hint={begun ? "Under the same name it takes the place of the view; under another it is a new one." : undefined}
        value={name}
        maxLength={viewNameLimit}
        error={faultsOf(current).name}
        onChange={(event) => setName(event.target.value)}
      />
      <RadioField
        label="Who sees it"
        name="who"
        value={who}
        onChange={setWho}
        choices={[
          { value: "own", label: "Only you" },
          { value: "team", label: "The whole team", hint: "Others see it under your name and cannot change it." },
        ]}
      />
    </CommandDialog>
  );
}
