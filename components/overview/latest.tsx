"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { DataTable } from "@/components/table/data-table";
import { movementColumns } from "@/components/table/movement-columns";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import type { Transaction } from "@/lib/jiko/transactions";
import { latestInput, latestQuery } from "./queries";

export function Latest() {
  const latest = useQuery(latestQuery());
  const pocketName = usePocketNames();
  const columns = useMemo(() => movementColumns(pocketName), [pocketName]);
  const table = (rows: readonly Transaction[] | undefined) => (
    <DataTable
      caption="The latest transactions of all pockets"
      columns={columns}
      rows={rows}
      rowKey={(one) => one.id}
      href={(one) => `/transactions/${one.id}`}
      expected={latestInput.limit}
      empty={<Empty title="No transactions yet.">What is paid in or out appears here.</Empty>}
    />
  );
  return (
    <Panel flush title="Latest transactions" level={3} aside={<Link href="/transactions" className="link">All transactions</Link>}>
      <QueryView query={latest} what="the latest transactions" loading={table(undefined)}>
        {({ items }) => table(items)}
      </QueryView>
    </Panel>
  );
}
