/**
 * Asks Jiko for requests that have not ended: what waits for approval, and what is approved and has not run to its end. Pages and the
 * server ask with the very same query, so that one read serves all who ask at the same moment.
 */
export const openRequestsInput: { "status[]": ("PENDING_APPROVAL" | "APPROVED" | "PROCESSING")[]; limit: number } = {
  "status[]": ["PENDING_APPROVAL", "APPROVED", "PROCESSING"],
  limit: 100,
};
