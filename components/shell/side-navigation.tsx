"use client";

import { PanelLeft } from "lucide-react";
import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { bottomPlaces, isHere, places, type Place } from "./places";
import { keepPreference } from "./preference";
import { WaitingCount } from "./waiting-count";

/** The navigation at the left, from 640 px. Collapsed (by choice, or for lack of room) it shows icons; names stay readable to all tools. */
export function SideNavigation({ initiallyNarrow }: { initiallyNarrow: boolean }) {
  const pathname = usePathname();
  const [narrow, setNarrow] = useState(initiallyNarrow);
  const toggle = () => {
    keepPreference("nav", narrow ? null : "narrow");
    setNarrow(!narrow);
  };
  const label = clsx("max-md:sr-only", narrow && "sr-only");
  return (
    <nav
      aria-label="Desk"
      className={clsx(
        "no-print sticky top-(--shell-top) flex h-[calc(100dvh-var(--shell-top))] flex-none flex-col justify-between overflow-y-auto border-r border-line p-2 max-sm:hidden max-md:w-14",
        narrow ? "w-14" : "w-52",
      )}
    >
      <div className="flex flex-col gap-4">
        {places.map(({ group, places }) => (
          <div key={group}>
            <p id={`places-${group}`} className={clsx("px-2.5 pb-1 text-small text-ink-muted", label)}>
              {group}
            </p>
            <ul aria-labelledby={`places-${group}`} className="flex flex-col gap-0.5">
              {places.map((place) => (
                <li key={place.href}>
                  <SideLink place={place} current={isHere(place.href, pathname)} label={label} narrow={narrow} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <button
        type="button"
        onClick={toggle}
        aria-pressed={narrow}
        className="flex items-center gap-2 rounded-control px-2.5 py-1.5 text-ink-muted hover:bg-sunken max-md:hidden"
      >
        <PanelLeft aria-hidden className="size-4 flex-none" />
        <span className={label}>Collapse navigation</span>
      </button>
    </nav>
  );
}

function SideLink({ place, current, label, narrow }: { place: Place; current: boolean; label: string; narrow: boolean }) {
  const Icon = place.icon;
  return (
    <Link
      href={place.href}
      aria-current={current ? "page" : undefined}
      title={narrow ? place.label : undefined}
      className={clsx(
        "relative flex h-8 items-center gap-2 rounded-control px-2.5",
        current ? "bg-accent-soft font-strong text-accent" : "hover:bg-sunken",
      )}
    >
      <Icon aria-hidden className="size-4 flex-none" />
      <span className={label}>{place.label}</span>
      {place.counted ? <WaitingCount className={clsx("ml-auto max-md:absolute max-md:-top-1 max-md:right-0", narrow && "absolute -top-1 right-0")} /> : null}
    </Link>
  );
}

/** The same under 640 px, at the bottom. */
export function BottomNavigation() {
  const pathname = usePathname();
  return (
    <nav aria-label="Desk" className="no-print fixed inset-x-0 bottom-0 z-20 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] sm:hidden">
      <ul className="flex">
        {bottomPlaces.map((place) => {
          const current = isHere(place.href, pathname);
          const Icon = place.icon;
          return (
            <li key={place.href} className="min-w-0 flex-1">
              <Link
                href={place.href}
                aria-current={current ? "page" : undefined}
                className={clsx("relative flex h-14 flex-col items-center justify-center gap-0.5 text-small -outline-offset-2", current ? "font-strong text-accent" : "text-ink-muted")}
              >
                <Icon aria-hidden className="size-5" />
                <span className="max-w-full truncate px-0.5">{place.label}</span>
                {place.counted ? <WaitingCount className="absolute top-1 left-1/2 ml-1.5" /> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
