"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useState } from "react";
import { usePolling } from "@/components/api/live-state";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { LoadingLine } from "@/components/ui/skeleton";
import { Badge } from "@/components/ui/status";
import type { CallBack, CallBacksView, ShownCallBack } from "@/lib/desk/payees/call-back";
import { callBackWayWords } from "@/lib/forms/call-back";
import { CallBackDialog } from "./call-back-dialog";
import { callBacksQuery } from "./queries";

/** Whether somebody asked the payee itself about its account: the standard control against invoices with a changed one. */
export function CallBacks({ payeeId }: { payeeId: string }) {
  const query = useQuery({ ...callBacksQuery(payeeId), refetchInterval: usePolling(60_000) });
  return (
    <Panel title="Account confirmed by a call-back" aside={query.data ? <Standing standing={query.data.standing} /> : null}>
      <QueryView query={query} what="the call-backs" loading={<LoadingLine what="the call-backs" />}>
        {(view) => <Recorded payeeId={payeeId} view={view} />}
      </QueryView>
    </Panel>
  );
}

const standings = {
  confirmed: ["done", CircleCheck, "Confirmed"],
  none: ["waiting", CircleDashed, "Never confirmed"],
  lost: ["failed", CircleX, "Lost: the payee has changed since"],
} as const;

function Standing({ standing: { state } }: { standing: CallBack }) {
  const [hue, icon, word] = standings[state];
  return <Badge hue={hue} icon={icon}>{word}</Badge>;
}

const meanings: Record<CallBack["state"], string> = {
  confirmed: "Somebody asked the payee, by a way that was known before, and name and account are still what was confirmed.",
  none: "Nobody has asked the payee yet whether this account is right. Do so before the first payment.",
  lost: "Name, bank, account or instructions are no longer what was confirmed. Ask the payee again before anything is paid.",
};

function Recorded({ payeeId, view }: { payeeId: string; view: CallBacksView }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-prose">{meanings[view.standing.state]}</p>
      {view.history.length > 0 ? (
        <ol aria-label="Call-backs" className="flex w-full flex-col gap-3">
          {view.history.map((one) => (
            <Past key={one.id} one={one} />
          ))}
        </ol>
      ) : null}
      <Button barred={view.barred} onClick={() => setOpen(true)}>Record a call-back…</Button>
      {open ? <CallBackDialog payeeId={payeeId} payee={view.payee} mark={view.mark} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function Past({ one: { by, how, contact, source, note, confirmedAt, recordedAt, fits } }: { one: ShownCallBack }) {
  return (
    <li className="border-l-2 border-line pl-3">
      <p>
        <span className="font-strong">{by.name}</span>, {callBackWayWords[how].toLowerCase()}, <DateText at={confirmedAt} />{" "}
        {fits ? null : <Badge hue="quiet">For an earlier name or account</Badge>}
      </p>
      <p className="wrap-anywhere">
        <span className="text-ink-muted">With </span>
        {contact}
        <span className="text-ink-muted">, number or address from: </span>
        {source}
      </p>
      {note ? <p className="wrap-anywhere">{note}</p> : null}
      <p className="text-small text-ink-muted">
        Recorded <DateText at={recordedAt} />
      </p>
    </li>
  );
}
