import { expect, it } from "vitest";
import { readListAddress } from "@/lib/lists/address";
import { transactions } from "@/lib/lists/definitions/transactions";
import { typedOf } from "./filter-values";

const form = (...fields: [name: string, value: string][]) => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
};

it.each([
  [[["q", " rent "]], { q: "rent" }],
  [[["amount.from", "100"], ["amount.to", ""]], { amount: "100.." }],
  [[["amount.from", "1,000.00"], ["amount.to", "2000"]], { amount: "1,000.00..2000" }],
  [[["booked.from", "2026-07-01"], ["booked.to", "2026-07-01"]], { booked: "2026-07-01" }],
  [[["type", "WIRE"], ["type", "FEE"]], { type: "WIRE,FEE" }],
  [[["title", "two words"], ["wire", ""], ["amount.from", ""], ["amount.to", ""]], { title: "two words" }],
  [[["nothing", "x"]], {}],
] as const)("reads the fields %j", (fields, typed) => {
  const found = typedOf(transactions, form(...(fields as unknown as [string, string][])));
  expect(found).toEqual(typed);
  expect(readListAddress(transactions, { ...found }).typed).toEqual(typed);
});
