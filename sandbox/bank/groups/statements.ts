import { page } from "../paging";
import type { Group } from "../types";

export const statements: Group<"statements.list"> = {
  "statements.list": ({ books, query, now }) => {
    const { "account[]": accounts, "type[]": types, key } = query;
    const rows = books.company
      .statementsOf(books.state.company, now)
      .filter((one) => (!accounts || accounts.includes(one.account_id)) && (!types || types.includes(one.type)) && (!key || one.key.startsWith(key)));
    const found = page(query.order === "asc" ? rows : rows.reverse(), query);
    // Links are made per answer: each lives ten minutes from now.
    return { ...found, items: found.items.map((one) => ({ ...one, pdf_download_url: books.fileLink(`statements/${one.id}.pdf`) })) };
  },
};
