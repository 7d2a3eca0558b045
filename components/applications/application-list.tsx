"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePolling } from "@/components/api/live-state";
import { useCommand } from "@/components/api/use-command";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { SelectField, TextField } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Status } from "@/components/ui/status";
import type { ApplicationResult } from "@/lib/desk/commands/applications";
import type { applicationsList } from "@/lib/jiko/applications";
import type { ViewOf } from "@/lib/jiko/operation";
import { applicationHref } from "./address";
import { applicationsQuery } from "./queries";
import { entityWords, mayNot, statusMeaning, wordOf } from "./words";

type Row = ViewOf<typeof applicationsList>["items"][number];

const columns = columnsOf<Row>([
  { id: "name", header: "Company", rowHeader: true, bare: true, cell: ({ name }) => name ?? "Unnamed company" },
  { id: "kind", header: "Kind", from: "md", cell: ({ entity_type }) => wordOf(entityWords, entity_type) },
  { id: "status", header: "Status", cell: ({ status }) => <Status of="application" value={status} /> },
  { id: "means", header: "What it means", from: "lg", cell: ({ status }) => <span className="text-ink-muted">{statusMeaning(status)}</span> },
  { id: "changed", header: "Changed", cell: ({ updated_at }) => <DateText at={updated_at} form="day" /> },
]);

/** Applications of companies that want to become customers of Jiko. */
export function ApplicationList({ cursor }: { cursor: string | null }) {
  const list = useQuery({ ...applicationsQuery(cursor), refetchInterval: usePolling(60_000) });
  return (
    <>
      <PageHeader
        title="Applications"
        meta="For further companies: each becomes a customer of Jiko of its own once it is approved."
        action={<StartApplication />}
      />
      <div className="panel">
        <QueryView query={list} what="the applications" loading={<DataTable caption="Applications" columns={columns} rows={undefined} rowKey={({ id }) => id} />}>
          {({ items }) => (
            <DataTable
              caption="Applications"
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              href={({ id }) => applicationHref(id)}
              empty={<Empty title="There are no applications.">Begin one for a company of your group that should hold cash at Jiko too.</Empty>}
            />
          )}
        </QueryView>
      </div>
      <Pagination
        label="Pages of applications"
        newer={list.data?.prev_page ? `/applications?cursor=${encodeURIComponent(list.data.prev_page)}` : null}
        older={list.data?.next_page ? `/applications?cursor=${encodeURIComponent(list.data.next_page)}` : null}
      />
    </>
  );
}

const fields = ["name", "entityType"] as const;

function StartApplication() {
  const router = useRouter();
  const may = useMay("onboarding.manage");
  const [open, setOpen] = useState(false);
  // Minted when the form opens: it becomes the application's id, so that sending it twice is one thing.
  const [values, setValues] = useState({ id: "", name: "", entityType: "" });
  const start = useCommand<typeof values, ApplicationResult>("application.start", {
    doneMessage: "The application is begun.",
    onDone: (result) => result && router.push(applicationHref(result.applicationId, "business")),
  });
  const faults = faultsOf(start.current);
  const change = (name: (typeof fields)[number]) => (event: { target: { value: string } }) => setValues((before) => ({ ...before, [name]: event.target.value }));
  return (
    <>
      <Button
        tone="primary"
        barred={may ? null : mayNot}
        onClick={() => {
          setValues({ id: crypto.randomUUID(), name: "", entityType: "" });
          start.reset();
          setOpen(true);
        }}
      >
        Start an application
      </Button>
      <CommandDialog
        open={open}
        title="Start an application"
        state={start.current}
        failed="The application was not begun"
        fields={fields}
        submit="Start"
        busyLabel="Starting…"
        onSubmit={() => void start.run(values)}
        onClose={() => setOpen(false)}
      >
        <p className="text-ink-muted">Nobody at Jiko looks at it before you submit it. Everything can be changed until then.</p>
        <TextField label="Legal name of the company" name="name" value={values.name} onChange={change("name")} error={faults.name} />
        <SelectField label="Kind of company" name="entityType" value={values.entityType} onChange={change("entityType")} error={faults.entityType}>
          <option value="">Choose one</option>
          {Object.entries(entityWords).map(([value, word]) => (
            <option key={value} value={value}>{word}</option>
          ))}
        </SelectField>
      </CommandDialog>
    </>
  );
}
