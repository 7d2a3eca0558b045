import { notFound } from "../errors";
import { pageInTime } from "../paging";
import type { Group } from "../types";

export const transactions: Group<"transactions.list" | "transactions.get"> = {
  "transactions.list": ({ books, query }) => {
    const { "pocket[]": pockets, "type[]": types, "on_us_transfer[]": onUs, "wire[]": wires, "card[]": cards, "portal[]": portals } = query;
    return pageInTime(
      {
        rows: books.state.company.transactions,
        timeOf: (one) => one.time_booked,
        from: query.time_booked_from,
        to: query.time_booked_to,
        newestFirst: query.order !== "asc",
        fits: (one) =>
          (!pockets || pockets.includes(one.pocket_id)) &&
          (!types || types.includes(one.type)) &&
          (!query.direction || one.direction === query.direction) &&
          (query.amount_from === undefined || one.amount.value >= query.amount_from) &&
          (query.amount_to === undefined || one.amount.value <= query.amount_to) &&
          (!onUs || (one.type === "ON_US" && onUs.includes(one.details.on_us_transfer_id))) &&
          (!wires || ((one.type === "WIRE" || one.type === "FEE") && wires.includes(one.details.wire_id ?? ""))) &&
          (!cards || ((one.type === "CARD" || one.type === "CREDIT") && cards.includes(one.details.card_id ?? ""))) &&
          (!portals || ((one.type === "ACH" || one.type === "WIRE") && portals.includes(one.details.portal_id ?? ""))),
      },
      query,
    );
  },
  "transactions.get": ({ books, params }) => {
    const row = books.state.company.transactions.find((one) => one.id === params.id);
    if (!row) throw notFound("Transaction");
    return row;
  },
};
