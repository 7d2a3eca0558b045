"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { draftsQuery } from "@/components/api/drafts";
import { request } from "@/components/api/request";
import type { Draft, DraftKind } from "@/lib/desk/drafts";
import { Button } from "./button";
import { Age, DateText } from "./date-text";
import { Dialog } from "./dialog";
import { ErrorPanel } from "./error-panel";
import { Link } from "./link";
import { Panel } from "./panel";

interface DraftsPanelProps {
  kind: DraftKind;
  /** What a draft is called, and a few words more about it. */
  read: (value: Record<string, unknown>) => { title: string; about: string | null };
  href: (id: string) => string;
  /** What has not happened to a draft: "It was not filed". */
  notDone: string;
}

/** The viewer's unfinished forms of a kind, to go on with or to throw away. Nothing where there are none. */
export function DraftsPanel({ kind, read, href, notDone }: DraftsPanelProps) {
  const drafts = useQuery(draftsQuery(kind));
  const [discarding, setDiscarding] = useState<Draft | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!drafts.data?.items.length) return drafts.error ? <ErrorPanel error={drafts.error} what="your drafts" retry={() => void drafts.refetch()} /> : null;

  const discard = async () => {
    if (!discarding) return;
    setBusy(true);
    setError(null);
    try {
      await request(`/api/drafts/${discarding.id}`, { method: "DELETE" });
      await drafts.refetch();
      setDiscarding(null);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Panel flush title="Continue a draft">
      <ul>
        {drafts.data.items.map((draft) => {
          const { title, about } = read(draft.value);
          return (
            <li key={draft.id} className="relative flex items-center justify-between gap-4 border-b border-line px-4 py-2 last:border-0 hover:bg-sunken">
              <div className="min-w-0">
                <Link href={href(draft.id)} prefetch={false} className="font-strong after:absolute after:inset-0 hover:underline">
                  {title}
                </Link>
                <p className="text-small text-ink-muted">
                  {about ? `${about} · ` : null}
                  edited <DateText at={draft.updatedAt} />, <Age since={draft.updatedAt} />
                </p>
              </div>
              <Button tone="quiet" className="relative flex-none" onClick={() => setDiscarding(draft)}>
                Discard<span className="sr-only"> the draft {title}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <Dialog
        open={discarding !== null}
        onClose={() => !busy && setDiscarding(null)}
        title="Discard this draft?"
        urgent
        footer={
          <>
            <Button onClick={() => !busy && setDiscarding(null)}>Keep it</Button>
            <Button tone="danger" busy={busy} busyLabel="Discarding…" onClick={() => void discard()}>Discard</Button>
          </>
        }
      >
        <p>{discarding ? read(discarding.value).title : null}. {notDone}; nothing else is lost.</p>
        {error ? <ErrorPanel error={error} /> : null}
      </Dialog>
    </Panel>
  );
}
