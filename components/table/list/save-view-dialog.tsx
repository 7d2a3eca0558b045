"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { focusFirst } from "@/components/ui/dialog";
import { RadioField, TextField } from "@/components/ui/field";
import type { ListDefinition, ListView } from "@/lib/lists/types";

interface SaveViewDialogProps {
  list: ListDefinition;
  /** What the address says now. */
  search: string;
  /** One's own view that this began from: saving under its name changes it. */
  current: ListView | null;
  onDone: (id: string | null) => void;
  onClose: () => void;
}

/** Keeps filters, order and columns under a name, for oneself or for the team. */
export function SaveViewDialog({ list, search, current: begun, onDone, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState(begun?.name ?? "");
  const [who, setWho] = useState<"own" | "team">(begun?.team ? "team" : "own");
  const { run, current, reset } = useCommand<{ list: string; name: string; team: boolean; search: string }, { id: string }>("view.save", {
    onDone: (saved) => onDone(saved?.id ?? null),
    doneMessage: "The view is saved.",
  });
  const typed = name.trim();
  return (
    <CommandDialog
      open
      title="Save this view"
      state={current}
      failed="The view was not saved"
      fields={["name"]}
      submit={begun && typed === begun.name ? "Save the changes" : "Save the view"}
      busyLabel="Saving…"
      barred={typed ? null : "Give the view a name."}
      onSubmit={() => void run({ list: list.name, name: typed, team: who === "team", search })}
      onEdit={reset}
      onClose={onClose}
    >
      <TextField
        ref={focusFirst}
        label="Name"
        hint="Your own view of the same name is replaced."
        value={name}
        maxLength={80}
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
