import { DateText } from "@/components/ui/date-text";
import { MonoId } from "@/components/ui/mono-id";
import { Money, writePercent } from "@/components/ui/money";
import { Status } from "@/components/ui/status";
import type { Trade } from "@/lib/jiko/trades";
import { columnsOf, type Column } from "./column";

const quantities = new Intl.NumberFormat("en-US");
const activities: Record<string, string> = {
  BUY: "Buy", SELL: "Sale", MATURITY: "Maturity",
  SECURITY_TRANSFER_IN: "Transfer in", SECURITY_TRANSFER_OUT: "Transfer out",
};

/** The word for an activity; one that is not known here is read as it was sent. */
export const activityWord = (activity: string): string =>
  activities[activity] ?? `${activity.slice(0, 1)}${activity.slice(1).toLowerCase().replaceAll("_", " ")}`;

/** A number of $100 face units. */
export const writeQuantity = (quantity: number): string => quantities.format(quantity);

const yieldColumn: Column<Trade> = {
  id: "yield",
  header: "Yield (YTM)",
  align: "right",
  from: "lg",
  cell: (one) => (one.yield_to_maturity ? writePercent(one.yield_to_maturity) : "–"),
};

/** Columns of trades. Where a list holds several pockets, `pocketName` puts the pocket in the place of the yield, which each trade shows. */
export function tradeColumns(pocketName: ((id: string) => string) | null): readonly Column<Trade>[] {
  return columnsOf<Trade>([
    { id: "traded", header: "Traded", cell: (one) => <DateText at={one.trade_datetime} form="table" /> },
    { id: "activity", header: "Activity", rowHeader: true, cell: (one) => activityWord(one.activity) },
    ...(pocketName ? [{ id: "pocket", header: "Pocket", cell: (one: Trade) => pocketName(one.pocket_id) }] : []),
    { id: "cusip", header: "CUSIP", cell: (one) => <span className="whitespace-nowrap"><MonoId value={one.cusip} /></span> },
    { id: "maturity", header: "Maturity", from: "md", cell: (one) => <DateText at={one.maturity_date} form="table" /> },
    { id: "quantity", header: "Quantity ($100)", align: "right", cell: (one) => writeQuantity(one.quantity) },
    { id: "price", header: "Price per $100", align: "right", cell: (one) => one.price },
    ...(pocketName ? [] : [yieldColumn]),
    { id: "status", header: "Status", from: "md", cell: (one) => <Status of="movement" value={one.status} /> },
    { id: "notional", header: "Notional", align: "right", cell: (one) => <Money cents={one.notional} /> },
  ]);
}
