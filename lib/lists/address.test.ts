import fc from "fast-check";
import { expect, it } from "vitest";
import { listSearch, moneyRange, readListAddress } from "./address";
import { transactions } from "./definitions/transactions";

const read = (search: Record<string, string>) => readListAddress(transactions, search);
const id = "0b6f9c1e-4f2b-4a57-9a55-0f9d1c2b3a4d";

it.each([
  [{ amount: "1,000.00..2500" }, [{ column: "amount", from: 100_000, to: 250_000 }]],
  [{ amount: "..5" }, [{ column: "amount", from: null, to: 500 }]],
  [{ amount: "12.34" }, [{ column: "amount", from: 1234, to: 1234 }]],
  [{ booked: "2026-01-01.." }, [{ column: "booked", firstDay: "2026-01-01", lastDay: null }]],
  [{ type: "WIRE,ACH" }, [{ column: "type", anyOf: ["WIRE", "ACH"] }]],
  [{ pocket: id.toUpperCase() }, [{ column: "pocket", anyOf: [id] }]],
  [{ title: " rent " }, [{ column: "title", words: "rent" }]],
  [{ amount: "..", unheard: "x" }, []],
])("reads %j", (search, filters) => {
  expect(read(search as Record<string, string>).query).toEqual({ filters, search: null, sort: { column: "booked", descending: true } });
});

it.each([
  [{ amount: "5..4" }, { amount: "The largest is below the smallest." }],
  [{ amount: "1.234,5" }, { amount: expect.stringContaining("Write cents after a point") as string }],
  [{ booked: "2026-02-30" }, { booked: "Enter a day as year, month and day." }],
  [{ booked: "2026-02-02..2026-02-01" }, { booked: "The last day lies before the first." }],
  [{ pocket: "x" }, { pocket: "The address names nothing that Jiko has." }],
  [{ type: "A B" }, { type: "Choose from the list." }],
])("refuses %j with a sentence, and then there is no list", (search, faults) => {
  expect(read(search as Record<string, string>)).toMatchObject({ faults, query: null });
});

it("sorts by what can be sorted, and falls back to the usual order", () => {
  expect(read({ sort: "-amount" }).sort).toEqual({ column: "amount", descending: true });
  expect(read({ sort: "amount" }).sort).toEqual({ column: "amount", descending: false });
  for (const sort of ["pocket", "-nothing", "constructor", ""]) expect(read({ sort }).sort).toEqual(transactions.sort);
});

it("writes what it reads", () => {
  const columns = fc.option(fc.uniqueArray(fc.constantFrom(...transactions.columns.map((one) => one.id)), { minLength: 1 }), { nil: null });
  const amount = fc.tuple(fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null }), fc.option(fc.integer({ min: 1000, max: 1e6 }), { nil: null }));
  fc.assert(
    fc.property(fc.string(), amount, fc.constantFrom("", "WIRE", "WIRE,FEE"), columns, fc.boolean(), (q, range, type, shown, descending) => {
      const typed = { q, amount: moneyRange(...range), type };
      const first = readListAddress(transactions, listSearch(transactions, { typed, columns: shown, sort: { column: "amount", descending } }));
      const again = readListAddress(transactions, listSearch(transactions, first));
      expect(again).toEqual(first);
      expect(first.columns).toEqual(shown);
      expect(first.faults).toEqual({});
    }),
  );
});
