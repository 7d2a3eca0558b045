"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useMay } from "@/components/ui/desk";
import type { Pocket } from "@/lib/jiko/pockets";
import { CloseDialog } from "./close-dialog";
import { RenameDialog } from "./rename-dialog";
import { StrategiesDialog } from "./strategies-dialog";
import { mayNot } from "./words";

type Action = "rename" | "strategies" | "close";

/** What can be changed about a pocket, each in a dialog of its own. */
export function PocketActions({ pocket }: { pocket: Pocket }) {
  const may = useMay("pockets.manage");
  const [open, setOpen] = useState<Action | null>(null);
  const closed = pocket.status === "CLOSED";
  if (!may) return closed ? null : <Button barred={mayNot}>Change this pocket</Button>;
  const dialog = (action: Action) => ({ pocket, open: open === action, onClose: () => setOpen(null) });
  return (
    <>
      {closed ? null : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen("rename")}>Rename…</Button>
          <Button onClick={() => setOpen("strategies")}>Change strategies…</Button>
          <Button onClick={() => setOpen("close")}>Close the pocket…</Button>
        </div>
      )}
      {/* They stay when the pocket is closed meanwhile: one may have something to say about what it has sent. */}
      <RenameDialog {...dialog("rename")} />
      <StrategiesDialog {...dialog("strategies")} />
      <CloseDialog {...dialog("close")} />
    </>
  );
}
