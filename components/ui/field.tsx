"use client";

import { CircleAlert } from "lucide-react";
import clsx from "clsx";
import { useId, type ComponentProps, type ReactNode } from "react";

interface FieldProps {
  label: ReactNode;
  /** Stands between label and control, and is read with it. */
  hint?: ReactNode;
  /** A sentence about what is wrong; announced when it appears. */
  error?: string | null;
  optional?: boolean;
  className?: string;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** Label, hint and error around one control; `children` gets what ties them together. */
export function Field({ label, hint, error, optional, className, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = clsx(hint && `${id}-hint`, error && `${id}-error`) || undefined;
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className="text-table font-strong">
        {label}
        {optional ? <span className="font-regular text-ink-muted"> (optional)</span> : null}
      </label>
      {hint ? <span id={`${id}-hint`} className="text-small text-ink-muted">{hint}</span> : null}
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | null | undefined }) {
  if (!error) return null;
  return (
    <span id={id} role="alert" className="flex items-start gap-1 text-small text-failed">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 flex-none" />
      {error}
    </span>
  );
}

const split = <P extends FieldProps>({ label, hint, error, optional, className, ...control }: P) => ({
  field: { label, hint, error, optional, className },
  control,
});

export function TextField(props: FieldProps & Omit<ComponentProps<"input">, "className">) {
  const { field, control } = split(props);
  return <Field {...field}>{(wiring) => <input type="text" autoComplete="off" {...control} {...wiring} className="control" />}</Field>;
}

/** Text that a person types as an amount; parse it with `parseAmount` of lib/treasury/money, never as a number. */
export function AmountField(props: FieldProps & Omit<ComponentProps<"input">, "className" | "type">) {
  const { field, control } = split(props);
  return (
    <Field {...field}>
      {(wiring) => (
        <span className="relative block">
          <span aria-hidden className="absolute inset-y-0 left-2.5 flex items-center text-ink-muted">$</span>
          <input
            type="text"
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            {...control}
            {...wiring}
            className="control pl-6 text-right tabular-nums"
          />
        </span>
      )}
    </Field>
  );
}

export function TextAreaField(props: FieldProps & Omit<ComponentProps<"textarea">, "className">) {
  const { field, control } = split(props);
  return <Field {...field}>{(wiring) => <textarea rows={3} {...control} {...wiring} className="control" />}</Field>;
}

export function SelectField({ children, ...props }: FieldProps & Omit<ComponentProps<"select">, "className">) {
  const { field, control } = split(props);
  return (
    <Field {...field}>
      {(wiring) => (
        <select {...control} {...wiring} className="control pr-7">
          {children}
        </select>
      )}
    </Field>
  );
}

interface Choice<Value extends string> {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  /** Why it cannot be chosen; shown beside it. */
  barred?: string | null;
}

interface RadioFieldProps<Value extends string> extends FieldProps {
  name: string;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
}

/** A choice of few, each with room for a line about it. */
export function RadioField<Value extends string>({ label, hint, error, optional, className, name, choices, value, onChange }: RadioFieldProps<Value>) {
  const id = useId();
  return (
    <fieldset className={className} aria-describedby={clsx(hint && `${id}-hint`, error && `${id}-error`) || undefined}>
      <legend className="mb-1 text-table font-strong">
        {label}
        {optional ? <span className="font-regular text-ink-muted"> (optional)</span> : null}
      </legend>
      {hint ? <span id={`${id}-hint`} className="mb-1 block text-small text-ink-muted">{hint}</span> : null}
      <div className="flex flex-col gap-1">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="touch flex items-start gap-2 rounded-control border border-line px-2.5 py-1.5 has-checked:border-accent has-checked:bg-accent-soft has-disabled:text-ink-muted"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              disabled={Boolean(choice.barred)}
              onChange={() => onChange(choice.value)}
              className="mt-1 accent-accent"
            />
            <span>
              <span className="block">{choice.label}</span>
              {choice.hint ? <span className="block text-small text-ink-muted">{choice.hint}</span> : null}
              {choice.barred ? <span className="block text-small text-ink-muted">{choice.barred}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}

/** One tick, with its sentence as the label. */
export function TickField({
  label,
  error,
  className,
  ...control
}: Pick<FieldProps, "label" | "error" | "className"> & Omit<ComponentProps<"input">, "className" | "type">) {
  const id = useId();
  return (
    <div className={className}>
      <label className="touch flex items-start gap-2">
        <input
          type="checkbox"
          {...control}
          aria-describedby={error ? `${id}-error` : undefined}
          aria-invalid={error ? true : undefined}
          className="mt-1 size-4 flex-none accent-accent"
        />
        <span>{label}</span>
      </label>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}
