"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { request } from "@/components/api/request";
import type { ApprovalView } from "@/lib/approvals/types";

/** Views that were shown before. The router gives an old one back when someone goes back; then it is read anew. */
const shownBefore = new WeakSet<ApprovalView>();

export interface Approval {
  /** What is on screen. It changes through `look` alone, never by itself. */
  view: ApprovalView | null;
  error: unknown;
  looking: boolean;
  look: () => Promise<ApprovalView | null>;
}

/**
 * The view that the approver reads. It lives outside the shared cache on purpose: a background refetch would exchange
 * figures between reading and signing.
 */
export function useApproval(id: string, initial: ApprovalView | null): Approval {
  const client = useQueryClient();
  const [view, setView] = useState(() => (initial && !shownBefore.has(initial) ? initial : null));
  const [error, setError] = useState<unknown>(null);
  const [looking, setLooking] = useState(false);

  const look = useCallback(async () => {
    setLooking(true);
    try {
      const next = await client.fetchQuery({
        queryKey: ["approvals", id],
        queryFn: ({ signal }) => request<ApprovalView>(`/api/approvals/${id}`, { signal }),
        staleTime: 0,
        gcTime: 0,
      });
      setView(next);
      setError(null);
      return next;
    } catch (thrown) {
      setError(thrown);
      return null;
    } finally {
      setLooking(false);
    }
  }, [client, id]);

  const missing = view === null;
  useEffect(() => {
    if (initial) shownBefore.add(initial);
    // Once, when the page opens: from then on only a person or the course of the request asks again.
    // eslint-disable-next-line react-hooks/set-state-in-effect -- says that it reads, which nothing outside of this hook can
    if (missing) void look();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return { view, error, looking, look };
}
