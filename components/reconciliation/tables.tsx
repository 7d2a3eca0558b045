"use client";

import { useMemo } from "react";
import { columnsOf, type Column } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { writeMonth } from "@/components/ui/dates";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { Badge } from "@/components/ui/status";
import { CircleCheck, CircleX } from "lucide-react";
import type { Reconciliation, ReconciledMonth } from "@/lib/desk/mirror/reconciliation";
import type { Cents } from "@/lib/treasury/money";
import { rowsHref } from "./address";
import { sentenceOf } from "./reasons";

type Row = ReconciledMonth;

/** A figure that opens to its rows; one of zero has none. */
function Rows({ cents, href }: { cents: Cents; href: string }) {
  if (cents === 0) return <Money cents={cents} />;
  return (
    <Link href={href} prefetch={false} className="link">
      <Money cents={cents} />
    </Link>
  );
}

/** What is left over. Nothing is said of a month whose rows are not all there yet: neither that it adds up nor that it does not. */
function Difference({ equation: { difference, reasons }, why }: { equation: Row["value"]; why: string }) {
  const filling = reasons.find((reason) => reason.code === "copy" && reason.copy === "incomplete");
  if (difference === null || filling) return <Hint text={filling ? sentenceOf(filling) : why}>–</Hint>;
  return (
    <Badge hue={difference === 0 ? "done" : "failed"} icon={difference === 0 ? CircleCheck : CircleX}>
      <Money cents={difference} />
    </Badge>
  );
}

const money = (id: string, header: string, of: (row: Row) => Cents | null, why?: string): Column<Row> => ({
  id,
  header,
  align: "right",
  cell: (row) => <Money cents={of(row)} {...(why ? { why } : {})} />,
});
const month: Column<Row> = { id: "month", header: "Month", rowHeader: true, cell: (row) => <span className="whitespace-nowrap">{writeMonth(row.period, "short")}</span> };
const noEarnings = "Without Jiko's earnings of every month before, this cannot be worked out.";

/** What may explain the differences of a table, month by month. */
function Reasons({ months, of }: { months: readonly Row[]; of: "value" | "cash" }) {
  const some = months.filter((row) => row[of].reasons.length > 0);
  if (some.length === 0) return null;
  return (
    <dl className="flex flex-col gap-2 border-t border-line px-4 py-3">
      {some.map((row) => (
        <div key={row.period} className="flex flex-wrap gap-x-3">
          <dt className="w-32 flex-none font-strong">{writeMonth(row.period)}</dt>
          {row[of].reasons.map((reason) => (
            <dd key={JSON.stringify(reason)} className="max-w-prose">{sentenceOf(reason)}</dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

export function ValueTable({ months, pocketId, pricedAt }: Pick<Reconciliation, "months" | "pocketId" | "pricedAt">) {
  const columns = useMemo(
    () =>
      columnsOf<Row>([
        month,
        money("opening", "Opening value", (row) => row.value.opening, noEarnings),
        { id: "in", header: "Paid in", align: "right", cell: (row) => <Rows cents={row.paidIn} href={rowsHref("transactions", pocketId, row.period, { direction: "CREDIT" })} /> },
        { id: "out", header: "Paid out", align: "right", cell: (row) => <Rows cents={row.paidOut} href={rowsHref("transactions", pocketId, row.period, { direction: "DEBIT" })} /> },
        { id: "fees", header: "Of which fees", align: "right", cell: (row) => <Rows cents={row.fees} href={rowsHref("transactions", pocketId, row.period, { type: "FEE" })} /> },
        money("earnings", "Earnings", (row) => row.earnings),
        money("closing", "Closing value", (row) => row.value.closing, noEarnings),
        money("told", "At Jiko", (row) => row.value.told, "Jiko says what a pocket is worth now, not what it was worth at the end of a month."),
        {
          id: "difference",
          header: "Difference",
          align: "right",
          cell: (row) => <Difference equation={row.value} why="There is no figure of Jiko's for the end of this month to compare with." />,
        },
      ]),
    [pocketId],
  );
  return (
    <Panel
      flush
      title="Value"
      aside={
        <span className="text-small text-ink-muted">
          Opening + paid in − paid out + earnings = closing. Earnings and present value: Jiko
          {pricedAt ? <>, priced <DateText at={pricedAt} /></> : null}
        </span>
      }
    >
      <DataTable caption="Value by month" columns={columns} rows={months} rowKey={(row) => row.period} narrow="scroll" />
      <Reasons months={months} of="value" />
    </Panel>
  );
}

export function CashTable({ months, pocketId }: Pick<Reconciliation, "months" | "pocketId">) {
  const columns = useMemo(() => {
    const trades = (id: string, header: string, activity: string, of: (row: Row) => Cents): Column<Row> => ({
      id,
      header,
      align: "right",
      cell: (row) => <Rows cents={of(row)} href={rowsHref("trades", pocketId, row.period, { activity })} />,
    });
    return columnsOf<Row>([
      month,
      money("opening", "Opening", (row) => row.cash.opening),
      { id: "net", header: "Transactions", align: "right", cell: (row) => <Rows cents={row.transactions.copy.sum} href={rowsHref("transactions", pocketId, row.period)} /> },
      trades("bought", "Bills bought", "BUY", (row) => row.bought),
      trades("sold", "Sold", "SELL", (row) => row.sold),
      trades("matured", "Matured", "MATURITY", (row) => row.matured),
      money("others", "Other trades", (row) => row.others),
      money("closing", "Closing", (row) => row.cash.closing),
      money("told", "At Jiko", (row) => row.cash.told, "Jiko says what cash there is now, not what there was at the end of a month."),
      { id: "difference", header: "Difference", align: "right", cell: (row) => <Difference equation={row.cash} why="Not known." /> },
    ]);
  }, [pocketId]);
  return (
    <Panel
      flush
      title="Bank against brokerage"
      aside={
        <span className="text-small text-ink-muted">
          Opening + transactions − bought + sold + matured + other trades = closing, which stays below $100.00
        </span>
      }
    >
      <DataTable caption="Cash by month" columns={columns} rows={months} rowKey={(row) => row.period} narrow="scroll" />
      <Reasons months={months} of="cash" />
    </Panel>
  );
}

const comparedColumns = columnsOf<Row>([
  month,
  { id: "rows", header: "Rows in the copy", align: "right", cell: (row) => String(row.transactions.copy.count) },
  { id: "theirs", header: "Rows at Jiko", align: "right", cell: (row) => (row.transactions.jiko ? String(row.transactions.jiko.count) : "–") },
  money("sum", "Sum in the copy", (row) => row.transactions.copy.sum),
  money("theirSum", "Sum at Jiko", (row) => row.transactions.jiko?.sum ?? null, "Not compared yet."),
  { id: "at", header: "Compared", align: "right", cell: (row) => <DateText at={row.transactions.jiko?.at ?? null} form="table" /> },
]);

export function ComparedTable({ months }: Pick<Reconciliation, "months">) {
  return (
    <Panel
      flush
      title="The copy against Jiko's list of transactions"
      aside={<span className="text-small text-ink-muted">This month goes on: rows may be newer than the comparison</span>}
    >
      <DataTable caption="Transactions in the copy and at Jiko, by month" columns={comparedColumns} rows={months} rowKey={(row) => row.period} narrow="scroll" />
    </Panel>
  );
}
