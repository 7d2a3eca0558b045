"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import clsx from "clsx";
import Link from "next/link";
import { jikoQuery } from "@/components/api/jiko";
import { usePolling } from "@/components/api/live-state";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { Age, DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import type { notificationsList } from "@/lib/jiko/notifications";
import type { ViewOf } from "@/lib/jiko/operation";
import { notificationsHref, type NotificationsAddress } from "./address";

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
      <Tabs
        label="Notifications"
        tabs={[
          { href: notificationsHref(false), label: "All", current: !unread },
          { href: notificationsHref(true), label: "Unread", current: unread },
        ]}
      />
      <div className="flex flex-col gap-3">
        <CommandNotice state={mark.current} failed="Not everything was marked" />
        <QueryView query={list} what="the notifications" loading={<Waiting />}>
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
                      <Row key={one.id} one={one} mark={mark} may={may} />
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

function Row({ one, mark, may }: { one: Notification; mark: Mark; may: boolean }) {
  const href = hrefOf(one);
  const fresh = one.status === "UNREAD";
  const toggle = () => may && void mark.run({ ids: [one.id], status: fresh ? "READ" : "UNREAD" });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className={clsx(fresh && "font-strong")}>
          {fresh ? <span className="mr-2 inline-block size-2 rounded-full bg-accent"><span className="sr-only">Unread: </span></span> : null}
          {href ? (
            <Link href={href} onClick={() => fresh && toggle()} className="link">
              {one.title}
            </Link>
          ) : (
            one.title
          )}
        </p>
        <p>{one.description}</p>
        <p className="text-small text-ink-muted">
          <DateText at={one.created_at} /> · <Age since={one.created_at} />
        </p>
      </div>
      <div className="flex flex-none items-center gap-2">
        {href ? (
          <Link href={href} onClick={() => fresh && toggle()} className="link touch inline-flex items-center">
            Open<span className="sr-only"> {one.description}</span>
            <ChevronRight aria-hidden className="size-4" />
          </Link>
        ) : null}
        {may ? (
          <Button tone="quiet" onClick={toggle}>
            Mark as {fresh ? "read" : "unread"}
            <span className="sr-only">: {one.title}, {one.description}</span>
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function Waiting() {
  return (
    <Loading what="the notifications" className="panel">
      {Array.from({ length: 6 }, (_, i) => (
        <div key={i} className="flex flex-col gap-1 border-b border-line px-4 py-2.5 last:border-0">
          <Skeleton width="24ch" />
          <Skeleton width="40ch" />
          <Skeleton width="30ch" />
        </div>
      ))}
    </Loading>
  );
}
