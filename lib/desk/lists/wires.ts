import "server-only";
import type { Wire } from "@/lib/jiko/wires";
import { wires } from "@/lib/lists/definitions/wires";
import { textsOf } from "../mirror/texts";
import { column, copiedList } from "./copied";

export const wiresList = copiedList<Wire>({
  definition: wires,
  kind: "wires",
  columns: {
    created: column.at,
    party: column.name("party"),
    direction: column.direction,
    pocket: column.pocket,
    status: column.status,
    amount: column.amount,
    reference: column.text("reference"),
    description: column.text("description"),
    updated: column.later,
    counterparty: column.counterparty,
    id: column.id,
  },
  href: ({ id }) => `/wires/${id}`,
  cells: ({ id, at, direction, pocketId, status, amount, laterAt, counterpartyId, data }) => ({
    ...textsOf.wires(data), created: at.toISOString(), direction, pocket: pocketId, status, amount,
    updated: laterAt?.toISOString() ?? null, counterparty: counterpartyId, id,
  }),
});
