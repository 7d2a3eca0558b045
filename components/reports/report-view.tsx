"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { announce } from "@/components/ui/announcer";
import { ButtonLink } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { useMay } from "@/components/ui/desk";
import { DownloadLink } from "@/components/ui/download-link";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Notice, Status, statusWord } from "@/components/ui/status";
import { formatWord } from "@/lib/forms/report";
import type { ReportView } from "@/lib/jiko/reports";
import { downloadHref, orderAgainHref, statementHref } from "./address";
import { isOpen, whileOpen } from "./polling";
import { reportQuery } from "./queries";
import { orderBar } from "./report-list";
import { Experimental, titleOf } from "./words";

/** One report: where it stands, followed until it has ended, and its files. */
export function Report({ id }: { id: string }) {
  const report = useQuery({ ...reportQuery(id), refetchInterval: whileOpen(isOpen) });
  useAnnounced(report.data?.status);
  return (
    <QueryView query={report} what="the report" loading={<PageSkeleton title="Report" />}>
      {(one) => <Loaded report={one} />}
    </QueryView>
  );
}

/** Tells screen readers that a report has come further while its page was open. */
function useAnnounced(status: string | undefined): void {
  const before = useRef(status);
  useEffect(() => {
    if (status && before.current && status !== before.current) announce(`The report: ${statusWord("report", status)}.`);
    before.current = status;
  }, [status]);
}

function Loaded({ report }: { report: ReportView }) {
  const pocketName = usePocketNames();
  const mayOrder = useMay("reports.order");
  return (
    <>
      <PageHeader
        title={titleOf(report)}
        crumbs={[{ href: "/reports", label: "Reports" }]}
        meta={<Status of="report" value={report.status} />}
        action={
          <ButtonLink href={orderAgainHref(report)} barred={mayOrder ? null : orderBar}>
            Order again
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        <Progress report={report} />
        {report.files.length > 0 ? <Files report={report} pocketName={pocketName} /> : null}
        <Panel title="Order">
          <DefinitionList
            items={[
              ["Pockets", <PocketLinks key="pockets" ids={report.account_ids} pocketName={pocketName} />],
              ["Format", report.output_formats.map(formatWord).join(", ")],
              ["Ordered", <DateText key="ordered" at={report.created_at} />],
              ["Report id", <MonoId key="id" value={report.id} what="report id" />],
            ]}
          />
        </Panel>
        <p className="text-small text-ink-muted"><Experimental /></p>
      </div>
    </>
  );
}

function Progress({ report: { status, failure_reason, files } }: { report: ReportView }) {
  if (isOpen({ status })) {
    return (
      <Notice hue="waiting" title="Jiko is making this report">
        You can leave this page: it is followed here, and stays in the list of reports.
      </Notice>
    );
  }
  if (status === "FAILED") {
    return (
      <Notice hue="failed" title="Jiko could not make this report">
        <p>{failure_reason ?? "Jiko gave no reason."}</p>
        <p>Nothing is left to wait for. Change the order, and send it again.</p>
      </Notice>
    );
  }
  if (status !== "COMPLETED") {
    return <Notice hue="quiet" title={`Status: ${status}`}>Countersign does not know this status, so it is shown as Jiko sent it.</Notice>;
  }
  return files.length === 0 ? <Notice hue="quiet" title="The report has no files">Jiko made it, and sent none.</Notice> : null;
}

function PocketLinks({ ids, pocketName }: { ids: readonly string[]; pocketName: (id: string) => string }) {
  return (
    <ul className="flex flex-wrap gap-x-3">
      {ids.map((id) => (
        <li key={id}>
          <Link href={`/pockets/${id}`} className="link touch inline-flex items-center">{pocketName(id)}</Link>
        </li>
      ))}
    </ul>
  );
}

function Files({ report, pocketName }: { report: ReportView; pocketName: (id: string) => string }) {
  return (
    <Panel title="Files" aside={<span className="text-small text-ink-muted">Fetched from Jiko at the moment of the download</span>} flush>
      <ul className="divide-y divide-line">
        {report.files.map(({ format, account_id }, i) => {
          const name = account_id === null ? "All pockets" : pocketName(account_id);
          const known = format === "CAMT053" || format === "CSV";
          return (
            <li key={`${format} ${account_id}`} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
              <span className="min-w-48 flex-1">
                <span className="font-strong">{name}</span> <span className="text-ink-muted">{formatWord(format)}</span>
              </span>
              {format === "CAMT053" ? (
                <Link href={statementHref({ id: report.id, file: i + 1 })} prefetch={false} className="link touch inline-flex items-center">
                  Show as a statement<span className="sr-only">: {name}</span>
                </Link>
              ) : null}
              {known ? (
                <DownloadLink href={downloadHref(report.id, i + 1)} what={`the ${formatWord(format)} file of ${name}`}>
                  Download
                </DownloadLink>
              ) : (
                <span className="text-ink-muted">Countersign does not know this format.</span>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
