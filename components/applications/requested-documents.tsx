"use client";

import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { FileUpload } from "@/components/ui/file-upload";
import { Panel } from "@/components/ui/panel";
import { QueryView, type QueryLike } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Notice, Status } from "@/components/ui/status";
import { documentWord } from "@/lib/forms/upload";
import type { applicationDocumentsList } from "@/lib/jiko/applications";
import type { ViewOf } from "@/lib/jiko/operation";
import { mayNot } from "./words";

type Page = ViewOf<typeof applicationDocumentsList>;

/** What was wrong with a file, in Jiko's word for it where there is no better one. */
const reasons: Record<string, string> = { IMAGE_QUALITY_ERROR_CUTOFF: "Part of the page is cut off." };

/** The documents that Jiko asks for, each with its file and what Jiko thought of it. */
export function RequestedDocuments({ applicationId, status, query }: { applicationId: string; status: string; query: QueryLike<Page> }) {
  const may = useMay("onboarding.manage");
  return (
    <Panel title="Requested documents" flush>
      <QueryView query={query} what="the requested documents" loading={<Waiting />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Jiko has not said yet which documents it needs.">They appear here.</Empty>
          ) : (
            <ul>
              {items.map((document) => {
                const { id, type, name, exception_reason: reason } = document;
                const open = status === "DOCUMENTS_NEEDED" && document.status !== "APPROVED";
                return (
                  <li key={id} aria-label={documentWord(type)} className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-0">
                    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                      <span className="font-strong">{documentWord(type)}</span>
                      <Status of="document" value={document.status} />
                    </div>
                    {name ? <p className="text-ink-muted wrap-anywhere">{name}</p> : null}
                    {reason ? <Notice hue="failed" title="Jiko did not accept this file">{reasons[reason] ?? reason} Send another one.</Notice> : null}
                    {open ? (
                      <FileUpload
                        path={`/api/uploads/applications/${applicationId}/documents/${id}`}
                        documentType={type}
                        what={documentWord(type)}
                        barred={may ? null : mayNot}
                      />
                    ) : null}
                  </li>
                );
              })}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Waiting() {
  return (
    <Loading what="the requested documents" className="flex flex-col gap-3 px-4 py-3">
      <Skeleton width="30ch" />
      <Skeleton width="30ch" />
    </Loading>
  );
}
