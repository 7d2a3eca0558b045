// Payees at the fake bank, with Jiko's rules as far as they matter to the commands.
import { randomUUID } from "node:crypto";
import type { Counterparty, CreateCounterparty } from "@/lib/jiko/counterparties";
import { asPayee } from "@/lib/payees/look-alike";
import type { FakeBank, Given } from "./fake-bank";

/** Two rows a page, so that the list has to be read to its end. */
function paged<Item>(items: Item[], query: Record<string, unknown> = {}) {
  const from = Number(query.cursor ?? 0);
  return { items: items.slice(from, from + 2), next_page: from + 2 < items.length ? String(from + 2) : null, prev_page: null };
}

/** Teaches the bank to take payees; answers how to put one there. */
export function teachPayees(bank: FakeBank): (body: CreateCounterparty, changes?: Partial<Counterparty>) => Counterparty {
  const at = "2026-06-15T14:00:00Z";
  const add = (body: CreateCounterparty, changes: Partial<Counterparty> = {}): Counterparty => {
    const payee = { ...asPayee(body), id: randomUUID(), status: "PENDING", time_created: at, updated_at: at, ...changes } as Counterparty;
    bank.payees.set(payee.id, payee);
    return payee;
  };
  Object.assign(bank.also, {
    "counterparties.list": ({ query }: Given) => paged([...bank.payees.values()], query),
    "counterparties.create": ({ body }: Given) => add(body as CreateCounterparty),
    "counterparties.update": ({ params, body }: Given) => {
      const payee = bank.payees.get(params?.counterparty_id ?? "") ?? bank.refuse("counterparties.update", "not_found", 404);
      const { status } = body as { status: "LINKED" | "UNLINKED" };
      const allowed = status === "LINKED" ? payee.status === "UNLINKED" : payee.status === "LINKED" || payee.status === "VERIFIED";
      if (!allowed) bank.refuse("counterparties.update", "conflict", 409);
      return Object.assign(payee, { status });
    },
  });
  return add;
}
