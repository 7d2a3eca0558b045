import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "./link";

interface PageHeaderProps {
  title: ReactNode;
  /** From the third level on: the way here, without the page itself. */
  crumbs?: readonly { href: string; label: string }[];
  /** One line under the title: a status, an as-of time. */
  meta?: ReactNode;
  /** The page's one primary action. */
  action?: ReactNode;
}

export function PageHeader({ title, crumbs, meta, action }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-col gap-1">
      {crumbs?.length ? (
        <nav aria-label="Breadcrumb">
          <ol className="flex flex-wrap items-center gap-1 text-small text-ink-muted">
            {crumbs.map(({ href, label }) => (
              <li key={href} className="flex items-center gap-1">
                <Link href={href} className="touch inline-flex items-center underline-offset-2 hover:underline">{label}</Link>
                <ChevronRight aria-hidden className="size-3" />
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="flex min-h-8 flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-title">{title}</h1>
        {action ? <div className="flex max-w-full flex-none flex-wrap gap-2">{action}</div> : null}
      </div>
      {meta ? <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted">{meta}</div> : null}
    </header>
  );
}
