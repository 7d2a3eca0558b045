"use client";

import { useQuery } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { usePolling } from "@/components/api/live-state";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import type { notificationsList } from "@/lib/jiko/notifications";
import type { ViewOf } from "@/lib/jiko/operation";
import { notificationsHref, type NotificationsAddress } from "./address";
import { Row } from "./row";
import { NotificationTabs } from "./tabs";
import { Waiting } from "./waiting";

type Notification = ViewOf<typeof notificationsList>["items"][number];
type Mark = ReturnType<typeof useCommand<{ ids: string[]; status: "READ" | "UNREAD" }>>;

const mayNot = "This sign-in may not mark notifications.";
const unreadOf = (items: readonly Notification[]) => items.filter(({ status }) => status === "UNREAD").map(({ id }) => id);

/** Where one leads to what a notification is about; null for kinds that are not known here: they are read and that is all. */
const hrefOf = ({ type, transfer_id }: Notification): string | null =>
  type === "TRANSFER_REQUEST_PENDING_APPROVAL" && transfer_id ? `/approvals/${transfer_id}` : null;

/** What Jiko told the person who is signed in, newest first. */
export function NotificationList({ unread, query }: NotificationsAddress) {
  const list = useQuery({ ...jikoQuery<typeof notificationsList>("/v1/notifications", query), refetchInterval: usePolling(60_000) });
  const mark: Mark = useCommand("notification.mark", { doneMessage: "Marked." });
  const may = useMay("notifications.mark");
  const waiting = unreadOf(list.data?.items ?? []);
  const barred = may ? (waiting.length === 0 ? "Nothing on this page is unread." : null) : mayNot;
  return (
    <>
      <PageHeader
        title="Notifications"
        action={
          <Button
            tone="primary"
            barred={barred}
            busy={mark.state === "running"}
            busyLabel="Marking…"
            onClick={() => void mark.run({ ids: waiting, status: "READ" })}
          >
            Mark all as read
          </Button>
        }
      />
      <NotificationTabs current={unread ? "unread" : "all"} />
      <div className="flex flex-col gap-3">
        <CommandNotice state={mark.current} failed="Not everything was marked" />
        <QueryView query={list} what="the notifications" loading={<Waiting what="the notifications" />}>
          {({ items, prev_page, next_page }) => (
            <>
              <div className="panel">
                {items.length === 0 ? (
                  <Empty title={unread ? "You have read everything." : "There are no notifications yet."}>
                    Jiko tells you here when a transfer waits for your signature.
                  </Empty>
                ) : (
                  <ul aria-label="Notifications">
                    {items.map((one) => (
                      <NotificationRow key={one.id} one={one} mark={mark} may={may} />
                    ))}
                  </ul>
                )}
              </div>
              <Pagination
                label="Pages of notifications"
                newer={prev_page && notificationsHref(unread, prev_page)}
                older={next_page && notificationsHref(unread, next_page)}
              />
            </>
          )}
        </QueryView>
      </div>
    </>
  );
}

function NotificationRow({ one, mark, may }: { one: Notification; mark: Mark; may: boolean }) {
  const unread = one.status === "UNREAD";
  const toggle = () => void mark.run({ ids: [one.id], status: unread ? "READ" : "UNREAD" });
  const { title, description: text, created_at: at } = one;
  return <Row {...{ title, text, at, unread }} href={hrefOf(one)} onToggle={may ? toggle : null} />;
}
