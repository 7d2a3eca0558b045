import clsx from "clsx";
import { useId, type ReactNode } from "react";

interface PanelProps {
  title: ReactNode;
  /** Right of the title: an as-of time, a link to all. */
  aside?: ReactNode;
  children: ReactNode;
  /** Tables and lists reach the edge. */
  flush?: boolean;
  /** Of its heading: 3 under a heading that groups panels. */
  level?: 2 | 3;
  className?: string;
}

/** A titled part of a page. */
export function Panel({ title, aside, children, flush, level = 2, className }: PanelProps) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section aria-labelledby={id} className={clsx("panel min-w-0", className)}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 border-b border-line px-4 py-2.5">
        <Heading id={id} className="text-body">{title}</Heading>
        {aside}
      </div>
      <div className={flush ? undefined : "px-4 py-3"}>{children}</div>
    </section>
  );
}

/** One figure with its name, for rows of them. */
export function Figure({ label, children, note, large }: { label: ReactNode; children: ReactNode; note?: ReactNode; large?: boolean }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-small text-ink-muted">{label}</dt>
      <dd className={clsx("font-strong", large ? "text-figure" : "text-lead")}>{children}</dd>
      {note ? <dd className="text-small text-ink-muted">{note}</dd> : null}
    </div>
  );
}
