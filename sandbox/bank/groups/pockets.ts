import type { z } from "zod";
import type { allEarnings, pocket } from "@/lib/jiko/pockets";
import { invalid, notFound } from "../errors";
import { money } from "../money";
import { page } from "../paging";
import { dayOf, startOf } from "../periods";
import { changePocket, openPocket } from "../pocket-changes";
import { member } from "../roles";
import type { Books, Group } from "../types";

type Wire = z.input<typeof pocket>;

function found(books: Books, id: string) {
  const record = books.state.company.pockets.find((one) => one.id === id);
  if (!record) throw notFound("Pocket");
  return record;
}

function onTheWire(books: Books, id: string, now: Date, withPortfolio = true): Wire {
  const { opened_at: _opened, closed_at: _closed, ...record } = found(books, id);
  return { ...record, portfolio: withPortfolio ? books.company.portfolioOf(books.state.company, id, now) : null };
}

function earnings(books: Books, ids: readonly string[], query: z.output<(typeof allEarnings)["query"]>, now: Date) {
  const today = dayOf(now);
  const period = query.period ?? "all-time";
  if (period === "range" && !(query.date_from && query.date_to)) {
    throw invalid(["query", query.date_from ? "date_to" : "date_from"], "A range needs date_from and date_to");
  }
  if (period === "range" && query.date_from! > query.date_to!) throw invalid(["query", "date_to"], "date_to is before date_from", query.date_to);
  const from = period === "range" ? query.date_from! : startOf(period, today);
  const to = period === "range" && query.date_to! < today ? query.date_to! : today;
  const value = books.company.earningsOf(books.state.company, ids, from, to, now);
  return {
    earnings: money(value),
    date_from: from,
    date_to: to,
    pricing_timestamp: books.company.pricingTime(now),
    appreciation_per_second: to === today ? books.company.appreciationOf(books.state.company, ids, now) : null,
    object_type: "Earnings",
  };
}

type Ids = "pockets.list" | "pockets.get" | "pockets.create" | "pockets.update" | "pockets.earnings" | "pockets.allEarnings";

export const pockets: Group<Ids> = {
  "pockets.list": ({ books, query, now }) => {
    const status = query["filter[status]"];
    const records = books.state.company.pockets.filter((one) => !status || one.status === status);
    const found = page(records, query);
    return { ...found, items: found.items.map((one) => onTheWire(books, one.id, now, !query["omit[]"]?.includes("portfolio"))) };
  },
  "pockets.get": ({ books, params, now }) => onTheWire(books, params.pocket_id, now),
  "pockets.create": ({ books, body, caller, now }) => {
    member(caller, "ADMIN");
    return onTheWire(books, openPocket(books, body, now), now);
  },
  "pockets.update": ({ books, params, body, caller, now }) => {
    member(caller, "ADMIN");
    const pocket = found(books, params.pocket_id);
    changePocket(books, pocket, body, now);
    return onTheWire(books, pocket.id, now);
  },
  "pockets.earnings": ({ books, params, query, now }) => earnings(books, [found(books, params.pocket_id).id], query, now),
  "pockets.allEarnings": ({ books, query, now }) =>
    earnings(
      books,
      books.state.company.pockets.map((one) => one.id),
      query,
      now,
    ),
};
