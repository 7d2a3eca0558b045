"use client";

import { useQuery } from "@tanstack/react-query";
import { usePolling } from "@/components/api/live-state";
import { useCommand } from "@/components/api/use-command";
import { CommandNotice } from "@/components/ui/command-notice";
import { CopyButton } from "@/components/ui/copy-button";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { DownloadLink } from "@/components/ui/download-link";
import { FileUpload } from "@/components/ui/file-upload";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { LoadingLine } from "@/components/ui/skeleton";
import type { NotesView } from "@/lib/desk/notes/view";
import { mostAttachments } from "@/lib/forms/notes";
import { attachmentType, writeSize } from "@/lib/forms/upload";
import { notesQuery } from "./queries";

/** The papers of a request, or of the form that becomes one: each is saved and opened elsewhere, never shown in here. */
export function Attachments({ transferId }: { transferId: string }) {
  const may = useMay("requests.annotate");
  const notes = useQuery({ ...notesQuery(transferId), refetchInterval: usePolling(30_000) });
  const barred = may ? (notes.data?.barred ?? null) : "This sign-in may not write under requests.";
  const count = notes.data ? `${notes.data.attachments.length} of ${mostAttachments}` : null;
  return (
    <Panel title="Attachments" aside={<span className="text-small text-ink-muted">{count}</span>}>
      <div className="flex flex-col gap-4">
        <QueryView query={notes} what="the attachments" loading={<LoadingLine what="the attachments" />}>
          {({ attachments }) =>
            attachments.length === 0 ? (
              <p className="text-ink-muted">Nothing is attached. An invoice tells an approver what this pays for.</p>
            ) : (
              <ul className="flex flex-col gap-3">
                {attachments.map((one) => (
                  <Attached key={one.id} file={one} />
                ))}
              </ul>
            )
          }
        </QueryView>
        <div className="no-print">
          <FileUpload
            path={`/api/uploads/requests/${transferId}`}
            documentType={attachmentType}
            what="this request"
            keeper="Countersign"
            barred={barred}
          />
        </div>
      </div>
    </Panel>
  );
}

function Attached({ file: { id, name, size, digest, by, at, removable } }: { file: NotesView["attachments"][number] }) {
  const removing = useCommand<{ attachmentId: string }>("attachment.remove", { doneMessage: `${name} is removed.` });
  const { current } = removing;
  return (
    <li className="flex flex-col items-start gap-1">
      <span className="flex w-full flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 font-strong wrap-anywhere">{name}</span>
        <span className="flex flex-none items-start gap-3">
          <DownloadLink href={`/api/downloads/attachments/${id}`} what={name}>Download</DownloadLink>
          {removable ? (
            <button type="button" className="link touch inline-flex items-center" onClick={() => void removing.run({ attachmentId: id })}>
              Remove<span className="sr-only"> {name}</span>
            </button>
          ) : null}
        </span>
      </span>
      <span className="text-small text-ink-muted">
        {writeSize(size)} · {by.name}, <DateText at={at} />
      </span>
      <span className="inline-flex max-w-full items-center gap-1 text-small text-ink-muted">
        SHA-256 <span className="font-mono">{digest.slice(0, 16)}…</span>
        <CopyButton text={digest} what={`SHA-256 of ${name}`} />
      </span>
      <CommandNotice state={current} failed="The file was not removed" />
    </li>
  );
}
