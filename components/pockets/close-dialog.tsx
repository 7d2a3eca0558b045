"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { useState } from "react";
import { openRequestsQuery, pocketsQuery } from "@/components/api/reads";
import { useCommand } from "@/components/api/use-command";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { TextAreaField, TickField } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/status";
import { reasonFault } from "@/lib/forms/line";
import { closingRules, closureReasonLimit, mayClose, type ClosingRule } from "@/lib/forms/pocket";
import { pendingOf } from "@/lib/treasury/pending";
import type { PocketDialogProps } from "./rename-dialog";

/** Closing is final: which rule stands in the way is said beforehand, then the reason is asked for and a tick. */
export function CloseDialog({ pocket, open, onClose }: PocketDialogProps) {
  const [reason, setReason] = useState("");
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const pockets = useQuery({ ...pocketsQuery(), enabled: open }).data;
  const requests = useQuery({ ...openRequestsQuery(), enabled: open }).data;
  const close = () => {
    setReason("");
    setSure(false);
    setTried(false);
    closing.reset();
    onClose();
  };
  const closing = useCommand<{ pocketId: string; reason: string }>("pocket.close", { doneMessage: "The pocket is closed.", onDone: close });
  const rules = pockets && closingRules(pocket, pockets.items, pockets.next_page === null);
  const possible = rules !== undefined && mayClose(rules);
  const fault = reasonFault(reason, closureReasonLimit);
  const pending = requests ? pendingOf(requests.items, pocket.id).count : 0;
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title={`Close ${pocket.pocket_name}`}
      state={closing.current}
      onEdit={closing.reset}
      failed="The pocket was not closed"
      fields={["reason"]}
      submit="Close for good"
      busyLabel="Closing…"
      tone="danger"
      barred={rules === undefined ? "The rules are being checked." : possible ? null : "A rule for closing is not met."}
      onSubmit={() => {
        setTried(true);
        if (!fault && sure) void closing.run({ pocketId: pocket.id, reason: reason.trim() });
      }}
    >
      <p>Closing a pocket is final: Jiko offers no way to open it again. Its transactions, trades and statements stay readable.</p>
      <div>
        <p className="mb-1 text-table font-strong">Jiko closes a pocket when</p>
        <ul className="flex flex-col gap-1.5">{rules ? rules.map((rule) => <Rule key={rule.id} {...rule} />) : <Skeleton width="28ch" />}</ul>
      </div>
      {pending > 0 ? (
        <Notice hue="waiting" title={pending === 1 ? "One transfer request from it has not ended" : `${pending} transfer requests from it have not ended`}>
          They will find nothing to pay from.
        </Notice>
      ) : null}
      {possible ? (
        <>
          <TextAreaField
            label="Reason"
            hint={`Jiko asks for it. At most ${closureReasonLimit} characters.`}
            value={reason}
            error={(tried && fault) || faultsOf(closing.current).reason}
            required
            onChange={(event) => setReason(event.target.value)}
          />
          <TickField
            label="I know that this cannot be undone, and that nobody can pay into it any more."
            checked={sure}
            error={tried && !sure ? "Tick this to go on." : null}
            onChange={(event) => setSure(event.target.checked)}
          />
        </>
      ) : null}
    </CommandDialog>
  );
}

function Rule({ rule, holds, found }: ClosingRule) {
  const Icon = holds === null ? CircleHelp : holds ? CircleCheck : CircleX;
  const look = holds === null ? "text-ink-muted" : holds ? "text-done" : "text-failed";
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-1 size-4 flex-none ${look}`} />
      <span>
        {rule} <span className="sr-only">{holds === null ? "Not known:" : holds ? "Met:" : "Not met:"}</span>{" "}
        <span className={holds === false ? "text-failed" : "text-ink-muted"}>{found}</span>
      </span>
    </li>
  );
}
