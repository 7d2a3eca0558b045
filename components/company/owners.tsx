"use client";

import { useQuery } from "@tanstack/react-query";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Empty } from "@/components/ui/empty";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import type { beneficialOwners } from "@/lib/jiko/customer";
import type { ViewOf } from "@/lib/jiko/operation";
import { customerQuery, ownersQuery } from "./queries";

type Owner = ViewOf<typeof beneficialOwners>["items"][number];

const columns = columnsOf<Owner>([
  { id: "name", header: "Name", rowHeader: true, bare: true, cell: ({ name }) => name },
  { id: "title", header: "Title", cell: ({ title }) => title || "–" },
]);

/** The people whom Jiko knows as owners of the business. */
export function Owners() {
  const owners = useQuery(ownersQuery());
  const person = useQuery(customerQuery()).data?.type === "INDIVIDUAL";
  const table = (rows?: readonly Owner[]) => (
    <DataTable
      caption="Beneficial owners"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      expected={2}
      empty={
        person ? (
          <Empty title="An individual has no beneficial owners." />
        ) : (
          <Empty title="Jiko lists no beneficial owners.">They come from the company&rsquo;s application at Jiko.</Empty>
        )
      }
    />
  );
  return (
    <Panel title="Beneficial owners" flush>
      <QueryView query={owners} what="the beneficial owners" loading={table()}>
        {({ items }) => table(items)}
      </QueryView>
    </Panel>
  );
}
