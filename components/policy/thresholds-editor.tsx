import { AmountField, TextField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { defaultThresholds, thresholdNames, thresholds, valueWords } from "@/lib/approvals/findings/thresholds";
import type { PolicyForm } from "@/lib/approvals/policy/form";
import { thresholdSentence } from "@/lib/approvals/policy/threshold-words";

interface ThresholdsProps {
  values: PolicyForm["thresholds"];
  onChange: (values: PolicyForm["thresholds"]) => void;
  /** What is wrong with a threshold, by its name. */
  fault: (name: string) => string | null;
}

/** What the findings take for too near, too much or too few. What is left empty stays as the desk has it. */
export function ThresholdsEditor({ values, onChange, fault }: ThresholdsProps) {
  return (
    <Panel title="Thresholds of the findings" aside={<span className="text-small text-ink-muted">Empty: the default, which stands in the field</span>}>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {thresholdNames.map((name) => {
          const { label, unit } = thresholds[name];
          const wiring = {
            label, error: fault(name), value: values[name] ?? "",
            hint: `${thresholdSentence({}, name)}, by default.`,
            placeholder: unit === "cents" ? valueWords(name, defaultThresholds[name]).slice(1) : valueWords(name, defaultThresholds[name]),
            onChange: ({ target }: { target: { value: string } }) => onChange({ ...values, [name]: target.value }),
          };
          return unit === "cents" ? <AmountField key={name} {...wiring} /> : <TextField key={name} inputMode="numeric" {...wiring} />;
        })}
      </div>
    </Panel>
  );
}
