"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/components/api/request";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { useBarred } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { SelectField } from "@/components/ui/field";
import { FileUpload } from "@/components/ui/file-upload";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { documentWord, documentWords, writeSize, type DocumentType, type SentDocument } from "@/lib/forms/upload";

const kinds = Object.entries(documentWords) as [DocumentType, string][];

/** Read again when the company's profile changed. */
const sentQuery = () =>
  queryOptions({
    queryKey: ["customer", "documents"],
    queryFn: ({ signal }) => request<{ items: SentDocument[] }>("/api/uploads/documents", { signal }),
    staleTime: 30_000,
  });

/** Verification documents for the company's profile: sending one, and what was sent from here. */
export function DocumentsPanel() {
  const mayNot = useBarred("company.upload");
  const [kind, setKind] = useState<DocumentType>("IDENTIFICATION_NUMBER_VERIFICATION");
  const sent = useQuery(sentQuery());
  return (
    <Panel title="Documents" flush>
      <div className="grid gap-4 px-4 py-3 md:grid-cols-2">
        <SelectField label="Kind of document" value={kind} onChange={(event) => setKind(event.target.value as DocumentType)}>
          {kinds.map(([value, word]) => (
            <option key={value} value={value}>{word}</option>
          ))}
        </SelectField>
        <FileUpload key={kind} path={`/api/uploads/documents/${kind}`} documentType={kind} what={documentWord(kind)} barred={mayNot} />
      </div>
      <p className="border-t border-line px-4 py-2 text-small text-ink-muted">
        Jiko gives no list of the documents it has. Below is what was sent from here, from our own record.
      </p>
      <div className="border-t border-line">
        <QueryView query={sent} what="what was sent" loading={<Waiting />}>
          {({ items }) => (
            <DataTable
              caption="Documents sent from here"
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              empty={<Empty title="Nothing was sent from here yet." />}
            />
          )}
        </QueryView>
      </div>
    </Panel>
  );
}

const columns = columnsOf<SentDocument>([
  { id: "kind", header: "Document", rowHeader: true, bare: true, cell: ({ documentType }) => documentWord(documentType) },
  { id: "file", header: "File", cell: ({ fileName }) => <span className="wrap-anywhere">{fileName}</span> },
  { id: "size", header: "Size", align: "right", cell: ({ size }) => writeSize(size) },
  { id: "by", header: "By", cell: ({ by }) => by },
  { id: "at", header: "Sent", cell: ({ at }) => <DateText at={at} form="table" /> },
  { id: "state", header: "Outcome", cell: ({ state }) => <Status of="upload" value={state} /> },
]);

function Waiting() {
  return (
    <Loading what="what was sent">
      {[1, 2, 3].map((i) => (
        <div key={i} className="flex h-9 items-center px-4">
          <Skeleton width="40ch" />
        </div>
      ))}
    </Loading>
  );
}
