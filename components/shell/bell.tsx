"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { usePolling } from "@/components/api/live-state";
import { unreadQuery } from "@/components/api/reads";
import { useMay } from "@/components/ui/desk";

/** The way to the notifications, with how many are unread. A full page of them is "99+": the list goes on. */
export function NotificationBell() {
  const may = useMay("notifications.read");
  const { data } = useQuery({ ...unreadQuery(), enabled: may, refetchInterval: usePolling(60_000) });
  if (!may) return null;
  const count = data?.items.length ?? 0;
  const shown = data?.next_page ? "99+" : String(count);
  return (
    <Link href="/notifications" className="touch relative inline-flex flex-none items-center justify-center rounded-control p-2 hover:bg-sunken">
      <Bell aria-hidden className="size-4" />
      <span className="sr-only">Notifications{count > 0 ? `, ${shown} unread` : ""}</span>
      {count > 0 ? (
        <span aria-hidden className="absolute -top-0.5 left-1/2 min-w-5 rounded-full bg-accent px-1 text-center text-small text-on-accent tabular-nums">
          {shown}
        </span>
      ) : null}
    </Link>
  );
}
