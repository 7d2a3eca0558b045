import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readNotificationsAddress } from "@/components/notifications/address";
import { NotificationList } from "@/components/notifications/notification-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { notificationsList } from "@/lib/jiko/notifications";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readNotificationsAddress(await searchParams);
  const state = await prefetchReads(session, [[notificationsList, { query: address.query }]]);
  return (
    <HydrationBoundary state={state}>
      <NotificationList {...address} />
    </HydrationBoundary>
  );
}
