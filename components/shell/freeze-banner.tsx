"use client";

import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { freezeQuery } from "@/components/api/freeze";
import { usePolling } from "@/components/api/live-state";
import { useCommand } from "@/components/api/use-command";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import type { FreezeView } from "@/lib/desk/commands/freeze";
import { frozenSentence } from "@/lib/forms/freeze";

/** On every page while the desk is frozen: who did it, when, why, and how far lifting it is. Nothing otherwise. */
export function FreezeBanner() {
  const frozen = useQuery({ ...freezeQuery(), refetchInterval: usePolling(15_000) }).data?.frozen ?? null;
  const before = useRef(frozen?.id ?? null);
  useEffect(() => {
    const now = frozen?.id ?? null;
    if (now === before.current) return;
    before.current = now;
    announce(frozen ? frozenSentence(frozen.by) : "The desk is no longer frozen.", "assertive");
  }, [frozen]);
  return frozen ? <Banner frozen={frozen} /> : null;
}

function Banner({ frozen }: { frozen: NonNullable<FreezeView["frozen"]> }) {
  const may = useMay("desk.freeze");
  const [open, setOpen] = useState(false);
  const { id, by, at, reason, asked, barred } = frozen;
  const close = () => {
    lifting.reset();
    setOpen(false);
  };
  const doneMessage = asked ? "The desk is no longer frozen." : "Noted. A second person must confirm.";
  const lifting = useCommand<{ id: string }>("desk.unfreeze", { doneMessage, onDone: close });
  const act = asked ? "Confirm lifting" : "Lift the freeze";
  return (
    <section aria-label="The desk is frozen" className="border-b border-failed bg-failed-soft px-4 py-3 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 items-start gap-2">
          <Lock aria-hidden className="mt-0.5 size-4 flex-none text-failed" />
          <div className="max-w-prose min-w-0">
            <p className="font-strong">The desk is frozen: nothing is filed or signed here until two people lift it.</p>
            <p>
              {by}, <DateText at={at} />: <q className="wrap-anywhere">{reason}</q>
            </p>
            {asked ? (
              <p>
                {asked.name} asked to lift it, <DateText at={asked.at} />. A second person must confirm.
              </p>
            ) : null}
          </div>
        </div>
        {may ? <Button barred={barred} onClick={() => setOpen(true)}>{act}…</Button> : null}
      </div>
      <CommandDialog
        open={open}
        onClose={close}
        title={asked ? "Lift the freeze?" : "Ask to lift the freeze?"}
        state={lifting.current}
        failed="Nothing was changed"
        submit={act}
        busyLabel={asked ? "Lifting…" : "Asking…"}
        onSubmit={() => void lifting.run({ id })}
      >
        <p>
          {asked ? "Filing and signing go on at once, for everybody." : "Filing and signing go on once another approver or admin has confirmed."}
        </p>
      </CommandDialog>
    </section>
  );
}
