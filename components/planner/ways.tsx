"use client";

import { useRef, useState } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { AsOf, DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { Hint } from "@/components/ui/hint";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { FundingWay, PlanView } from "@/lib/desk/treasury/types";
import { cents, formatCents } from "@/lib/treasury/money";
import { suffices, together } from "./figures";
import { Way } from "./way";
import { howWords } from "./words";

const keyOf = ({ pocketId, how }: FundingWay) => `${pocketId} ${how}`;

/** The ways to have what is needed, the cheapest that suffices first, and one of them in detail. */
export function Ways({ plan }: { plan: PlanView }) {
  const { ways, amount, day, asOf } = plan;
  const pocketName = usePocketNames();
  const [key, setKey] = useState<string | null>(null);
  const detail = useRef<HTMLDivElement>(null);
  const choose = (way: FundingWay) => {
    setKey(keyOf(way));
    requestAnimationFrame(() => detail.current?.scrollIntoView({ block: "nearest" }));
  };
  const chosen = ways.find((way) => keyOf(way) === key) ?? ways[0];
  const columns = columnsOf<FundingWay>([
    {
      id: "pocket",
      header: "Pocket",
      rowHeader: true,
      bare: true,
      cell: (way) => (
        <button type="button" aria-pressed={way === chosen} onClick={() => choose(way)} className="link touch text-left aria-pressed:font-strong">
          {pocketName(way.pocketId)}
          <span className="sr-only">: {howWords(way)}, in detail</span>
        </button>
      ),
    },
    { id: "how", header: "How", cell: howWords },
    {
      id: "arrives", header: "There on",
      cell: ({ arrives }) => (
        <span className={arrives > day ? "text-failed" : undefined}>
          <DateText at={arrives} form="table" />
          {arrives > day ? " (late)" : ""}
        </span>
      ),
    },
    {
      id: "fileBy", header: "File by",
      cell: ({ fileBy, how }) =>
        fileBy ? <DateText at={fileBy} form="table" /> : how === "moves-cash" ? "At once" : "Nothing to file",
    },
    { id: "brings", header: "Brings", align: "right", cell: ({ brings }) => <Money cents={brings} /> },
    { id: "missing", header: "Missing", align: "right", from: "sm", cell: ({ shortfall }) => <Money cents={shortfall} /> },
    { id: "cost", header: "Costs", align: "right", cell: ({ cost }) => <Money cents={cost} /> },
  ]);
  const all = together(ways);
  return (
    <div className="flex flex-col gap-4">
      {ways.some((way) => suffices(way) && way.arrives <= day) ? null : (
        <Notice hue="failed" title="No single way suffices in time.">
          Together all pockets bring {formatCents(all.brings)}
          {all.brings < amount
            ? `, ${formatCents(cents(amount - all.brings))} less than is needed.`
            : `, at a cost of ${formatCents(all.cost)}. Combine ways from the table.`}
        </Notice>
      )}
      <Panel
        flush
        title={<>Ways to have {formatCents(amount)} in {pocketName(plan.pocketId)} on <DateText at={day} /></>}
        aside={<AsOf at={asOf} source="Jiko's prices" />}
      >
        <DataTable
          caption="Ways to have the amount"
          columns={columns}
          rows={ways}
          rowKey={keyOf}
          empty={<Empty title="No pocket holds anything that could be moved here." />}
        />
        <p className="border-t border-line px-4 py-2 text-small text-ink-muted">
          <Hint text="What the bills that are sold would pay at maturity, less what they bring now. Bills that mature in time cost nothing.">Cost</Hint> is
          against holding to maturity. Other requests that are under way are not taken off; what can be paid out at a moment is for Jiko to decide.
        </p>
      </Panel>
      <div ref={detail}>{chosen ? <Way key={keyOf(chosen)} way={chosen} plan={plan} pocketName={pocketName} /> : null}</div>
    </div>
  );
}
