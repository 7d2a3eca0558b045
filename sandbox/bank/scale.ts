import type { CompanyState, Transaction } from "@/sandbox/company/types";
import { money } from "./money";

/** A UUID that tells where it comes from and never meets one of the seed. */
const scaledId = (number: number): string => `5ca1ab1e-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;

/**
 * Fills the company up to `wanted` transactions, spread over the time that its books span. They come in pairs of a credit and
 * a debit of the same amount at the same moment, so that no balance, statement total or earning changes. Only grows.
 */
export function scale(state: CompanyState, wanted: number): void {
  const pockets = state.pockets.filter((one) => one.status === "OPEN");
  const end = Date.parse(state.books.booked_to);
  const missing = Math.ceil((wanted - state.transactions.length) / 2);
  if (missing <= 0 || pockets.length === 0) return;
  const already = state.transactions.filter((one) => one.id.startsWith("5ca1ab1e")).length;
  const added: Transaction[] = [];
  for (let index = 0; index < missing; index += 1) {
    const pocket = pockets[index % pockets.length]!;
    const begin = Date.parse(pocket.opened_at);
    const time = new Date(begin + Math.floor(((end - begin) * (index + 0.5)) / missing)).toISOString();
    const serial = already + index * 2;
    const row = (direction: "CREDIT" | "DEBIT", number: number): Transaction => ({
      id: scaledId(number),
      transaction_id: scaledId(number + 0x5000_0000_0000),
      pocket_id: pocket.id,
      type: "GENERIC",
      title: `Sample entry ${already / 2 + index + 1}`,
      description: direction === "CREDIT" ? "Entry" : "Reversal of entry",
      amount: money(100 + ((index * 7919) % 9_999_900)),
      direction,
      status: "SETTLED",
      time_booked: time,
      time_settled: time,
      details: { sub_title: null },
      object_type: "Transaction",
    });
    added.push(row("CREDIT", serial), row("DEBIT", serial + 1));
  }
  const timed = [...state.transactions, ...added].map((row) => ({ row, at: Date.parse(row.time_booked) }));
  state.transactions = timed.sort((a, b) => a.at - b.at).map(({ row }) => row);
}
