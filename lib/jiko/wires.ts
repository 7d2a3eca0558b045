import { z } from "zod";
import { operation } from "./operation";
import { amount, cursorList, dateTime, id, nullable, openEnum, paging } from "./schemas";

export const wireDirections = ["INCOMING", "OUTGOING"] as const;
export const wireStatuses = ["PROCESSING", "SUCCESS", "REJECTED"] as const;

export const wire = z.object({
  /** Of an outgoing wire: the id of its transfer request. */
  id,
  pocket_id: id,
  direction: openEnum(wireDirections),
  status: openEnum(wireStatuses),
  /** Cents, positive. */
  amount,
  /** Null on most incoming wires. */
  counterparty_id: nullable(id),
  counterparty_name: nullable(z.string()),
  /** The network's own reference. */
  reference_number: nullable(z.string()),
  description: nullable(z.string()),
  created_at: dateTime,
  updated_at: dateTime,
});
export type Wire = z.output<typeof wire>;

export const wiresList = operation({
  id: "wires.list",
  operationId: "list-wires-v1",
  method: "GET",
  path: "/api/v1/wires/",
  query: z.strictObject({ ...paging, pocket_id: id.optional(), direction: z.enum(wireDirections).optional() }),
  answer: cursorList(wire),
  success: 200,
  scope: "transfers.read",
  group: "unlisted",
  provenance: { operation: "assumed", body: null, answer: "assumed" },
});

export const wiresGet = operation({
  id: "wires.get",
  operationId: "get-wire-v1",
  method: "GET",
  path: "/api/v1/wires/{wire_id}/",
  answer: wire,
  success: 200,
  scope: "transfers.read",
  group: "unlisted",
  provenance: { operation: "assumed", body: null, answer: "assumed" },
});
