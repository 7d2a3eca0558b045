"use client";

import { Attachments } from "./attachments";
import { Comments } from "./comments";

/** What surrounds a request: what people say about it, and the papers it rests on. */
export function RequestNotes({ transferId }: { transferId: string }) {
  return (
    <div className="mt-4 grid gap-4 lg:grid-cols-2 lg:items-start">
      <Attachments transferId={transferId} />
      <Comments transferId={transferId} />
    </div>
  );
}
