"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { earningsQuery } from "@/components/api/earnings";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useDesk } from "@/components/ui/desk";
import { FieldError, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { earningsPeriods, type EarningsAddress, type EarningsChoice } from "./address";
import { EarningsOverTime } from "./earnings-over-time";
import { earningsInput } from "./queries";

interface EarningsPanelProps {
  /** Null: all pockets together. */
  id: string | null;
  title: string;
  address: EarningsAddress;
  /** The page's address with another period: the period is part of it. */
  href: (choice: EarningsChoice) => string;
}

/** What a pocket, or all of them, earned in a period, and how that came about over time. */
export function EarningsPanel({ id, title, address: { earnings, rangeFault }, href }: EarningsPanelProps) {
  const query = useQuery({ ...earningsQuery(id, earningsInput(earnings)), enabled: rangeFault === null });
  return (
    <Panel title={title}>
      <nav aria-label="Period of the earnings" className="mb-3 flex flex-wrap gap-1">
        {earningsPeriods.map(([period, label]) => (
          <Link
            key={period}
            href={href({ ...earnings, period })}
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
      {earnings.period === "range" ? <RangeForm key={`${earnings.from} ${earnings.to}`} earnings={earnings} fault={rangeFault} href={href} /> : null}
      {rangeFault ? null : (
        <QueryView query={query} what="the earnings" loading={<EarningsLoading />}>
          {(whole) => (
            <div className="flex flex-col gap-3">
              <div>
                <p className="text-title">
                  <Money cents={whole.earnings} />
                </p>
                <p className="text-small text-ink-muted">
                  {whole.date_from ? (
                    <>
                      <DateText at={whole.date_from} /> to <DateText at={whole.date_to} />
                    </>
                  ) : (
                    <>
                      Since opening, through <DateText at={whole.date_to} />
                    </>
                  )}{" "}
                  · Jiko
                </p>
              </div>
              <EarningsOverTime id={id} whole={whole} />
            </div>
          )}
        </QueryView>
      )}
    </Panel>
  );
}

function RangeForm({ earnings, fault, href }: { earnings: EarningsChoice; fault: string | null; href: EarningsPanelProps["href"] }) {
  const { today } = useDesk();
  const router = useRouter();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    router.push(href({ period: "range", from: String(form.get("from")), to: String(form.get("to")) }), { scroll: false });
  };
  return (
    <form onSubmit={submit} className="mb-3 flex flex-wrap items-end gap-2">
      <TextField label="From" type="date" name="from" defaultValue={earnings.from} max={today} required className="w-36" />
      <TextField label="To" type="date" name="to" defaultValue={earnings.to} max={today} required className="w-36" />
      <Button type="submit">Show</Button>
      <FieldError id="range-error" error={fault} />
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
