import { notFound } from "../errors";
import { page } from "../paging";
import type { Group } from "../types";

const within = (time: string, from?: string, to?: string) => {
  if (from === undefined && to === undefined) return true;
  const at = Date.parse(time);
  return (from === undefined || at >= Date.parse(from)) && (to === undefined || at <= Date.parse(to));
};

export const transactions: Group<"transactions.list" | "transactions.get"> = {
  "transactions.list": ({ books, query }) => {
    const { "pocket[]": pockets, "type[]": types, "on_us_transfer[]": onUs, "wire[]": wires, "card[]": cards, "portal[]": portals } = query;
    const rows = books.state.company.transactions.filter(
      (one) =>
        (!pockets || pockets.includes(one.pocket_id)) &&
        (!types || types.includes(one.type)) &&
        (!query.direction || one.direction === query.direction) &&
        (query.amount_from === undefined || one.amount.value >= query.amount_from) &&
        (query.amount_to === undefined || one.amount.value <= query.amount_to) &&
        within(one.time_booked, query.time_booked_from, query.time_booked_to) &&
        (!onUs || (one.type === "ON_US" && onUs.includes(one.details.on_us_transfer_id))) &&
        (!wires || ((one.type === "WIRE" || one.type === "FEE") && wires.includes(one.details.wire_id ?? ""))) &&
        (!cards || ((one.type === "CARD" || one.type === "CREDIT") && cards.includes(one.details.card_id ?? ""))) &&
        (!portals || ((one.type === "ACH" || one.type === "WIRE") && portals.includes(one.details.portal_id ?? ""))),
    );
    return page(query.order === "asc" ? rows : rows.reverse(), query);
  },
  "transactions.get": ({ books, params }) => {
    const row = books.state.company.transactions.find((one) => one.id === params.id);
    if (!row) throw notFound("Transaction");
    return row;
  },
};
