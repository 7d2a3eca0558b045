"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ListTable } from "@/components/table/list/list-table";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { useBarred } from "@/components/ui/desk";
import { DownloadLink } from "@/components/ui/download-link";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import type { ListRow } from "@/lib/lists/types";
import { entriesHref } from "./address";
import { EntryDialog } from "./entry-dialog";
import { recordStateQuery } from "./queries";
import { RecordTabs } from "./record-tabs";
import { StatePanel } from "./state-panel";

const overrides = { what: { width: 20 }, who: { cell: ({ cells: { who } }: ListRow) => who ?? "The desk" } };

/** What was done and tried on this desk, by whom and with what outcome. */
export function Record({ place }: { place: ListPlace }) {
  const mayNot = useBarred("record.read");
  const state = useQuery({ ...recordStateQuery(), enabled: mayNot === null });
  const [open, setOpen] = useState<ListRow | null>(null);
  if (mayNot) return <Barred why={mayNot} />;
  const entries = place.query ? entriesHref(place.typed) : null;
  return (
    <>
      <PageHeader
        title="Audit"
        action={
          entries ? (
            <DownloadLink href={entries} what="the audit record with these filters as JSON lines">
              JSON lines
            </DownloadLink>
          ) : null
        }
      />
      <RecordTabs current="record" />
      <StatePanel state={state} />
      <ListTable
        place={place}
        overrides={overrides}
        choices={{ member: state.data?.members.map(({ id, name }) => [id, name] as const) ?? [] }}
        onOpen={setOpen}
        empty={{ title: "Nothing is on record yet.", text: "What is done and tried on this desk appears here." }}
      />
      {open ? <EntryDialog row={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

export const Barred = ({ why }: { why: string }) => (
  <>
    <PageHeader title="Audit" />
    <div className="panel">
      <Empty title={why}>What is on record about a request stands on the page of that request.</Empty>
    </div>
  </>
);
