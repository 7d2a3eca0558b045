import { useId, type ReactNode } from "react";

/** One of the questions that the overview answers, with the panels that answer it. */
export function Question({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-lead">
        {title}
      </h2>
      {children}
    </section>
  );
}
