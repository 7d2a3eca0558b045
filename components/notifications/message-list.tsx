"use client";

import { useQuery } from "@tanstack/react-query";
import { usePolling } from "@/components/api/live-state";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Badge } from "@/components/ui/status";
import type { MessageView } from "@/lib/desk/messages/types";
import { messagesHref } from "./address";
import { messagesQuery } from "./queries";
import { Row } from "./row";
import { NotificationTabs } from "./tabs";
import { Waiting } from "./waiting";

type Mark = ReturnType<typeof useCommand<{ ids: string[]; read: boolean }>>;

/** What the desk told the person who is signed in, newest first. */
export function MessageList({ cursor }: { cursor: string | null }) {
  const list = useQuery({ ...messagesQuery(cursor), refetchInterval: usePolling(60_000) });
  const mark: Mark = useCommand("message.read", { doneMessage: "Marked." });
  const unread = (list.data?.items ?? []).filter(({ read }) => !read).map(({ id }) => id);
  return (
    <>
      <PageHeader
        title="Notifications"
        action={
          <Button
            tone="primary"
            barred={unread.length === 0 ? "Nothing on this page is unread." : null}
            busy={mark.state === "running"}
            busyLabel="Marking…"
            onClick={() => void mark.run({ ids: unread, read: true })}
          >
            Mark all as read
          </Button>
        }
      />
      <NotificationTabs current="desk" />
      <div className="flex flex-col gap-3">
        <CommandNotice state={mark.current} failed="Not everything was marked" />
        <QueryView query={list} what="the desk's messages" loading={<Waiting what="the desk's messages" />}>
          {({ items, older }) => (
            <>
              <div className="panel">
                {items.length === 0 ? (
                  <Empty title="The desk has told you nothing yet.">
                    Here you read what became of what you filed, what waits for your signature, and what was done outside the desk.
                  </Empty>
                ) : (
                  <ul aria-label="Messages">
                    {items.map((one) => (
                      <MessageRow key={one.id} one={one} mark={mark} />
                    ))}
                  </ul>
                )}
              </div>
              <Pagination label="Pages of messages" newer={cursor && messagesHref()} older={older && messagesHref(older)} />
            </>
          )}
        </QueryView>
      </div>
    </>
  );
}

function MessageRow({ one, mark }: { one: MessageView; mark: Mark }) {
  const { id, title, text, at, read, href, urgent, mail } = one;
  return (
    <Row
      {...{ title, text, at, href }}
      unread={!read}
      onToggle={() => void mark.run({ ids: [id], read: !read })}
      badge={urgent ? <span className="mr-2"><Badge hue="failed">Alarm</Badge></span> : null}
      more={mail && <> · {mail.sent ? "Sent by e-mail" : (mail.problem ?? "Goes out by e-mail")}</>}
    />
  );
}
