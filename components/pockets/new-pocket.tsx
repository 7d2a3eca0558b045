"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice, faultsOf } from "@/components/ui/command-notice";
import { useMay } from "@/components/ui/desk";
import { TextField } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { PocketResult } from "@/lib/desk/commands/pockets";
import { pocketNameFault } from "@/lib/forms/pocket";
import { StrategyChoice, type StrategyValues } from "./strategy-choice";
import { mayNot } from "./words";

interface Values extends StrategyValues {
  pocketName: string;
}

const fields = ["pocketName", "depositStrategyId", "reinvestmentStrategyId"] as const;

/** The form that opens a pocket. Jiko opens it at once; there is nothing to sign. */
export function NewPocket() {
  const router = useRouter();
  const may = useMay("pockets.manage");
  const pockets = useQuery(pocketsQuery()).data?.items;
  const [values, setValues] = useState<Values>({ pocketName: "", depositStrategyId: "", reinvestmentStrategyId: "" });
  const [tried, setTried] = useState(false);
  const opening = useCommand<Values, PocketResult>("pocket.open", {
    doneMessage: "The pocket is open.",
    onDone: (result) => router.push(result ? `/pockets/${result.pocketId}` : "/pockets"),
  });
  const { current } = opening;
  const change = (part: Partial<Values>) => {
    setValues((before) => ({ ...before, ...part }));
    if (current.state === "refused" || current.state === "not_done") opening.reset();
  };
  const typed: Record<string, string | null> = {
    pocketName: pocketNameFault(values.pocketName, pockets),
    depositStrategyId: values.depositStrategyId ? null : "Choose a strategy.",
    reinvestmentStrategyId: values.reinvestmentStrategyId ? null : "Choose a strategy.",
  };
  const sent = faultsOf(current);
  const faults = Object.fromEntries(fields.map((field) => [field, (tried && typed[field]) || sent[field] || ""]));
  const submit = () => {
    setTried(true);
    if (fields.every((field) => !typed[field])) void opening.run({ ...values, pocketName: values.pocketName.trim() });
  };
  const under = current.state === "checking" || current.state === "done";
  return (
    <>
      <PageHeader
        title="Open a pocket"
        crumbs={[{ href: "/pockets", label: "Pockets" }]}
        meta="A pocket joins a bank account with a brokerage account, where its cash is held in T-bills."
      />
      <form
        noValidate
        className="flex max-w-3xl flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (may && !under) submit();
        }}
      >
        <CommandNotice state={current} failed="The pocket was not opened" fields={fields} />
        <Panel title="Name">
          <TextField
            label="Name of the pocket"
            hint="Your colleagues choose pockets by it. It can be changed later."
            value={values.pocketName}
            error={faults.pocketName}
            readOnly={under}
            required
            onChange={(event) => change({ pocketName: event.target.value })}
            className="max-w-md"
          />
        </Panel>
        <Panel
          title="Strategies"
          aside={<span className="text-small text-ink-muted">What the pocket buys with money that comes in, and with money from bills that mature</span>}
        >
          <StrategyChoice values={values} onChange={change} faults={faults} jikoNet />
        </Panel>
        <div>
          <Button
            type="submit"
            tone="primary"
            busy={current.state === "running" || current.state === "done"}
            busyLabel="Opening…"
            barred={may ? (current.state === "checking" ? "We are still checking what became of it." : null) : mayNot}
          >
            Open the pocket
          </Button>
        </div>
      </form>
    </>
  );
}
