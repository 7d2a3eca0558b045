"use client";

import { PanelLeft } from "lucide-react";
import clsx from "clsx";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { PlaceLink } from "./place-link";
import { isHere, places } from "./places";
import { keepPreference } from "./preference";

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
                  <PlaceLink place={place} current={isHere(place.href, pathname)} label={label} narrow={narrow} />
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
