import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { emptyRule, type PolicyForm, type RuleForm } from "@/lib/approvals/policy/form";
import type { Names } from "@/lib/approvals/policy/words";
import type { Choices } from "./choices";
import { LimitsEditor } from "./limit-editor";
import { PlaceFault } from "./place-fault";
import { RuleEditor } from "./rule-editor";
import { ThresholdsEditor } from "./thresholds-editor";

interface FormProps {
  values: PolicyForm;
  change: (part: Partial<PolicyForm>) => void;
  /** What was found wrong, by place. */
  faults: Readonly<Record<string, string>>;
  choices: Choices;
  names: Names;
  onReview: () => void;
  reviewing: boolean;
}

const mostRules = 40;

function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const rest = items.filter((_, i) => i !== from);
  return [...rest.slice(0, from + by), items[from]!, ...rest.slice(from + by)];
}

/** The rules, limits and thresholds of a policy. The server checks them when they are reviewed. */
export function PolicyFormFields({ values: { rules, limits, thresholds }, change, faults, choices, names, onReview, reviewing }: FormProps) {
  const setRule = (at: number, rule: RuleForm) => change({ rules: rules.map((one, i) => (i === at ? rule : one)) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onReview();
      }}
      noValidate
      className="flex max-w-3xl min-w-0 flex-col gap-4"
    >
      {rules.map((rule, i) => (
        <RuleEditor
          key={rule.id}
          rule={rule}
          at={i}
          count={rules.length}
          onChange={(next) => setRule(i, next)}
          onMove={(by) => change({ rules: moved(rules, i, by) })}
          onRemove={() => change({ rules: rules.filter((_, k) => k !== i) })}
          fault={(field) => faults[`rules.${i}.${field}`] ?? null}
          choices={choices}
          names={names}
        />
      ))}
      <PlaceFault id="policy-rules" error={faults.rules} />
      <div>
        <Button
          icon={<Plus aria-hidden className="size-4" />}
          barred={rules.length >= mostRules ? `At most ${mostRules} rules: as many as a person can read through before signing.` : null}
          onClick={() => change({ rules: [...rules, emptyRule(crypto.randomUUID())] })}
        >
          Add a rule
        </Button>
      </div>
      <LimitsEditor limits={limits} onChange={(next) => change({ limits: next })} fault={(field) => faults[`limits.${field}`] ?? null} choices={choices} />
      <ThresholdsEditor values={thresholds} onChange={(next) => change({ thresholds: next })} fault={(name) => faults[`thresholds.${name}`] ?? null} />
      <div>
        <Button type="submit" tone="primary" busy={reviewing} busyLabel="Checking…">Review</Button>
      </div>
    </form>
  );
}
