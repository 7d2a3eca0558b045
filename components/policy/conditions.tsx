import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { AmountField, SelectField, TextField } from "@/components/ui/field";
import { typedConditions, type Chosen, type RuleForm, type Typed } from "@/lib/approvals/policy/form";
import { conditionHints, conditionLabels, conditionOrder, findingChoices, railChoices, type Choices } from "./choices";
import { TickList } from "./tick-list";

interface ConditionsProps {
  when: RuleForm["when"];
  onChange: (when: RuleForm["when"]) => void;
  /** What is wrong with a condition, by its name. */
  fault: (name: string) => string | null;
  choices: Choices;
}

const isTyped = (name: string): name is Typed => (typedConditions as readonly string[]).includes(name);
const isAmount = (name: Typed): boolean => name === "amountOver" || name === "paidTodayOver";

/** When a rule applies. A condition that is added must be filled in: one that is empty would say something else than it reads. */
export function Conditions({ when, onChange, fault, choices }: ConditionsProps) {
  const there = conditionOrder.filter((name) => when[name] !== undefined);
  const left = conditionOrder.filter((name) => when[name] === undefined);
  const remove = (name: Typed | Chosen) => onChange(Object.fromEntries(Object.entries(when).filter(([one]) => one !== name)));
  const listed: Record<Chosen, readonly { value: string; label: string }[]> = {
    rails: railChoices, findings: findingChoices, pockets: choices.pockets, initiators: choices.filers,
  };
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-strong">When it applies</h3>
      {there.length === 0 ? <p className="text-ink-muted">To every request.</p> : null}
      {there.map((name) => (
        <div key={name} className="flex items-start justify-between gap-3">
          <div className="min-w-0 flex-1">
            {!isTyped(name) ? (
              <TickList
                label={conditionLabels[name]}
                choices={listed[name]}
                chosen={when[name] ?? []}
                error={fault(name)}
                onChange={(chosen) => onChange({ ...when, [name]: chosen })}
              />
            ) : isAmount(name) ? (
              <AmountField
                className="max-w-xs"
                label={conditionLabels[name]}
                value={when[name]}
                error={fault(name)}
                onChange={({ target }) => onChange({ ...when, [name]: target.value })}
              />
            ) : (
              <TextField
                className="max-w-xs"
                label={conditionLabels[name]}
                hint={conditionHints[name]}
                inputMode="numeric"
                value={when[name]}
                error={fault(name)}
                onChange={({ target }) => onChange({ ...when, [name]: target.value })}
              />
            )}
          </div>
          <Button
            tone="quiet"
            icon={<X aria-hidden className="size-4" />}
            onClick={() => remove(name)}
            aria-label={`Remove the condition: ${conditionLabels[name]}`}
          >
            <span className="sr-only">Remove</span>
          </Button>
        </div>
      ))}
      {left.length > 0 ? (
        <SelectField
          className="max-w-xs"
          label={<span className="inline-flex items-center gap-1"><Plus aria-hidden className="size-3.5" /> Add a condition</span>}
          value=""
          onChange={({ target }) => target.value && onChange({ ...when, [target.value]: isTyped(target.value) ? "" : [] })}
        >
          <option value="">Choose…</option>
          {left.map((name) => (
            <option key={name} value={name}>{conditionLabels[name]}</option>
          ))}
        </SelectField>
      ) : null}
    </div>
  );
}
