"use client";

import { useQuery } from "@tanstack/react-query";
import { usePolling } from "@/components/api/live-state";
import { openRequestsQuery } from "@/components/api/reads";
import { useWaiting } from "@/components/api/waiting";
import { useDesk } from "@/components/ui/desk";
import { queueOf } from "@/lib/approvals/tabs";

/** How many requests wait for the viewer; undefined until it is known. */
export function useWaitingCount(): number | undefined {
  const { viewer } = useDesk();
  const pollMs = usePolling(60_000);
  const { data } = useQuery({ ...openRequestsQuery(), refetchInterval: pollMs });
  const here = useWaiting(pollMs);
  return data && queueOf(data.items, viewer, here).length;
}

export function WaitingCount({ className }: { className?: string }) {
  const count = useWaitingCount();
  if (!count) return null;
  return (
    <span className={`min-w-5 rounded-full bg-accent px-1.5 text-center text-small text-on-accent tabular-nums ${className ?? ""}`}>
      {count}
      <span className="sr-only"> wait for you</span>
    </span>
  );
}
