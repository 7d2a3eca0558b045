import { page } from "../paging";
import { changePayee, createPayee, payeeOf } from "../payees";
import type { Group } from "../types";

type Ids = "counterparties.list" | "counterparties.get" | "counterparties.create" | "counterparties.update";

export const counterparties: Group<Ids> = {
  "counterparties.list": ({ books, query }) =>
    page(
      books.state.company.counterparties.filter((one) => (!query.type || one.type === query.type) && (!query.status || one.status === query.status)),
      query,
    ),
  "counterparties.get": ({ books, params }) => payeeOf(books, params.counterparty_id),
  "counterparties.create": ({ books, caller, body, now }) => createPayee(books, caller.member, body, now),
  "counterparties.update": ({ books, caller, params, body, now }) => changePayee(books, caller.member, params.counterparty_id, body, now),
};
