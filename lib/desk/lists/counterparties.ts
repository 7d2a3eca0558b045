import "server-only";
import { sql } from "drizzle-orm";
import { mirrorItem } from "@/lib/db/schema/mirror";
import { counterparties } from "@/lib/lists/definitions/counterparties";
import { textsOf, type PayeeData } from "../mirror/texts";
import { column, copiedList } from "./copied";

export const counterpartiesList = copiedList<PayeeData>({
  definition: counterparties,
  kind: "counterparties",
  columns: {
    name: column.name("name"),
    type: column.type,
    account: column.text("account"),
    status: column.status,
    verification: { value: sql`${mirrorItem.data} ->> 'verification'` },
    added: column.at,
    updated: column.later,
    id: column.id,
  },
  href: ({ id }) => `/counterparties/${id}`,
  cells: ({ id, at, type, status, laterAt, data }) => ({
    ...textsOf.counterparties(data), type, status, verification: data.verification,
    added: at.toISOString(), updated: laterAt?.toISOString() ?? null, id,
  }),
});
