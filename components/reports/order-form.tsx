"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { useCommand } from "@/components/api/use-command";
import { Button, ButtonLink } from "@/components/ui/button";
import { useDesk, useMay } from "@/components/ui/desk";
import { RadioField, TextField } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/status";
import type { ReportResult } from "@/lib/desk/commands/reports";
import { checkReport, formatWord, formField, reportKinds, reportTypes, type ReportType, type ReportValues } from "@/lib/forms/report";
import { previousBusinessDay } from "@/lib/treasury/business-days";
import type { Prefill } from "./address";
import { PocketChoice } from "./pocket-choice";
import { orderBar } from "./report-list";
import { Experimental } from "./words";

/** The form for a report. What is chosen here is nothing to lose, so it is kept by the page alone. */
export function OrderForm({ prefill }: { prefill: Prefill }) {
  const router = useRouter();
  const { today } = useDesk();
  const mayOrder = useMay("reports.order");
  const pockets = useQuery(pocketsQuery());
  const [values, setValues] = useState<ReportValues>(() => filled(prefill, today));
  const [tried, setTried] = useState(false);
  const [changedSince, setChangedSince] = useState<ReadonlySet<string>>(new Set());
  const order = useCommand<ReportValues, ReportResult>("report.order", {
    doneMessage: "The report is ordered.",
    onDone: (result) => router.push(result ? `/reports/${result.reportId}` : "/reports"),
  });
  const { current: state } = order;

  const change = (part: Partial<ReportValues>) => {
    setChangedSince((before) => new Set([...before, ...Object.keys(part)]));
    setValues((before) => ({ ...before, ...part }));
  };
  const checked = checkReport(values, { today, known: pockets.data?.items.map(({ id }) => id) });
  const refused = state.state === "refused" ? state : null;
  /** Ours as soon as it was tried once; the server's until the field has changed. */
  const faultOf = (field: keyof ReportValues): string | undefined => {
    const own = tried && !checked.ok ? checked.faults.find((one) => one.field === field)?.message : undefined;
    return own ?? (changedSince.has(field) ? undefined : refused?.error?.fields.find((one) => formField(one.field) === field)?.message);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setChangedSince(new Set());
    if (checked.ok && mayOrder) void order.run({ ...values, pocketIds: [...values.pocketIds] });
  };
  const range = reportKinds[values.type as ReportType]?.dates === "range";
  const waits = state.state === "checking";

  return (
    <>
      <PageHeader title="Order a report" crumbs={[{ href: "/reports", label: "Reports" }]} meta={<Experimental />} />
      <form noValidate onSubmit={submit} className="panel flex max-w-3xl flex-col gap-5 px-4 py-4">
        <RadioField
          label="Report"
          name="type"
          value={values.type as ReportType}
          onChange={(type) => change({ type })}
          error={faultOf("type")}
          choices={reportTypes.map((type) => ({
            value: type,
            label: reportKinds[type].word,
            hint: `${reportKinds[type].about} Comes as ${formatWord(reportKinds[type].format)}.`,
          }))}
        />
        <PocketChoice
          pockets={pockets}
          chosen={values.pocketIds}
          onChange={(pocketIds) => change({ pocketIds })}
          error={faultOf("pocketIds")}
          hint={range ? "One file for all of them." : "One file for each."}
        />
        {range ? (
          <div className="grid gap-3 sm:grid-cols-2">
            {(["from", "to"] as const).map((name) => (
              <TextField
                key={name}
                label={name === "from" ? "First day" : "Last day"}
                type="date"
                max={today}
                value={values[name]}
                onChange={(event) => change({ [name]: event.target.value })}
                error={faultOf(name)}
              />
            ))}
          </div>
        ) : (
          <TextField
            label="Day"
            type="date"
            max={today}
            hint={values.day === today ? "Today is not over: the statement goes up to the moment of the order." : "The end of this day, New York time."}
            value={values.day}
            onChange={(event) => change({ day: event.target.value })}
            error={faultOf("day")}
            className="sm:max-w-64"
          />
        )}
        {refused ? (
          <div role="alert">
            <Notice hue="failed" title="The report was not ordered">
              <p>{refused.message}</p>
              {refused.error?.reference ? (
                <p className="text-small">
                  Reference <span className="font-mono select-all">{refused.error.reference}</span>
                </p>
              ) : null}
            </Notice>
          </div>
        ) : null}
        {state.state === "not_done" ? (
          <div role="alert">
            <Notice hue="failed" title="The report was not ordered">{state.message}</Notice>
          </div>
        ) : null}
        {waits ? <Notice hue="waiting" title="We are checking whether the report was ordered">{state.message}</Notice> : null}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            tone="primary"
            busy={state.state === "running" || state.state === "done"}
            busyLabel="Ordering…"
            barred={!mayOrder ? orderBar : waits ? "The order before is not known to have arrived yet." : null}
          >
            Order the report
          </Button>
          <ButtonLink href="/reports">Back to the reports</ButtonLink>
        </div>
      </form>
    </>
  );
}

/** Where the address names no days: the last business day, or the month so far. */
function filled(prefill: Prefill, today: string): ReportValues {
  return {
    ...prefill,
    day: prefill.day || previousBusinessDay(today),
    from: prefill.from || `${today.slice(0, 7)}-01`,
    to: prefill.to || today,
  };
}
