import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { csvOf } from "./csv";
import { transactions } from "./definitions/transactions";

const columns = transactions.columns.filter(({ shown }) => shown);

it("writes rows as the server's files have them", () => {
  const cells = { booked: "2026-07-15T18:02:00Z", title: '=Rent, "July"\nand August', type: "WIRE", pocket: "p", status: "NEW_ONE", direction: "DEBIT", amount: -123456 };
  const text = csvOf(columns, [{ id: "1", href: null, cells }, { id: "2", href: null, cells: {} }], (id) => `Pocket ${id}`);
  expect(parse(text)).toEqual([
    ["Booked (UTC)", "Description", "Type", "Pocket", "Status", "In / out", "Amount"],
    ["2026-07-15T18:02:00Z", '\'=Rent, "July"\nand August', "Wire", "Pocket p", "NEW_ONE", "Out", "-1234.56"],
    ["", "", "", "", "", "", ""],
  ]);
});
