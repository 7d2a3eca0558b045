import { page } from "../paging";
import { decide } from "../transfers/decide";
import { file, requestOf } from "../transfers/file";
import type { Group } from "../types";

type Ids =
  | "transferRequests.list"
  | "transferRequests.get"
  | "transferRequests.create"
  | "transferRequests.approve"
  | "transferRequests.reject"
  | "transferRequests.cancel";

export const transferRequests: Group<Ids> = {
  "transferRequests.list": ({ books, query }) => {
    const { "status[]": statuses, "pocket[]": pockets, "type[]": types } = query;
    const rows = books.state.company.requests.filter(
      ({ status, transfer }) =>
        (!statuses || statuses.includes(status)) && (!pockets || pockets.includes(transfer.origin_pocket_id)) && (!types || types.includes(transfer.type)),
    );
    return page(query.order === "asc" ? rows : rows.reverse(), query);
  },
  "transferRequests.get": ({ books, params }) => requestOf(books, params.transfer_id),
  "transferRequests.create": ({ books, caller, body, now }) => file(books, caller.member, body, now),
  "transferRequests.approve": ({ books, caller, params, now }) => decide(books, caller.member, params.transfer_id, "approve", null, now),
  "transferRequests.reject": ({ books, caller, params, body, now }) =>
    decide(books, caller.member, params.transfer_id, "reject", body.reason ?? null, now),
  "transferRequests.cancel": ({ books, caller, params, now }) => decide(books, caller.member, params.transfer_id, "cancel", null, now),
};
