"use client";

import { Attachments } from "./attachments";
import { Comments } from "./comments";

/** What surrounds a request: what people say about it, and the papers it rests on. */
export function RequestNotes({ transferId }: { transferId: string }) {
  return (
    <>
      <Attachments transferId={transferId} />
      <Comments transferId={transferId} />
    </>
  );
}
