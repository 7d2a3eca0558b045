"use client";

import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { BeginTransfer } from "@/components/ui/begin-transfer";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { MonoId } from "@/components/ui/mono-id";
import { Panel } from "@/components/ui/panel";
import type { FundingWay, PlanView } from "@/lib/desk/treasury/types";
import { sum } from "@/lib/treasury/money";
import { draftOf } from "./figures";
import { howWords } from "./words";

type Sale = FundingWay["sales"][number];
type Maturing = FundingWay["maturing"][number];

const maturingColumns = columnsOf<Maturing>([
  { id: "day", header: "Matures", rowHeader: true, cell: ({ maturity_date }) => <DateText at={maturity_date} form="table" /> },
  { id: "cusip", header: "CUSIP", cell: ({ cusip }) => <MonoId value={cusip} /> },
  { id: "face", header: "Pays", align: "right", cell: ({ face }) => <Money cents={face} /> },
]);

const keyOf = ({ cusip, maturity_date }: Sale | Maturing): string => `${cusip} ${maturity_date}`;

const quantities = new Intl.NumberFormat("en-US");

/** One way down to its bills, and the transfer that it needs. */
export function Way({ way, plan, pocketName }: { way: FundingWay; plan: PlanView; pocketName: (id: string) => string }) {
  const { sales, maturing } = way;
  const draft = draftOf(way, plan);
  const saleColumns = columnsOf<Sale>([
    { id: "cusip", header: "CUSIP", rowHeader: true, cell: ({ cusip }) => <MonoId value={cusip} /> },
    { id: "day", header: "Would mature", cell: ({ maturity_date }) => <DateText at={maturity_date} form="table" /> },
    { id: "quantity", header: "Sold ($100 face)", align: "right", cell: ({ quantity }) => quantities.format(quantity) },
    { id: "price", header: "Price per $100", align: "right", from: "sm", cell: ({ price }) => price },
    {
      id: "proceeds", header: "Brings", align: "right",
      cell: ({ proceeds }) => <Money cents={proceeds} />,
      foot: <Money cents={sum(sales.map(({ proceeds }) => proceeds))} />,
    },
    {
      id: "cost", header: "Costs", align: "right",
      cell: ({ cost }) => <Money cents={cost} />,
      foot: <Money cents={sum(sales.map(({ cost }) => cost))} />,
    },
  ]);
  return (
    <Panel flush title={`${pocketName(way.pocketId)}: ${howWords(way).toLowerCase()}`}>
      {maturing.length > 0 ? (
        <DataTable compact showCaption caption="Bills that mature in time" columns={maturingColumns} rows={maturing} rowKey={keyOf} />
      ) : null}
      {sales.length > 0 ? (
        <DataTable compact showCaption caption="Bills that are sold, the nearest maturity first" columns={saleColumns} rows={sales} rowKey={keyOf} />
      ) : null}
      {sales.length === 0 && maturing.length === 0 ? (
        <p className="px-4 py-3 text-ink-muted">The cash of this pocket suffices: no bill has to be sold.</p>
      ) : null}
      <div className="border-t border-line px-4 py-3">
        {draft ? (
          <BeginTransfer label="Begin this transfer" values={() => draft} />
        ) : (
          <p className="text-ink-muted">The pocket pays by itself: a payment from it sells what it needs. Nothing has to be filed beforehand.</p>
        )}
      </div>
    </Panel>
  );
}
