"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/components/api/error";
import { mirrorQuery } from "@/components/api/mirror";
import { readAgain } from "@/components/api/read-again";
import { request } from "@/components/api/request";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { Dialog } from "@/components/ui/dialog";
import { summaryOf } from "@/components/ui/mirror-line";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { KindState, MirrorState } from "@/lib/desk/mirror/types";
import { reconciliationKey } from "./address";

const names: Record<KindState["kind"], string> = {
  transactions: "Transactions",
  trades: "Trades",
  wires: "Wires",
  transferRequests: "Transfer requests",
  counterparties: "Payees",
};

const columns = columnsOf<KindState>([
  { id: "kind", header: "List", rowHeader: true, cell: (one) => names[one.kind] },
  { id: "rows", header: "Rows", align: "right", cell: (one) => one.rows.toLocaleString("en-US") },
  { id: "back", header: "Back to", cell: (one) => <DateText at={one.reachedBack} form="day" /> },
  { id: "asOf", header: "As of", cell: (one) => <DateText at={one.asOf} form="table" /> },
  { id: "state", header: "State", cell: (one) => (one.filled ? (summaryOf([one]).complete ? "Complete" : summaryOf([one]).remarks.join(" ") || "Complete") : "Being filled") },
]);

/** The desk's copy, list by list, with what an administrator can do about it. */
export function CopyPanel({ initial }: { initial: MirrorState | undefined }) {
  const client = useQueryClient();
  const state = useQuery({ ...mirrorQuery(), placeholderData: initial });
  const may = useMay("mirror.manage");
  const [asking, setAsking] = useState(false);
  const order = useMutation({
    mutationFn: (what: "check" | "rebuild") => request<MirrorState>("/api/mirror", { method: "POST", body: { what } }),
    onSuccess: (fresh, what) => {
      client.setQueryData(mirrorQuery().queryKey, fresh);
      void readAgain(client, { queryKey: reconciliationKey });
      announce(what === "check" ? "The copy is being compared with Jiko's lists." : "The copy was dropped and is being read again.");
      setAsking(false);
    },
  });
  const barred = may ? null : "Comparing and rebuilding need the role admin.";
  const error = order.error instanceof ApiError ? order.error : null;
  return (
    <Panel flush title="The desk's copy of Jiko's lists">
      <DataTable caption="The desk's copy, list by list" columns={columns} rows={state.data?.kinds} rowKey={(one) => one.kind} expected={5} narrow="scroll" />
      <div className="flex flex-col gap-3 border-t border-line px-4 py-3">
        <p className="max-w-prose text-small text-ink-muted">
          The copy is kept up to date in the background and compared with Jiko&apos;s lists month by month. It can be dropped at any time: it is
          read again from Jiko. Versions of payees stay, because Jiko keeps none.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button barred={barred} busy={order.isPending && order.variables === "check"} onClick={() => order.mutate("check")}>
            Compare with Jiko now
          </Button>
          {may ? <Button onClick={() => setAsking(true)}>Rebuild the copy…</Button> : null}
        </div>
        {error ? (
          <Notice hue="failed" title={error.message}>
            {error.reference ? `Reference ${error.reference}.` : null}
          </Notice>
        ) : null}
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Rebuild the desk's copy?"
        urgent
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button tone="primary" busy={order.isPending} onClick={() => order.mutate("rebuild")}>
              Rebuild
            </Button>
          </>
        }
      >
        <p>
          Everything the desk has copied is dropped and read again from Jiko, newest first. Until that is done, reconciliation and search do not
          show everything. Nothing changes at Jiko.
        </p>
      </Dialog>
    </Panel>
  );
}
