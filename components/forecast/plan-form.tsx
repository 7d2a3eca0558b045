"use client";

import { useState, type FormEvent } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice, faultsOf } from "@/components/ui/command-notice";
import { AmountField, SelectField, TextField } from "@/components/ui/field";
import type { ProjectionView } from "@/lib/desk/treasury/types";
import { addDays } from "@/lib/treasury/business-days";
import { projectedDays } from "@/lib/treasury/projection";
import { checkPlan, emptyPlan, type PlanInput, type PlanValues } from "./plan-values";

const fields = ["pocketId", "amount", "day", "text"] as const;

/** Writes down a flow that somebody expects. */
export function PlanForm({ pockets, today }: { pockets: ProjectionView["pockets"]; today: string }) {
  const [values, setValues] = useState(emptyPlan);
  const [tried, setTried] = useState(false);
  const planning = useCommand<PlanInput>("forecast.plan", {
    onDone: () => {
      setValues(emptyPlan);
      setTried(false);
      planning.reset();
    },
  });
  const checked = checkPlan(values, today);
  const refused = faultsOf(planning.current);
  const fault = (name: keyof PlanValues) => (tried && !checked.ok ? checked.faults[name] : null) ?? refused[name];
  const busy = planning.state === "running" || planning.state === "checking";
  const wiring = (name: keyof PlanValues) => ({
    value: values[name],
    error: fault(name),
    onChange: ({ target }: { target: { value: string } }) => {
      setValues({ ...values, [name]: target.value });
      planning.reset();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checked.ok && !busy) void planning.run(checked.input);
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Write down what is expected" className="no-print flex flex-col gap-3 px-4 py-3">
      <div className="grid items-start gap-3 sm:grid-cols-2 md:grid-cols-3">
        <TextField label="What it is" maxLength={100} {...wiring("text")} />
        <SelectField label="Pocket" {...wiring("pocketId")}>
          <option value="">Choose a pocket</option>
          {pockets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Direction" {...wiring("direction")}>
          <option value="out">Goes out</option>
          <option value="in">Comes in</option>
        </SelectField>
        <AmountField label="Amount" {...wiring("amount")} />
        <TextField label="Day" type="date" min={today} max={addDays(today, projectedDays - 1)} {...wiring("day")} />
      </div>
      <CommandNotice state={planning.current} failed="It was not written down" fields={fields} />
      <div>
        <Button type="submit" busy={busy} busyLabel="Writing it down…">
          Expect this
        </Button>
      </div>
    </form>
  );
}
