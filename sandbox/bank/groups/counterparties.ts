import { notFound } from "../errors";
import { page } from "../paging";
import type { Group } from "../types";

export const counterparties: Group<"counterparties.list" | "counterparties.get"> = {
  "counterparties.list": ({ books, query }) =>
    page(
      books.state.company.counterparties.filter((one) => (!query.type || one.type === query.type) && (!query.status || one.status === query.status)),
      query,
    ),
  "counterparties.get": ({ books, params }) => {
    const payee = books.state.company.counterparties.find((one) => one.id === params.counterparty_id);
    if (!payee) throw notFound("Counterparty");
    return payee;
  },
};
