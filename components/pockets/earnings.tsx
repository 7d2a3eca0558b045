"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useDesk } from "@/components/ui/desk";
import { FieldError, TextField } from "@/components/ui/field";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { earningsPeriods, pocketHref, type PocketAddress } from "./address";
import { pocketEarningsQuery } from "./queries";

/** What a pocket earned in a period; the period is part of the address. */
export function EarningsPanel({ id, address }: { id: string; address: PocketAddress }) {
  const { earnings, rangeFault } = address;
  const query = useQuery({ ...pocketEarningsQuery(id, earnings), enabled: rangeFault === null });
  return (
    <Panel title="Earnings">
      <nav aria-label="Period of the earnings" className="mb-3 flex flex-wrap gap-1">
        {earningsPeriods.map(([period, label]) => (
          <Link
            key={period}
            href={pocketHref(id, { ...address, earnings: { ...earnings, period } })}
            scroll={false}
            aria-current={period === earnings.period ? "true" : undefined}
            className={clsx(
              "touch inline-flex items-center rounded-control px-2 py-1 text-table",
              period === earnings.period ? "bg-accent-soft font-strong text-accent" : "text-ink-muted hover:bg-sunken",
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      {earnings.period === "range" ? <RangeForm key={`${earnings.from} ${earnings.to}`} id={id} address={address} /> : null}
      {rangeFault ? null : (
        <QueryView query={query} what="the earnings" loading={<EarningsLoading />}>
          {({ earnings: amount, date_from, date_to }) => (
            <div>
              <p className="text-title">
                <Money cents={amount} />
              </p>
              <p className="text-small text-ink-muted">
                {date_from ? (
                  <>
                    <DateText at={date_from} /> to <DateText at={date_to} />
                  </>
                ) : (
                  <>
                    Since opening, through <DateText at={date_to} />
                  </>
                )}{" "}
                · Jiko
              </p>
            </div>
          )}
        </QueryView>
      )}
    </Panel>
  );
}

function RangeForm({ id, address }: { id: string; address: PocketAddress }) {
  const { today } = useDesk();
  const router = useRouter();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const earnings = { period: "range" as const, from: String(form.get("from")), to: String(form.get("to")) };
    router.push(pocketHref(id, { ...address, earnings }), { scroll: false });
  };
  return (
    <form onSubmit={submit} className="mb-3 flex flex-wrap items-end gap-2">
      <TextField label="From" type="date" name="from" defaultValue={address.earnings.from} max={today} required className="w-36" />
      <TextField label="To" type="date" name="to" defaultValue={address.earnings.to} max={today} required className="w-36" />
      <Button type="submit">Show</Button>
      <FieldError id="range-error" error={address.rangeFault} />
    </form>
  );
}

function EarningsLoading() {
  return (
    <Loading what="the earnings">
      <p className="text-title">
        <Skeleton width="10ch" />
      </p>
      <p className="text-small">
        <Skeleton width="28ch" />
      </p>
    </Loading>
  );
}
