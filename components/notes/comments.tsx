"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { usePolling } from "@/components/api/live-state";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice, faultsOf } from "@/components/ui/command-notice";
import { DateText } from "@/components/ui/date-text";
import { useDesk, useMay } from "@/components/ui/desk";
import { TextAreaField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { LoadingLine } from "@/components/ui/skeleton";
import type { ShownComment } from "@/lib/desk/notes/view";
import { commentFault } from "@/lib/forms/notes";
import { notesQuery } from "./queries";

/** What people have written under a request, and room to write. */
export function Comments({ transferId }: { transferId: string }) {
  const notes = useQuery({ ...notesQuery(transferId), refetchInterval: usePolling(30_000) });
  return (
    <Panel title="Comments" aside={notes.data ? <span className="text-small text-ink-muted">{notes.data.comments.length}</span> : null}>
      <div className="flex flex-col gap-4">
        <QueryView query={notes} what="the comments" loading={<LoadingLine what="the comments" />}>
          {({ comments }) =>
            comments.length === 0 ? (
              <p className="text-ink-muted">Nobody has written anything yet.</p>
            ) : (
              <ol className="flex flex-col gap-3">
                {comments.map((one) => (
                  <Comment key={one.id} comment={one} />
                ))}
              </ol>
            )
          }
        </QueryView>
        <Write transferId={transferId} />
      </div>
    </Panel>
  );
}

function Comment({ comment: { by, at, text } }: { comment: ShownComment }) {
  const { viewer } = useDesk();
  return (
    <li>
      <p className="text-small">
        <span className="font-strong">{by.name}</span>
        {by.memberId === viewer.memberId ? " (you)" : ""} · <span className="text-ink-muted"><DateText at={at} /></span>
      </p>
      {/* Letters that run from right to left stay in their own lines. */}
      <p dir="auto" className="max-w-prose wrap-anywhere whitespace-pre-wrap">{text}</p>
    </li>
  );
}

function Write({ transferId }: { transferId: string }) {
  const may = useMay("requests.annotate");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const writing = useCommand<{ transferId: string; text: string }>("request.comment", {
    doneMessage: "The comment is there.",
    onDone: () => {
      setText("");
      setTried(false);
      writing.reset();
    },
  });
  const { current } = writing;
  const busy = current.state === "running" || current.state === "checking";
  const fault = commentFault(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && !fault) void writing.run({ transferId, text });
  };
  if (!may) return <p className="text-small text-ink-muted">This sign-in may not write under requests.</p>;
  return (
    <form onSubmit={submit} noValidate className="no-print flex flex-col items-start gap-2">
      <TextAreaField
        className="w-full"
        label="Write a comment"
        hint="Everybody who may read transfers sees it. It cannot be changed or removed."
        value={text}
        error={(tried && fault) || faultsOf(current).text}
        onChange={(event) => {
          setText(event.target.value);
          setTried(false);
          writing.reset();
        }}
      />
      <CommandNotice state={current} failed="The comment was not kept" fields={["text"]} />
      <Button type="submit" busy={busy} busyLabel={current.state === "checking" ? "Checking…" : "Sending…"}>Comment</Button>
    </form>
  );
}
