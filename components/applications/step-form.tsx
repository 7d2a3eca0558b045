"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice, faultsOf } from "@/components/ui/command-notice";
import { useDesk, useMay } from "@/components/ui/desk";
import { Panel } from "@/components/ui/panel";
import { SavingLine } from "@/components/ui/saving-line";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { checkStep, emptySteps, readStep, stepOf, stepWords, steps, type ApplicationView, type Step } from "@/lib/forms/application";
import { applicationHref } from "./address";
import { StepFields } from "./step-fields";
import { useKeeper, useKeptForms } from "./use-kept";
import { mayNot } from "./words";

interface StepFormProps {
  id: string;
  step: Step;
  application: ApplicationView;
}

/** One step: what Jiko has, over it what was typed and not saved there yet. */
export function StepForm(props: StepFormProps) {
  const kept = useKeptForms(props.id);
  if (!kept) {
    return (
      <Panel title={stepWords[props.step]}>
        <Loading what="the form" className="flex flex-col gap-3">
          {Object.keys(emptySteps[props.step]).map((name) => (
            <Skeleton key={name} width="100%" className="h-8" />
          ))}
        </Loading>
      </Panel>
    );
  }
  return <Form {...props} kept={kept} />;
}

function Form({ id, step, application, kept }: StepFormProps & { kept: NonNullable<ReturnType<typeof useKeptForms>> }) {
  const router = useRouter();
  const may = useMay("onboarding.manage");
  const { today } = useDesk();
  const unsaved = kept.forms[step];
  const [values, setValues] = useState<Record<string, unknown>>(() => (unsaved ? readStep(step, unsaved) : stepOf(step, application)));
  const [asked, setAsked] = useState(false);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const { saving, keep, drop } = useKeeper(id, step, kept);
  const next = steps[steps.indexOf(step) + 1] ?? "people";
  const save = useCommand<{ applicationId: string; step: Step; values: Record<string, unknown> }>("application.save", {
    doneMessage: "Saved at Jiko.",
    onDone: () => void drop().then(() => router.push(applicationHref(id, next))),
  });
  const refused = faultsOf(save.current);
  const faults = checkStep(step, values, { known: application.identification !== null, today });
  const faultOf = (name: string): string | null =>
    (asked && faults.find(({ field }) => field === name)?.message) || (touched.has(name) ? null : refused[name]) || null;

  const change = (name: string, value: unknown) => {
    const changed = { ...values, [name]: value };
    setValues(changed);
    setTouched((before) => new Set(before).add(name));
    keep(changed);
  };
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    setTouched(new Set());
    const form = event.currentTarget;
    if (faults.length === 0) return void (may && save.run({ applicationId: id, step, values }));
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-4">
      <Panel
        title={stepWords[step]}
        aside={saving ? <SavingLine saving={saving} /> : <span className="text-small text-ink-muted">{unsaved ? "Typed before, not saved at Jiko yet" : "As saved at Jiko"}</span>}
      >
        <div className="flex max-w-2xl flex-col gap-4">
          <CommandNotice state={save.current} failed="This step was not saved" fields={Object.keys(emptySteps[step])} />
          <StepFields step={step} values={values} change={change} faultOf={faultOf} application={application} />
        </div>
      </Panel>
      <div>
        <Button
          type="submit"
          tone="primary"
          barred={may ? null : mayNot}
          busy={save.state === "running" || save.state === "checking"}
          busyLabel={save.state === "checking" ? "Checking…" : "Saving…"}
        >
          Save and go on
        </Button>
      </div>
    </form>
  );
}
