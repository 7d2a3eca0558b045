import { jikoQuery } from "@/components/api/jiko";
import type { QueryOf } from "@/lib/jiko/operation";
import type { transactionsList } from "@/lib/jiko/transactions";
import type { transferRequestsGet } from "@/lib/jiko/transfer-requests";
import type { Wire, wiresGet } from "@/lib/jiko/wires";

export const wireQuery = (id: string) => jikoQuery<typeof wiresGet>(`/v1/wires/${id}`);
export const requestQuery = (id: string) => jikoQuery<typeof transferRequestsGet>(`/v1/transfer-requests/${id}`);

/** The movements that name the wire: its amount, and the fee. */
export const movementsInput = (id: string): QueryOf<typeof transactionsList> => ({ limit: 20, "wire[]": [id] });
export const movementsQuery = (id: string) => jikoQuery<typeof transactionsList>("/v2/transactions", movementsInput(id));

const hour = 3_600_000;

/** Credits of the wire's amount in its pocket around its end: among them is the money that came back. */
export const returnsQuery = ({ pocket_id, amount, created_at, updated_at }: Pick<Wire, "pocket_id" | "amount" | "created_at" | "updated_at">) =>
  jikoQuery<typeof transactionsList>("/v2/transactions", {
    limit: 10, "pocket[]": [pocket_id], direction: "CREDIT", amount_from: amount, amount_to: amount, order: "asc",
    time_booked_from: created_at,
    time_booked_to: new Date(Date.parse(updated_at) + 5 * 24 * hour).toISOString(),
  });
