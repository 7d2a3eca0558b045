"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { usePolling } from "@/components/api/live-state";
import { openRequestsQuery } from "@/components/api/reads";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { useWaiting } from "@/components/api/waiting";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useBarred, useDesk } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Tabs } from "@/components/ui/tabs";
import { isOpen, queueOf, tabsOf } from "@/lib/approvals/tabs";
import type { ApprovalTab } from "@/lib/approvals/types";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { Batch } from "./batch";
import { Keys } from "./keys-dialog";
import { approvalsHref, doneQuery, isPaged, tabs, type ApprovalsAddress } from "./queries";
import { requestColumns } from "./request-columns";
import { useShortcuts } from "./use-shortcuts";

const labels: Record<ApprovalTab, string> = { needsMe: "Needs me", waiting: "Waiting on others", mine: "Mine", done: "Done" };

const empties: Record<ApprovalTab, [title: string, text: string]> = {
  needsMe: ["Nothing waits for you.", "What somebody files and you may sign appears here by itself."],
  waiting: ["Nothing waits for others.", "Requests that only others can sign appear here."],
  mine: ["You have filed nothing here.", "What you file appears here, with what became of it."],
  done: ["Nothing is done yet.", "Requests that were decided or have run appear here."],
};

/** While somebody looks and nothing tells what changed, the lists are read again this often. */
const alonePollMs = 20_000;

const newestFirst = (a: TransferRequest, b: TransferRequest) => Date.parse(b.created_at) - Date.parse(a.created_at);

const listId = "requests";

/** The row whose link has the focus is the one that Enter opens. */
function moveFocus(step: number): void {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>(`#${listId} tbody th a`)];
  const at = rows.findIndex((row) => row === document.activeElement);
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

const help = [
  { keys: ["j"], what: "Next request" },
  { keys: ["k"], what: "Previous request" },
  { keys: ["Enter"], what: "Open it" },
];

export function Approvals({ tab, cursor, freeze }: ApprovalsAddress & { freeze: ReactNode }) {
  const { viewer } = useDesk();
  const mayNotFile = useBarred("transfers.file");
  const pocketName = usePocketNames();
  const pollMs = usePolling(alonePollMs);
  const open = useQuery({ ...openRequestsQuery(), refetchInterval: pollMs });
  const here = useWaiting(pollMs);
  const paged = isPaged(tab);
  const done = useQuery({ ...doneQuery(cursor), enabled: paged, refetchInterval: cursor ? false : pollMs, placeholderData: keepPreviousData });
  const [keys, setKeys] = useState(false);

  const rowsOf = useMemo(() => {
    const waiting = open.data?.items.filter(isOpen) ?? [];
    const of = (one: ApprovalTab) => waiting.filter((request) => tabsOf(request, viewer, here.get(request.id)).includes(one)).sort(newestFirst);
    return (ended: readonly TransferRequest[], page: string | null): Record<ApprovalTab, TransferRequest[]> => ({
      needsMe: queueOf(waiting, viewer, here),
      waiting: of("waiting"),
      mine: [...(page ? [] : of("mine")), ...ended.filter((request) => tabsOf(request, viewer).includes("mine"))],
      done: [...ended],
    });
  }, [open.data, viewer, here]);

  const ended = tab === "done";
  const columns = useMemo(() => requestColumns(pocketName, ended, here), [pocketName, ended, here]);
  const counts = rowsOf([], null);
  // Only those count that still wait: how many were ever done, or filed by oneself, is no news.
  const countOf = (one: ApprovalTab): string | null | undefined =>
    one === "done" ? undefined : open.data ? `${counts[one].length}${open.data.next_page ? "+" : ""}` : null;

  useShortcuts([
    { keys: ["j"], what: "", run: () => moveFocus(1) },
    { keys: ["k"], what: "", run: () => moveFocus(-1) },
    { keys: ["?"], what: "", run: () => setKeys(true) },
  ]);

  const shown = paged ? done : open;
  const table = (rows: readonly TransferRequest[] | undefined) => (
    <div className="panel">
      <DataTable
        caption={`Transfer requests: ${labels[tab].toLowerCase()}`}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.id}
        href={(one) => `/approvals/${one.id}`}
        empty={<Empty title={cursor ? "Nothing of yours on this page." : empties[tab][0]}>{cursor ? "Look at older or newer pages." : empties[tab][1]}</Empty>}
      />
    </div>
  );

  return (
    <>
      <PageHeader
        title="Approvals"
        meta={shown.dataUpdatedAt ? <span>As of <DateText at={new Date(shown.dataUpdatedAt).toISOString()} /> · read again every 20 seconds while you look</span> : <span>&nbsp;</span>}
        action={
          <>
            <Keys open={keys} onOpen={setKeys} help={help} />
            {freeze}
            <ButtonLink href="/transfers/new" tone="primary" barred={mayNotFile}>
              New transfer
            </ButtonLink>
          </>
        }
      />
      <Tabs
        label="Approvals"
        tabs={tabs.map((one) => ({
          href: approvalsHref(one),
          label: labels[one],
          count: countOf(one),
          current: one === tab,
        }))}
      />
      {tab === "needsMe" ? <Batch /> : null}
      <div id={listId}>
        <QueryView query={shown} what="the requests" loading={table(undefined)}>
          {() => table(rowsOf(done.data?.items ?? [], cursor)[tab])}
        </QueryView>
        {paged && done.data ? (
          <Pagination
            label="Pages of requests"
            newer={cursor ? approvalsHref(tab, done.data.prev_page) : null}
            older={done.data.next_page ? approvalsHref(tab, done.data.next_page) : null}
          />
        ) : null}
        {paged ? (
          <p className="mt-3 text-ink-muted">
            To filter, add up or download all of them:{" "}
            <Link href="/transfers" className="link">
              Transfers
            </Link>
          </p>
        ) : null}
      </div>
    </>
  );
}
