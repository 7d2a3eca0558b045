import "server-only";
import { bankingNow, dayOf } from "@/lib/clock";
import type { Cell } from "@/lib/csv-cell";
import { csvFile } from "../csv";
import { download, type Asked } from "../download";
import { csvFileName } from "../file-name";
import { reconciliation, type ReconciledMonth, type ReconciliationWanted } from "./reconciliation";

const header = [
  ...["Month", "Opening value", "Paid in", "Paid out", "Of which fees", "Earnings", "Closing value", "Value at Jiko", "Value difference"],
  ...["Opening cash", "Transactions", "Bought", "Sold", "Matured", "Other trades", "Closing cash", "Cash at Jiko", "Cash difference"],
  ...["Rows in the copy", "Rows at Jiko", "Sum in the copy", "Sum at Jiko", "Compared", "Copy as of"],
];

function line(row: ReconciledMonth, asOf: string | null): Cell[] {
  const { value, cash, transactions } = row;
  const money = (cents: ReconciledMonth["earnings"]) => ({ cents });
  const { copy, jiko } = transactions;
  return [
    row.period,
    ...[value.opening, row.paidIn, row.paidOut, row.fees, row.earnings, value.closing, value.told, value.difference].map(money),
    ...[cash.opening, copy.sum, row.bought, row.sold, row.matured, row.others, cash.closing, cash.told, cash.difference].map(money),
    String(copy.count),
    jiko && String(jiko.count),
    money(copy.sum),
    money(jiko?.sum ?? null),
    jiko?.at ?? null,
    asOf,
  ];
}

/** The table as the page shows it, as a file. */
export const downloadReconciliation = (asked: Asked, wanted: ReconciliationWanted): Promise<Response> =>
  download(asked, {
    action: "reconciliation.download",
    subjectId: wanted.pocket,
    details: { year: wanted.year ?? null },
    async open() {
      const { months, pocketName, year, state } = await reconciliation(asked.session, wanted);
      const asOf = state.kinds.map((one) => one.asOf).sort()[0] ?? null;
      const day = dayOf(asOf ? new Date(asOf) : await bankingNow());
      const fileName = csvFileName(asked.session.customerName, [pocketName, "reconciliation", year], day);
      return { type: "csv", fileName, body: csvFile(header, months.map((row) => line(row, asOf))) };
    },
  });
