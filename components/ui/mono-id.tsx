import { CopyButton } from "./copy-button";

/** An id or CUSIP, in full unless `short`; with `what` it can be copied. */
export function MonoId({ value, what, short }: { value: string; what?: string; short?: boolean }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="min-w-0 font-mono text-[0.93em] wrap-anywhere" title={short ? value : undefined}>
        {short ? value.slice(0, 8) : value}
      </span>
      {what ? <CopyButton text={value} what={what} /> : null}
    </span>
  );
}

/** An account number in groups of four; masked to its last four where nobody has to check it. */
export function AccountNumber({ value, masked }: { value: string; masked?: boolean }) {
  const compact = value.replace(/\s+/g, "");
  const written = masked ? (
    <>
      <span aria-hidden>•••• </span>
      {compact.slice(-4)}
    </>
  ) : (
    (compact.match(/.{1,4}/g) ?? []).join(" ")
  );
  return (
    <span className="font-mono text-[0.93em] tabular-nums">
      {masked ? <span className="sr-only">ending in </span> : null}
      {written}
    </span>
  );
}
