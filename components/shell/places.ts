import { ArrowLeftRight, FileText, LayoutDashboard, Send, Signature, WalletMinimal, type LucideIcon } from "lucide-react";

export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Carries the number of requests that wait for the viewer. */
  counted?: boolean;
}

/** The navigation: groups by what people come to do, holding only pages that exist. */
export const places: readonly { group: string; places: readonly Place[] }[] = [
  {
    group: "Cash",
    places: [
      { href: "/", label: "Overview", icon: LayoutDashboard },
      { href: "/pockets", label: "Pockets", icon: WalletMinimal },
      { href: "/transactions", label: "Transactions", icon: ArrowLeftRight },
    ],
  },
  {
    group: "Pay",
    places: [
      { href: "/approvals", label: "Approvals", icon: Signature, counted: true },
      { href: "/transfers/new", label: "New transfer", icon: Send },
    ],
  },
  { group: "Records", places: [{ href: "/statements", label: "Statements", icon: FileText }] },
];

/** The bottom bar under 640 px: approvals in the middle, under the thumb. */
export const bottomPlaces = ["/", "/pockets", "/approvals", "/transactions", "/statements"].map(
  (href) => places.flatMap((group) => group.places).find((place) => place.href === href)!,
);

export const isHere = (href: string, pathname: string): boolean =>
  href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(href === "/transfers/new" ? "/transfers" : `${href}/`);
