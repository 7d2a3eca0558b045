import clsx from "clsx";

/** Stands where a word or figure will be; give it the width of what is coming. It takes the height of its line. */
export function Skeleton({ width = "8ch", className }: { width?: string; className?: string }) {
  return (
    <span aria-hidden className={clsx("skeleton leading-none", className)} style={{ width }}>
      &nbsp;
    </span>
  );
}

/** Tells assistive technology once what the grey shapes mean. */
export function Loading({ what, children, className }: { what: string; children: React.ReactNode; className?: string }) {
  return (
    <div aria-busy="true" className={className}>
      <span role="status" className="sr-only">Loading {what}</span>
      {children}
    </div>
  );
}

/** One line, where a short list will be. */
export const LoadingLine = ({ what, className }: { what: string; className?: string }) => (
  <Loading what={what} className={className}>
    <Skeleton width="24ch" />
  </Loading>
);
