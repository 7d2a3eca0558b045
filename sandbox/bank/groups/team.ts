import { page } from "../paging";
import type { Group } from "../types";

export const team: Group<"memberships.list" | "team.list"> = {
  "memberships.list": ({ books, caller, query }) =>
    page(
      books.state.company.memberships.filter((one) => one.member_id === caller.memberId),
      query,
      (one) => one.member_id,
    ),
  "team.list": ({ books, query }) => page(books.state.company.members, query),
};
