interface SegmentsProps<Value extends string> {
  /** What is chosen, for those who do not see the row. */
  legend: string;
  name: string;
  /** Labels by value. */
  options: Readonly<Record<Value, string>>;
  value: Value;
  onChange: (value: Value) => void;
}

/** A choice of few ways to look at the same thing, in one row. */
export function Segments<Value extends string>({ legend, name, options, value, onChange }: SegmentsProps<Value>) {
  return (
    <fieldset className="flex rounded-control border border-line text-small">
      <legend className="sr-only">{legend}</legend>
      {(Object.entries(options) as [Value, string][]).map(([one, label]) => (
        <label
          key={one}
          className="touch flex items-center rounded-control px-2 py-0.5 has-checked:bg-accent-soft has-checked:font-strong has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input type="radio" name={name} value={one} checked={value === one} onChange={() => onChange(one)} className="sr-only" />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
