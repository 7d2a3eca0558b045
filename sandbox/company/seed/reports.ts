import { addDays, businessDayUntil } from "@/lib/treasury/business-days";
import { addMonths, dayOf, firstOfMonth, instantAt } from "../clock";
import { orderReport } from "../reports/state";
import type { CompanyState } from "../types";
import { idFrom } from "../wire";
import { pocketId, type PocketKey } from "./pockets";

/** Reports of the last weeks, oldest first: statements of days, a month of trades, and one of a day before its pocket was open. */
export function reports(state: CompanyState, now: Date): void {
  const today = dayOf(now);
  const before = (days: number) => businessDayUntil(addDays(today, -days));
  const statement = (type: "BANK_STATEMENT_REPORT" | "BROKERAGE_STATEMENT_REPORT", day: string, ...pockets: PocketKey[]) => ({
    type,
    account_ids: pockets.map(pocketId),
    report_date: day,
    date_from: null,
    date_to: null,
  });
  const month = addMonths(firstOfMonth(today), -1);
  const orders = [
    [24, "09:12", statement("BANK_STATEMENT_REPORT", before(25), "operating")],
    [17, "16:40", statement("BROKERAGE_STATEMENT_REPORT", addMonths(today, -16), "operating", "escrow")],
    [17, "16:42", statement("BROKERAGE_STATEMENT_REPORT", before(18), "operating", "reserve", "strategic")],
    [
      13,
      "08:55",
      {
        type: "TRADE_REPORT" as const,
        account_ids: [pocketId("operating"), pocketId("reserve"), pocketId("strategic"), pocketId("longTerm")],
        report_date: null,
        date_from: month,
        date_to: addDays(firstOfMonth(today), -1),
      },
    ],
    [6, "11:20", statement("BANK_STATEMENT_REPORT", before(7), "operating", "payroll")],
    [1, "07:45", statement("BROKERAGE_STATEMENT_REPORT", before(2), "operating")],
    [1, "07:46", statement("BANK_STATEMENT_REPORT", before(2), "operating")],
  ] as const;
  orders.forEach(([days, time, order], i) => {
    orderReport(state, idFrom(`report ${i}`), { ...order, account_ids: [...order.account_ids] }, instantAt(addDays(today, -days), time));
  });
}
