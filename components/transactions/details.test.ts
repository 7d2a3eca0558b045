import { describe, expect, it } from "vitest";
import type { Transaction } from "@/lib/jiko/transactions";
import { belongingOf, detailsOf, requestIdOf } from "./details";

const id = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const movement = (type: string, details: object, direction = "DEBIT") => ({ type, direction, details }) as unknown as Transaction;

const wire = { reference_number: "R", counterparty_name: "Sample Supplies LLC", wire_id: id, portal_id: null };
const onUs = { on_us_transfer_id: id, on_us_transfer_type: "INTERNAL_REALLOCATION", source: "Operating", target: "Reserve" };
const ach = { company_name: "Sample Payroll", ach_direction: "RECEIVING", trace_number: "1", individual_identification_number: "S", portal_id: id };

describe("what a movement belongs to", () => {
  it.each<[string, Transaction, object]>([
    ["a wire", movement("WIRE", wire), { wire: id }],
    ["a wire that came in through a portal", movement("WIRE", { ...wire, portal_id: id }, "CREDIT"), { wire: id, portal: id }],
    ["the fee of a wire", movement("FEE", { fee_type: "WIRE_FEE", wire_id: id }), { wire: id }],
    ["a fee on assets", movement("FEE", { fee_type: "AUM_FEE", wire_id: null }), {}],
    ["a move between pockets", movement("ON_US", onUs), { transfer: id }],
    ["an ACH movement", movement("ACH", ach), { portal: id }],
    ["a card purchase", movement("CARD", { card_id: id }), { card: id }],
    ["cashback", movement("CREDIT", { card_id: id, period: "2026-06" }), { card: id }],
    ["something else", movement("GENERIC", { sub_title: "Goodwill" }), {}],
    ["a type that is not known", movement("UNKNOWN", {}), {}],
  ])("%s", (_, one, expected) => expect(belongingOf(one)).toEqual(expected));

  it("has a request where it went out, or stayed in the house", () => {
    expect(requestIdOf(movement("WIRE", wire))).toBe(id);
    expect(requestIdOf(movement("WIRE", wire, "CREDIT"))).toBeNull();
    expect(requestIdOf(movement("ON_US", onUs, "CREDIT"))).toBe(id);
    expect(requestIdOf(movement("ON_US", { ...onUs, on_us_transfer_type: "PEER_TO_PEER" }, "CREDIT"))).toBeNull();
  });

  it("has details of its own for each type, and none for one that is not known", () => {
    const names = (one: Transaction) => detailsOf(one).map(([name]) => name);
    expect(names(movement("ACH", ach))).toContain("Trace number");
    expect(names(movement("CARD", { location: null }))).toContain("Merchant");
    expect(names(movement("CREDIT", { period: "2026-06" }))).toContain("Period");
    expect(names(movement("UNKNOWN", {}))).toEqual([]);
  });
});
