import clsx from "clsx";
import { Link } from "@/components/ui/link";
import type { Place } from "./places";
import { WaitingCount } from "./waiting-count";

interface PlaceLinkProps {
  place: Place;
  current: boolean;
  /** How the name shows: it may be for screen readers alone. */
  label?: string;
  narrow?: boolean;
  /** As high as a finger needs. */
  touch?: boolean;
  onNavigate?: () => void;
}

/** A place of the navigation: icon, name, and the count where it has one. */
export function PlaceLink({ place, current, label, narrow = false, touch = false, onNavigate }: PlaceLinkProps) {
  const Icon = place.icon;
  return (
    <Link
      href={place.href}
      onNavigate={onNavigate}
      aria-current={current ? "page" : undefined}
      title={narrow ? place.label : undefined}
      className={clsx(
        "relative flex items-center gap-2 rounded-control px-2.5",
        touch ? "h-11" : "h-8",
        current ? "bg-accent-soft font-strong text-accent" : "hover:bg-sunken",
      )}
    >
      <Icon aria-hidden className="size-4 flex-none" />
      <span className={label}>{place.label}</span>
      {place.counted ? <WaitingCount className={clsx("ml-auto max-md:absolute max-md:-top-1 max-md:right-0", narrow && "absolute -top-1 right-0")} /> : null}
    </Link>
  );
}
