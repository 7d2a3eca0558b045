import type { ListDefinition } from "../types";

export const activities = {
  BUY: "Buy",
  SELL: "Sale",
  MATURITY: "Maturity",
  SECURITY_TRANSFER_IN: "Transfer in",
  SECURITY_TRANSFER_OUT: "Transfer out",
} as const;

/** Purchases, sales and maturities of bills. `amount` is what a trade does to the cash of its pocket: none where bills move alone. */
export const trades: ListDefinition = {
  name: "trades",
  title: "Trades",
  nouns: ["trade", "trades"],
  sort: { column: "traded", descending: true },
  columns: [
    { id: "traded", header: "Traded", kind: "instant", shown: true, sortable: true, filterable: true },
    {
      id: "activity", header: "Activity", kind: "choice", choices: activities,
      shown: true, sortable: true, filterable: true, rowHeader: true,
    },
    { id: "pocket", header: "Pocket", kind: "pocket", shown: true, sortable: false, filterable: true },
    { id: "cusip", header: "CUSIP", kind: "text", shown: true, sortable: true, filterable: true },
    { id: "maturity", header: "Maturity", kind: "day", shown: true, sortable: true, filterable: true },
    { id: "quantity", header: "Quantity ($100)", kind: "number", shown: true, sortable: true, filterable: true },
    { id: "price", header: "Price per $100", kind: "number", shown: true, sortable: true, filterable: true },
    { id: "yield", header: "Yield (YTM)", kind: "number", shown: false, sortable: true, filterable: true },
    {
      id: "status", header: "Status", kind: "choice", choices: { BOOKED: "Booked", SETTLED: "Settled" }, statusOf: "movement",
      shown: true, sortable: true, filterable: true,
    },
    { id: "notional", header: "Notional", kind: "money", shown: true, sortable: true, filterable: true },
    { id: "amount", header: "Cash", kind: "money", shown: false, sortable: true, filterable: true, totaled: true },
    { id: "booked", header: "Booked", kind: "day", shown: false, sortable: true, filterable: true },
    { id: "settled", header: "Settled", kind: "day", shown: false, sortable: true, filterable: true },
    { id: "description", header: "Description", kind: "text", shown: false, sortable: true, filterable: true },
    { id: "id", header: "ID", kind: "id", shown: false, sortable: false, filterable: true },
  ],
};
