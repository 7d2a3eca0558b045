import { columnsOf, type Column } from "@/components/table/column";
import { Badge } from "@/components/ui/status";
import type { StatementEntry } from "@/lib/camt053/types";
import { formatMoney } from "@/lib/treasury/money";

export type EntryRow = StatementEntry & { key: string };

const statuses: Record<string, string> = { PDNG: "Not booked yet", INFO: "For information" };

/** The day as the file has it: a time beside it may come without a zone. */
const Day = ({ at }: { at: string | null }) => <span className="whitespace-nowrap">{at?.slice(0, 10) ?? "–"}</span>;

/** Columns of the lines of a camt.053 statement. `currency` is the statement's: a line in another says so. */
export const entryColumns = (currency: string): readonly Column<EntryRow>[] =>
  columnsOf<EntryRow>([
    { id: "booked", header: "Booked", cell: ({ bookedAt }) => <Day at={bookedAt} /> },
    { id: "value", header: "Value date", from: "lg", cell: ({ valueAt }) => <Day at={valueAt} /> },
    {
      id: "text",
      header: "Description",
      rowHeader: true,
      bare: true,
      cell: ({ text, counterparty, reversal, status }) => (
        <span>
          {text ?? counterparty ?? "No description"}
          {text && counterparty ? <span className="block font-regular text-ink-muted">{counterparty}</span> : null}
          {reversal ? <span className="font-regular text-ink-muted"> (takes an earlier line back)</span> : null}
          {status === "BOOK" ? null : <> <Badge hue="waiting">{statuses[status] ?? status}</Badge></>}
        </span>
      ),
    },
    { id: "code", header: "Kind", from: "md", cell: ({ code }) => code ?? "–" },
    {
      id: "reference",
      header: "Reference",
      from: "lg",
      cell: ({ reference }) => (reference ? <span className="font-mono text-small break-all">{reference}</span> : "–"),
    },
    { id: "direction", header: "Credit / debit", cell: ({ value }) => (value < 0 ? "Debit" : "Credit") },
    {
      id: "amount",
      header: "Amount",
      align: "right",
      cell: (entry) => (
        <span className={entry.currency === currency ? undefined : "text-failed"}>
          {entry.value > 0 ? "+" : ""}
          {formatMoney(entry)}
        </span>
      ),
    },
  ]);
