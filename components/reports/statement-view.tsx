"use client";

import { useQuery } from "@tanstack/react-query";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { DownloadLink } from "@/components/ui/download-link";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Notice } from "@/components/ui/status";
import { Tabs } from "@/components/ui/tabs";
import type { StatementPage } from "@/lib/desk/report-files";
import { formatMoney, type Cents } from "@/lib/treasury/money";
import { downloadHref, statementHref, type StatementAddress } from "./address";
import { entryColumns } from "./entry-columns";
import { statementQuery } from "./queries";
import { titleOf } from "./words";

interface StatementProps {
  address: StatementAddress;
  /** What the server has read already; null where it could not. */
  initial: StatementPage | null;
}

/** A camt.053 file as a statement that a person can read, added up. */
export function StatementView({ address, initial }: StatementProps) {
  const { id, file } = address;
  const found = useQuery({ ...statementQuery(address), initialData: initial ?? undefined });
  return (
    <>
      {found.data ? null : <PageHeader title="Statement" crumbs={crumbsTo(id)} action={<Raw id={id} file={file} />} />}
      <QueryView query={found} what="the statement" loading={<PageSkeleton />}>
        {(shown) => <Loaded shown={shown} address={address} />}
      </QueryView>
    </>
  );
}

const crumbsTo = (id: string) => [
  { href: "/reports", label: "Reports" },
  { href: `/reports/${id}`, label: "Report" },
];

const Raw = ({ id, file }: { id: string; file: number }) => (
  <DownloadLink href={downloadHref(id, file)} what="the camt.053 file as Jiko made it">
    Raw file
  </DownloadLink>
);

function Loaded({ shown, address }: { shown: StatementPage; address: StatementAddress }) {
  const { report, statement, reckoning, entries, entryCount, page, pages, count } = shown;
  const pocketName = usePocketNames();
  const { account } = statement;
  const accountId = shown.file.accountId;
  const currency = reckoning.closing?.currency ?? reckoning.opening?.currency ?? account.currency ?? "USD";
  const href = (change: Partial<StatementAddress>) => statementHref({ ...address, ...change });
  return (
    <>
      <PageHeader
        title={titleOf(report)}
        crumbs={crumbsTo(report.id)}
        meta={accountId ? <Link href={`/pockets/${accountId}`} className="link touch inline-flex items-center">{pocketName(accountId)}</Link> : null}
        action={<Raw id={report.id} file={address.file} />}
      />
      {count > 1 ? (
        <Tabs
          label="Statements of this file"
          tabs={Array.from({ length: count }, (_, i) => ({
            href: href({ statement: i + 1, page: 1 }),
            label: `Statement ${i + 1}`,
            current: i + 1 === shown.number,
          }))}
        />
      ) : null}
      <div className="flex flex-col gap-4">
        <Verdict shown={shown} />
        <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
          <Sums reckoning={reckoning} currency={currency} />
          <Panel title="Account">
            <DefinitionList
              items={[
                ["Name", account.name],
                ["Account", <span key="id" className="font-mono break-all">{account.id}</span>],
                ["Holder", account.owner],
                ["Kept at", account.servicer],
                ["From", statement.from && <Moment key="from" at={statement.from} />],
                ["To", statement.to && <Moment key="to" at={statement.to} />],
                ["Made", statement.createdAt && <Moment key="made" at={statement.createdAt} />],
                ["Format", `camt.053.001.${shown.version}`],
              ]}
            />
          </Panel>
        </div>
        <Panel title="Lines" aside={<span className="text-small text-ink-muted">{entryCount === 1 ? "1 line" : `${entryCount} lines`}</span>} flush>
          <DataTable
            caption="Lines of the statement, in the order of the file"
            columns={entryColumns(currency)}
            rows={entries.map((entry, i) => ({ ...entry, key: String(i) }))}
            rowKey={({ key }) => key}
            empty={<p className="px-4 py-6 text-ink-muted">Nothing moved on this account in this time.</p>}
          />
        </Panel>
        <Pagination
          label="Pages of lines"
          newer={page > 1 ? href({ page: page - 1 }) : null}
          older={page < pages ? href({ page: page + 1 }) : null}
        />
      </div>
    </>
  );
}

/** Times of the file may come without a zone: then they are shown as they stand there. */
const Moment = ({ at }: { at: string }) =>
  at.length === 10 || /(Z|[+-]\d{2}:\d{2})$/.test(at) ? <DateText at={at} /> : <span>{at.replace("T", " ")}</span>;

function Verdict({ shown: { reckoning, rightPocket } }: { shown: StatementPage }) {
  const { difference, findings, unbooked } = reckoning;
  const foreign = rightPocket === false ? ["The account in the file is not the pocket that this report was ordered for."] : [];
  const problems = [...findings.map(({ text }) => text), ...foreign];
  const open = unbooked > 0 ? <p>{unbooked === 1 ? "One line is" : `${unbooked} lines are`} not booked and not part of the sums.</p> : null;
  if (problems.length > 0) {
    return (
      <div role="alert">
        <Notice hue="failed" title={difference === 0 ? "The statement adds up, but not all in it agrees" : "This statement does not add up"}>
          {problems.map((text) => <p key={text}>{text}</p>)}
          {open}
          <p>The figures are shown as they stand in the file. Compare the raw file, and ask Jiko about it.</p>
        </Notice>
      </div>
    );
  }
  return <Notice hue="done" title="The statement adds up to the cent">Opening balance and booked lines give the closing balance.{open}</Notice>;
}

function Sums({ reckoning: { opening, closing, credits, debits }, currency }: { reckoning: StatementPage["reckoning"]; currency: string }) {
  const write = (value: Cents) => formatMoney({ value, currency });
  const rows: [string, string | null, string | null][] = [
    ["Opening balance", opening && formatMoney(opening), opening?.at ?? null],
    [`Credits (${credits.count})`, `+${write(credits.sum)}`, null],
    [`Debits (${debits.count})`, `\u2212${write(debits.sum)}`, null],
    ["Closing balance", closing && formatMoney(closing), closing?.at ?? null],
  ];
  return (
    <Panel title="Balances" flush>
      <table className="w-full text-table">
        <caption className="sr-only">Opening balance, sums of the lines and closing balance</caption>
        <tbody>
          {rows.map(([name, value, at], i) => (
            <tr key={name} className={i === 3 ? "border-t-2 border-line font-strong" : i > 0 ? "border-t border-line" : undefined}>
              <th scope="row" className="px-4 py-2 text-left font-regular">
                {name}
                {at ? <span className="block text-small text-ink-muted"><Moment at={at} /></span> : null}
              </th>
              <td className="px-4 py-2 text-right whitespace-nowrap">{value ?? "Not in the file"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
