"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { usePolling } from "@/components/api/live-state";
import { unreadMessagesQuery, unreadQuery } from "@/components/api/reads";
import { useMay } from "@/components/ui/desk";
import { Link } from "@/components/ui/link";

/** The way to what one was told, by Jiko and by the desk, with how much is unread. A full page of Jiko's is "99+": the list goes on. */
export function NotificationBell() {
  const [mayJiko, mayDesk] = [useMay("notifications.read"), useMay("messages.own")];
  const jiko = useQuery({ ...unreadQuery(), enabled: mayJiko, refetchInterval: usePolling(60_000) }).data;
  const desk = useQuery({ ...unreadMessagesQuery(), enabled: mayDesk, refetchInterval: usePolling(60_000) }).data?.count ?? 0;
  if (!mayJiko && !mayDesk) return null;
  const count = (jiko?.items.length ?? 0) + desk;
  const shown = jiko?.next_page || count > 99 ? "99+" : String(count);
  // What the desk tells can be an alarm: it comes first.
  const href = desk > 0 || !mayJiko ? "/notifications?from=desk" : "/notifications";
  return (
    <Link href={href} className="touch relative inline-flex flex-none items-center justify-center rounded-control p-2 hover:bg-sunken">
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
