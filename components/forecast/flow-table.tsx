"use client";

import { useMemo, type ReactNode } from "react";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { writeDay } from "@/components/ui/dates";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { MonoId } from "@/components/ui/mono-id";
import { Panel } from "@/components/ui/panel";
import { statusWord } from "@/components/ui/status";
import type { ProjectionView } from "@/lib/desk/treasury/types";
import type { ProjectedSpan } from "@/lib/treasury/forecast";

type Row = ProjectedSpan["flows"][number] & { key: string };

const spanWords = ({ from, to }: ProjectedSpan): string => (from === to ? writeDay(from) : `${writeDay(from)} to ${writeDay(to)}`);

interface FlowTableProps {
  spans: readonly ProjectedSpan[];
  view: ProjectionView;
  pocketName: (id: string) => string;
  /** The address that shows all flows again; null where all are shown. */
  all: string | null;
}

/** The flows that the forecast is made of, each with what it rests on. */
export function FlowTable({ spans, view, pocketName, all }: FlowTableProps) {
  const rows = useMemo(() => spans.flatMap(({ flows }) => flows).map((flow, i): Row => ({ ...flow, key: String(i) })), [spans]);
  const columns = columnsOf<Row>([
    { id: "day", header: "Day", cell: ({ due }) => <DateText at={due} form="table" /> },
    { id: "what", header: "What", rowHeader: true, bare: true, cell: (row) => <Source row={row} view={view} /> },
    { id: "pocket", header: "Pocket", cell: ({ pocketId }) => pocketName(pocketId) },
    { id: "cash", header: "Cash", align: "right", cell: ({ cash }) => <Money cents={cash} /> },
    { id: "bills", header: "Bills", align: "right", from: "sm", cell: ({ bills }) => <Money cents={bills} /> },
  ]);
  const span = spans[0];
  return (
    <div id="flows" className="scroll-mt-(--shell-top)">
      <Panel
        flush
        title={all && span ? `Flows of ${spanWords(span)}` : "Flows of all thirteen weeks"}
        aside={
          all ? (
            <Link href={all} scroll={false} className="link">
              All thirteen weeks
            </Link>
          ) : null
        }
      >
        <div className="max-h-96 overflow-y-auto [--shell-top:0px]">
          <DataTable
            compact
            caption="Flows of the forecast"
            columns={columns}
            rows={rows}
            rowKey={({ key }) => key}
            empty={<p className="px-4 py-6 text-ink-muted">Nothing is expected to move.</p>}
          />
        </div>
      </Panel>
    </div>
  );
}

/** What a flow is, as a link to what it rests on. */
function Source({ row: { source, pocketId }, view }: { row: Row; view: ProjectionView }): ReactNode {
  switch (source.kind) {
    case "maturity":
    case "reinvestment":
      return (
        <Link href={`/pockets/${pocketId}`} className="link" prefetch={false}>
          {source.kind === "maturity" ? "Matures" : "Buys bills again"} <MonoId value={source.cusip} />
        </Link>
      );
    case "transfer":
      return (
        <Link href={`/approvals/${source.id}`} className="link" prefetch={false}>
          Transfer: {statusWord("transfer", source.status).toLowerCase()}
        </Link>
      );
    case "recurring": {
      const found = view.recurring.find(({ id }) => id === source.id);
      return <a href="#recurring" className="link">{found?.counterparty ?? "Came back in a rhythm"}</a>;
    }
    case "planned": {
      const found = view.planned.find(({ id }) => id === source.id);
      return <a href="#planned" className="link">{found?.text ?? "Expected"}</a>;
    }
  }
}
