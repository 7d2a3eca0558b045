import { randomUUID } from "node:crypto";
import type { JikoClient } from "@/lib/jiko/transport";
import type { Transaction } from "@/lib/jiko/transactions";

/** A list of transactions whose cursors are offsets: every row that comes or goes shifts the pages behind it. */
export class ShiftingList {
  rows: Transaction[] = [];
  /** Called after each page is made, before it is answered. */
  between: () => void = () => undefined;

  constructor(private readonly pageSize: number) {}

  row(at: Date, cents: number): Transaction {
    return {
      id: randomUUID(),
      transaction_id: randomUUID(),
      pocket_id: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7",
      title: "Entry",
      description: "Entry",
      amount: Math.abs(cents),
      direction: cents < 0 ? "DEBIT" : "CREDIT",
      status: "SETTLED",
      time_booked: at.toISOString(),
      time_settled: at.toISOString(),
      type: "GENERIC",
      details: { sub_title: null },
    } as unknown as Transaction;
  }

  readonly client: JikoClient = {
    call: async (_op, input) => {
      const { cursor, time_booked_from, time_booked_to } = (input as { query: Record<string, string | undefined> }).query;
      const inside = this.rows
        .filter((row) => (!time_booked_from || row.time_booked >= time_booked_from) && (!time_booked_to || row.time_booked <= time_booked_to))
        .sort((a, b) => (a.time_booked < b.time_booked ? 1 : -1));
      const start = Number(cursor ?? 0);
      const items = inside.slice(start, start + this.pageSize);
      const next = start + this.pageSize < inside.length ? String(start + this.pageSize) : null;
      this.between();
      return { items, next_page: next, prev_page: null } as never;
    },
  };
}
