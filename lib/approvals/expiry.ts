import type { TransferRequest } from "@/lib/jiko/transfer-requests";

const hourMs = 3600_000;

/** When a request can no longer be signed here, so many hours after it was filed (by the bank's clock); null: never. */
export const expiryOf = ({ created_at }: Pick<TransferRequest, "created_at">, expiresAfterHours: number | null): Date | null =>
  expiresAfterHours === null ? null : new Date(new Date(created_at).getTime() + expiresAfterHours * hourMs);
