"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { SelectField, TextField } from "@/components/ui/field";
import { AccountNumber } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Status, statusWord } from "@/components/ui/status";
import { useFilters } from "@/components/ui/use-filters";
import { canBePaid } from "@/lib/forms/payee";
import type { ViewOf } from "@/lib/jiko/operation";
import type { counterpartiesList } from "@/lib/jiko/counterparties";
import { filterNames, nameFits, payeesHref, statusChoices, typeChoices, type PayeesAddress } from "./address";
import { payeesQuery } from "./queries";
import { kindWord, transferKindOf } from "./words";

type Payee = ViewOf<typeof counterpartiesList>["items"][number];

const columns = columnsOf<Payee>([
  { id: "name", header: "Name", rowHeader: true, bare: true, cell: ({ name }) => name },
  { id: "kind", header: "Kind", cell: ({ type }) => kindWord(type) },
  { id: "account", header: "Account", cell: ({ account_ending: ending }) => (ending ? <AccountNumber value={ending} masked /> : "–") },
  { id: "status", header: "Status at Jiko", cell: ({ status }) => <Status of="payee" value={status} /> },
  {
    id: "payable",
    header: "Can be paid",
    cell: ({ status, type }) => (canBePaid(status) && transferKindOf(type) ? "Yes" : "No"),
  },
  { id: "added", header: "Added", from: "lg", cell: ({ time_created }) => <DateText at={time_created} form="day" /> },
]);

/** Everyone who can be paid or could be. */
export function PayeeList({ filters: addressed, name: asked, query }: PayeesAddress) {
  const [name, setName] = useState(asked);
  const [addressedName, setAddressedName] = useState(asked);
  if (asked !== addressedName) {
    // Another address was opened: by the back button, or with another filter.
    setAddressedName(asked);
    setName(asked);
  }
  const { filters, choose, busy } = useFilters(addressed, (next) => payeesHref(next, null, name));
  const payees = useQuery(payeesQuery(query));
  const mayManage = useMay("payees.manage");
  const search = (typed: string) => {
    setName(typed);
    // The address alone: nothing is asked of the server for a search among what is here.
    window.history.replaceState(null, "", payeesHref(addressed, query.cursor ?? null, typed));
  };
  const filtered = filterNames.some((filter) => addressed[filter]);

  return (
    <>
      <PageHeader
        title="Payees"
        meta="Accounts outside your own pockets, as Jiko knows them. The whole account stands on the payee’s own page."
        action={
          <ButtonLink href="/counterparties/new" tone="primary" barred={mayManage ? null : "Changing payees needs the role initiator or admin."}>
            Add a payee
          </ButtonLink>
        }
      />
      <div
        role="search"
        aria-label="Filter the payees"
        aria-busy={busy || undefined}
        className="panel mb-4 grid grid-cols-2 items-end gap-3 px-4 py-3 md:grid-cols-4"
      >
        <TextField
          label="Name"
          type="search"
          className="col-span-2"
          value={name}
          maxLength={100}
          onChange={(event) => search(event.target.value)}
        />
        <SelectField label="Kind" value={filters.type} onChange={choose("type")}>
          <option value="">All kinds</option>
          {typeChoices.map((type) => (
            <option key={type} value={type}>{kindWord(type)}</option>
          ))}
        </SelectField>
        <SelectField label="Status" value={filters.status} onChange={choose("status")}>
          <option value="">All states</option>
          {statusChoices.map((status) => (
            <option key={status} value={status}>{statusWord("payee", status)}</option>
          ))}
        </SelectField>
        {filtered ? (
          <Link href={payeesHref({}, null, name)} className="link touch inline-flex items-center">Clear the filters</Link>
        ) : null}
      </div>
      <QueryView query={payees} what="the payees" loading={<Table rows={undefined} />}>
        {({ items, next_page, prev_page }) => {
          const found = items.filter((one) => nameFits(one.name, name));
          const more = Boolean(next_page ?? prev_page);
          return (
            <>
              {name.trim() && more ? (
                <p role="status" className="mb-2 text-small text-ink-muted">
                  {found.length} of the {items.length} payees on this page have this name. Others may stand on further pages: Jiko has no search.
                </p>
              ) : null}
              <Table
                rows={found}
                empty={
                  name.trim() || filtered ? (
                    <Empty title={name.trim() ? "No payee here has this name." : "No payee fits these filters."}>
                      {more && name.trim() ? "Look on the other pages, or type less of the name." : "Type less of the name, or clear the filters."}
                    </Empty>
                  ) : (
                    <Empty title="There are no payees yet.">Add whom this company pays, and Jiko checks the account.</Empty>
                  )
                }
              />
              <Pagination
                label="Pages of payees"
                newer={prev_page && payeesHref(addressed, prev_page, name)}
                older={next_page && payeesHref(addressed, next_page, name)}
              />
            </>
          );
        }}
      </QueryView>
    </>
  );
}

const Table = ({ rows, empty }: { rows: readonly Payee[] | undefined; empty?: React.ReactNode }) => (
  <div className="panel">
    <DataTable
      caption="Payees"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      href={({ id }) => `/counterparties/${id}`}
      expected={11}
      empty={empty}
    />
  </div>
);
