import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { failed, rejected, returned, waits } from "./request-words";
import type { Telling } from "./types";

/** What happened longer ago is history: whoever wants it looks it up. */
const newsForMs = 7 * 24 * 3600_000;

/** A request as it was seen at Jiko now, and its status as it was known before; null: it was not known. */
export interface Sighting {
  request: TransferRequest;
  before: string | null;
}

/**
 * What is to be told because of what changed between two sightings of a request. Of what stood at Jiko when the desk first
 * looked (`since`) nothing is told. All instants are the bank's.
 */
export function newsOf({ request, before }: Sighting, { since, at }: { since: Date; at: Date }): Telling[] {
  const { status } = request;
  const moved = new Date(request.updated_at);
  if (status === before || moved <= since || at.getTime() - moved.getTime() > newsForMs) return [];
  switch (status) {
    case "PENDING_APPROVAL":
      return before === null && new Date(request.created_at) > since ? [waits(request)] : [];
    case "REJECTED":
      return [rejected(request)];
    case "FAILED":
      return [before === "COMPLETED" || request.failure_reason === "INVALID_TRANSFER" ? returned(request) : failed(request)];
    default:
      return [];
  }
}
