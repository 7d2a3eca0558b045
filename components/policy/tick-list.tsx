import { useId } from "react";
import { FieldError, TickField } from "@/components/ui/field";

interface TickListProps {
  label: string;
  hint?: string;
  choices: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error?: string | null;
}

/** Any number of few. What is chosen and is no choice any more stands among them, so that it can be taken away. */
export function TickList({ label, hint, choices, chosen, onChange, error }: TickListProps) {
  const id = useId();
  const unlisted = chosen.filter((value) => !choices.some((one) => one.value === value));
  const gone = unlisted.map((value) => ({ value, label: `${value.slice(0, 8)} (not there any more)` }));
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <fieldset aria-describedby={described} data-invalid={error ? "" : undefined} tabIndex={error ? -1 : undefined} className="min-w-0">
      <legend className="mb-1 text-table font-strong">{label}</legend>
      {hint ? <span id={`${id}-hint`} className="mb-1 block text-small text-ink-muted">{hint}</span> : null}
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {[...choices, ...gone].map(({ value, label: name }) => (
          <TickField
            key={value}
            label={name}
            checked={chosen.includes(value)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
          />
        ))}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}
