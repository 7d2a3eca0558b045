"use client";

import { Ellipsis } from "lucide-react";
import clsx from "clsx";
import { usePathname } from "next/navigation";
import { useRef } from "react";
import { Link } from "@/components/ui/link";
import { PlaceLink } from "./place-link";
import { bottomPlaces, isHere, places } from "./places";
import { WaitingCount } from "./waiting-count";

const bottomItem = "relative flex h-14 w-full flex-col items-center justify-center gap-0.5 text-small -outline-offset-2";

/** The navigation under 640 px, at the bottom: what is used standing up, and everything else behind one more touch. */
export function BottomNavigation() {
  const pathname = usePathname();
  const elsewhere = !bottomPlaces.some(({ href }) => isHere(href, pathname));
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
                className={clsx(bottomItem, current ? "font-strong text-accent" : "text-ink-muted")}
              >
                <Icon aria-hidden className="size-5" />
                <span className="max-w-full truncate px-0.5">{place.label}</span>
                {place.counted ? <WaitingCount className="absolute top-1 left-1/2 ml-1.5" /> : null}
              </Link>
            </li>
          );
        })}
        <li className="min-w-0 flex-1">
          <button type="button" popoverTarget="all-places" className={clsx(bottomItem, elsewhere ? "font-strong text-accent" : "text-ink-muted")}>
            <Ellipsis aria-hidden className="size-5" />
            More
          </button>
          <AllPlaces pathname={pathname} />
        </li>
      </ul>
    </nav>
  );
}

/** Every place of the desk, over the bottom bar. The platform's popover: Escape and a touch beside it close it. */
function AllPlaces({ pathname }: { pathname: string }) {
  const box = useRef<HTMLDivElement>(null);
  const close = () => box.current?.hidePopover();
  return (
    <div
      ref={box}
      id="all-places"
      popover="auto"
      className="fixed inset-x-0 top-auto bottom-[calc(3.5rem+env(safe-area-inset-bottom))] m-0 max-h-[70dvh] w-full overflow-y-auto border-t border-line bg-panel p-4 text-ink shadow-float"
    >
      <div className="grid grid-cols-2 gap-4">
        {places.map(({ group, places }) => (
          <div key={group}>
            <p id={`all-places-${group}`} className="px-2.5 pb-1 text-small text-ink-muted">
              {group}
            </p>
            <ul aria-labelledby={`all-places-${group}`} className="flex flex-col gap-0.5">
              {places.map((place) => (
                <li key={place.href}>
                  <PlaceLink place={place} current={isHere(place.href, pathname)} touch onNavigate={close} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </div>
  );
}
