"use client";

import { useQuery } from "@tanstack/react-query";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { DownloadLink } from "@/components/ui/download-link";
import { Empty } from "@/components/ui/empty";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import type { agreementsGet } from "@/lib/jiko/agreements";
import type { ViewOf } from "@/lib/jiko/operation";
import { agreementsQuery } from "./queries";

type Bundle = ViewOf<typeof agreementsGet>;
type Agreement = Bundle["documents"][number];

const categories: Record<string, string> = { BANK: "Bank", BROKERAGE: "Brokerage", GENERAL: "General", "E-SIGN": "Electronic signature" };

/** Our own route, which asks Jiko for a fresh link at the moment of the click. */
const downloadHref = (version: string, { type, title }: Agreement): string =>
  `/api/downloads/agreements?${new URLSearchParams({ version, type, title })}`;

/** The legal agreements in force at Jiko, as one bundle with one version. */
export function Agreements() {
  const agreements = useQuery(agreementsQuery());
  const bundle = agreements.data;
  const columns = columnsOf<Agreement>([
    { id: "title", header: "Agreement", rowHeader: true, bare: true, cell: ({ title }) => title },
    { id: "category", header: "About", cell: ({ category }) => categories[category] ?? category },
    {
      id: "file",
      header: "PDF",
      align: "right",
      cell: (one) => (
        <DownloadLink href={downloadHref(bundle?.version ?? "", one)} what={`${one.title}, version ${bundle?.version ?? ""}`}>
          Download
        </DownloadLink>
      ),
    },
  ]);
  const table = (rows?: readonly Agreement[]) => (
    <DataTable
      caption="Agreements in force"
      columns={columns}
      rows={rows}
      rowKey={({ type, title }) => `${type} ${title}`}
      expected={8}
      empty={<Empty title="Jiko lists no agreements." />}
    />
  );
  return (
    <Panel
      title="Agreements"
      flush
      aside={
        bundle ? (
          <span className="text-small text-ink-muted">
            Version {bundle.version}, released <DateText at={bundle.release_date} />
          </span>
        ) : null
      }
    >
      <QueryView query={agreements} what="the agreements" loading={table()}>
        {({ documents }) => table(documents)}
      </QueryView>
    </Panel>
  );
}
