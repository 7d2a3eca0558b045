"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { historyQuery, historySpans } from "@/components/api/treasury";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { useDesk } from "@/components/ui/desk";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import type { Change } from "@/lib/desk/treasury/types";
import { addDays } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import { sourceWords } from "./words";

const spans = { day: "Since yesterday", week: "In a week", month: "In a month" } as const;

interface Row {
  span: keyof typeof spans;
  change: Change | null;
}

const unknown = "Nothing is known of that day yet: the desk's copy is being filled, or a movement since then cannot be understood.";

/** What has happened to the total since a day, a week and a month ago, and where each figure of the past is from. */
export function Changes() {
  const { today } = useDesk();
  const query = useQuery(historyQuery(historySpans[0]));
  const columns = useMemo(() => {
    const figure = (of: (change: Change) => ReactNode) =>
      function ofRow({ change }: Row) {
        return change ? of(change) : <Money cents={null} why={unknown} />;
      };
    const paid = (direction: "CREDIT" | "DEBIT", of: (change: Change) => Cents) =>
      figure((change) => (
        <Link href={`/transactions?booked=${addDays(change.since, 1)}..${today}&direction=${direction}`} className="link" prefetch={false}>
          <Money cents={of(change)} direction={direction} />
        </Link>
      ));
    return columnsOf<Row>([
      { id: "span", header: "Change", rowHeader: true, bare: true, cell: ({ span }) => spans[span] },
      { id: "before", header: "Balance then", align: "right", cell: figure(({ before }) => <Money cents={before} />) },
      {
        id: "source",
        header: "As of, from",
        from: "sm",
        cell: figure(({ since, source }) => (
          <>
            <DateText at={since} form="table" /> <span className="text-ink-muted">{sourceWords[source]}</span>
          </>
        )),
      },
      { id: "in", header: "Paid in", align: "right", cell: paid("CREDIT", ({ paidIn }) => paidIn) },
      { id: "out", header: "Paid out", align: "right", cell: paid("DEBIT", ({ paidOut }) => paidOut) },
      {
        id: "earned",
        header: "Earned",
        align: "right",
        cell: figure(({ since, earned }) => (
          <Link href={`/pockets?earnings=range&from=${addDays(since, 1)}&to=${today}`} className="link" prefetch={false}>
            <Signed value={earned} />
          </Link>
        )),
      },
      {
        id: "change",
        header: "In all",
        align: "right",
        cell: figure(({ change }) => (
          <span className="font-strong">
            <Signed value={change} />
          </span>
        )),
      },
    ]);
  }, [today]);
  const table = (rows: readonly Row[] | undefined) => (
    <DataTable
      caption="Change of the total since a day, a week and a month ago"
      columns={columns}
      rows={rows}
      rowKey={({ span }) => span}
      expected={3}
    />
  );
  return (
    <Panel
      flush
      level={3}
      title="What has changed"
      aside={<span className="text-small text-ink-muted">Moves between own pockets left out</span>}
    >
      <QueryView query={query} what="what has changed" loading={table(undefined)}>
        {({ changes }) => table((Object.keys(spans) as Row["span"][]).map((span) => ({ span, change: changes[span] })))}
      </QueryView>
    </Panel>
  );
}

/** Told by its sign alone, in words of arithmetic: more is +, less is −. */
const Signed = ({ value }: { value: Cents }) =>
  value === 0 ? <Money cents={value} /> : <Money cents={cents(Math.abs(value))} direction={value > 0 ? "CREDIT" : "DEBIT"} />;
