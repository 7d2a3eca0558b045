"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition, type FormEvent } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { planQuery } from "@/components/api/treasury";
import { Button } from "@/components/ui/button";
import { useDesk } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { AmountField, SelectField, TextField } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { plannerHref, type PlannerAddress } from "./address";
import { Ways } from "./ways";

/** How an amount could be in a pocket by a day, and what each way costs. What is needed is the address. */
export function Planner({ address }: { address: PlannerAddress }) {
  const { wanted, ready } = address;
  const plan = useQuery({ ...planQuery(wanted), enabled: ready });
  return (
    <>
      <PageHeader
        title="Liquidity planner"
        meta="Which pockets and bills could bring an amount, at today's prices, and what that costs against holding the bills to maturity."
      />
      {/* A new address is a new form: what stands in it is what was asked for. */}
      <Wanted key={plannerHref(wanted)} address={address} />
      {ready ? (
        <QueryView query={plan} what="the plan" loading={<WaysLoading />}>
          {(view) => <Ways plan={view} />}
        </QueryView>
      ) : (
        <div className="panel">
          <Empty title="How much is needed, where and when?">Choose a pocket, an amount and a day. Nothing is sold or moved by looking.</Empty>
        </div>
      )}
    </>
  );
}

function Wanted({ address: { wanted, faults } }: { address: PlannerAddress }) {
  const { today } = useDesk();
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const pockets = useQuery(pocketsQuery()).data?.items.filter(({ status }) => status === "OPEN");
  const unlisted = wanted.pocket !== "" && !pockets?.some(({ id }) => id.toLowerCase() === wanted.pocket);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = (name: string) => String(form.get(name) ?? "");
    const next = { pocket: typed("pocket"), amount: typed("amount"), day: typed("day") };
    startTransition(() => router.push(plannerHref(next), { scroll: false }));
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      role="search"
      aria-label="What is needed"
      className="panel mb-4 grid items-start gap-3 px-4 py-3 sm:grid-cols-2 md:grid-cols-4"
    >
      <AmountField label="We need" name="amount" defaultValue={wanted.amount} error={faults.amount} required />
      <SelectField label="in pocket" name="pocket" defaultValue={wanted.pocket} error={faults.pocket} required>
        <option value="">Choose a pocket</option>
        {pockets?.map(({ id, pocket_name }) => (
          <option key={id} value={id.toLowerCase()}>
            {pocket_name}
          </option>
        ))}
        {unlisted ? <option value={wanted.pocket}>{wanted.pocket.slice(0, 8)}</option> : null}
      </SelectField>
      <TextField label="on" type="date" name="day" defaultValue={wanted.day} min={today} error={faults.day} required />
      <div className="sm:pt-6">
        <Button type="submit" tone="primary" busy={busy} busyLabel="Planning…">
          Plan
        </Button>
      </div>
    </form>
  );
}

function WaysLoading() {
  return (
    <Loading what="the plan" className="panel">
      {Array.from({ length: 5 }, (_, row) => (
        <div key={row} className="flex h-9 items-center justify-between border-b border-line px-4 last:border-0">
          <Skeleton width="14ch" />
          <Skeleton width="12ch" />
          <Skeleton width="9ch" />
        </div>
      ))}
    </Loading>
  );
}
