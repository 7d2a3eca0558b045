import clsx from "clsx";
import { Link } from "./link";

export interface Tab {
  href: string;
  label: string;
  /** Null while it is being counted: its place is kept. Undefined: this tab has no count. `12+`: there may be more than were read. */
  count?: number | string | null;
  current: boolean;
}

/** Tabs are links, because the URL says which is open. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-4 overflow-x-auto border-b border-line">
      <ul className="flex gap-4">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? "page" : undefined}
              className={clsx(
                "touch -mb-px flex items-center gap-1.5 border-b-2 px-0.5 py-2 whitespace-nowrap -outline-offset-2",
                tab.current ? "border-accent font-strong text-ink" : "border-transparent text-ink-muted hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="min-w-5 rounded-full bg-sunken px-1.5 text-center text-small tabular-nums">{tab.count ?? "\u00a0"}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
