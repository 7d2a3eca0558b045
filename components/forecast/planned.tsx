"use client";

import { useCommand } from "@/components/api/use-command";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { DateText } from "@/components/ui/date-text";
import { useBarred } from "@/components/ui/desk";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import type { PlannedView, ProjectionView } from "@/lib/desk/treasury/types";
import { PlanForm } from "./plan-form";

interface PlannedProps {
  planned: readonly PlannedView[];
  pockets: ProjectionView["pockets"];
  today: string;
}

/** Flows that people here expect, and the form for another. They count for everybody until somebody takes them back. */
export function Planned({ planned, pockets, today }: PlannedProps) {
  const mayNot = useBarred("forecast.edit");
  const dropping = useCommand<{ id: string }>("forecast.drop");
  const busy = dropping.state === "running" || dropping.state === "checking";
  const columns = columnsOf<PlannedView>([
    { id: "day", header: "Day", cell: ({ day }) => <DateText at={day} form="table" /> },
    { id: "text", header: "What", rowHeader: true, bare: true, cell: ({ text }) => <bdi>{text}</bdi> },
    { id: "pocket", header: "Pocket", cell: ({ pocketId }) => pockets.find(({ id }) => id === pocketId)?.name ?? pocketId.slice(0, 8) },
    { id: "by", header: "Written down by", from: "md", cell: ({ by }) => <>{by.name}, <DateText at={by.at} form="day" /></> },
    { id: "amount", header: "Amount", align: "right", cell: ({ amount }) => <Money cents={amount} /> },
    {
      id: "drop",
      header: "Change",
      align: "right",
      cell: ({ id, text }) =>
        mayNot ? null : (
          <Button tone="quiet" busy={busy} onClick={() => void dropping.run({ id })} aria-label={`Take back ${text}`}>
            Take back
          </Button>
        ),
    },
  ]);
  return (
    <div id="planned" className="scroll-mt-(--shell-top)">
      <Panel flush title="What else is expected">
        <CommandNotice state={dropping.current} failed="It was not taken back" />
        <DataTable
          caption="Flows that somebody expects"
          columns={columns}
          rows={planned}
          rowKey={({ id }) => id}
          empty={<p className="px-4 pt-4 text-ink-muted">Nobody has written down anything that is still to come.</p>}
        />
        {mayNot ? <p className="px-4 py-3 text-small text-ink-muted">{mayNot}</p> : <PlanForm pockets={pockets} today={today} />}
      </Panel>
    </div>
  );
}
