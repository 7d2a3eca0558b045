"use client";

import { useQuery } from "@tanstack/react-query";
import { unreadMessagesQuery } from "@/components/api/reads";
import { Tabs } from "@/components/ui/tabs";
import { messagesHref, notificationsHref } from "./address";

/** What Jiko told, and what the desk did. */
export function NotificationTabs({ current }: { current: "all" | "unread" | "desk" }) {
  const { data } = useQuery(unreadMessagesQuery());
  return (
    <Tabs
      label="Notifications"
      tabs={[
        { href: notificationsHref(false), label: "From Jiko", current: current === "all" },
        { href: notificationsHref(true), label: "From Jiko, unread", current: current === "unread" },
        { href: messagesHref(), label: "From the desk", count: data ? data.count : null, current: current === "desk" },
      ]}
    />
  );
}
