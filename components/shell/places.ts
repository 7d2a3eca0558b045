import {
  ArrowDownUp,
  ArrowLeftRight,
  ArrowUpRight,
  Building2,
  CandlestickChart,
  Coins,
  Contact,
  FileSpreadsheet,
  FileText,
  FolderOpen,
  Landmark,
  LayoutDashboard,
  Scale,
  ScrollText,
  Send,
  Signature,
  TrendingUp,
  Users,
  WalletMinimal,
  Webhook,
  type LucideIcon,
} from "lucide-react";

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
      { href: "/forecast", label: "Forecast", icon: TrendingUp },
      { href: "/planner", label: "Planner", icon: Coins },
      { href: "/pockets", label: "Pockets", icon: WalletMinimal },
      { href: "/transactions", label: "Transactions", icon: ArrowLeftRight },
      { href: "/trades", label: "Trades", icon: CandlestickChart },
    ],
  },
  {
    group: "Pay",
    places: [
      { href: "/approvals", label: "Approvals", icon: Signature, counted: true },
      { href: "/transfers/new", label: "New transfer", icon: Send },
      { href: "/transfers", label: "Transfers", icon: ArrowUpRight },
      { href: "/counterparties", label: "Payees", icon: Contact },
      { href: "/wires", label: "Wires", icon: ArrowDownUp },
    ],
  },
  {
    group: "Records",
    places: [
      { href: "/statements", label: "Statements", icon: FileText },
      { href: "/reports", label: "Reports", icon: FileSpreadsheet },
      { href: "/reconciliation", label: "Reconciliation", icon: Scale },
      { href: "/audit", label: "Audit", icon: ScrollText },
    ],
  },
  {
    group: "Company",
    places: [
      { href: "/portals", label: "Portals", icon: Landmark },
      { href: "/team", label: "Team", icon: Users },
      { href: "/policy", label: "Policy", icon: ScrollText },
      { href: "/company", label: "Company", icon: Building2 },
      { href: "/applications", label: "Applications", icon: FolderOpen },
      { href: "/webhooks", label: "Webhooks", icon: Webhook },
    ],
  },
];

/** The bottom bar under 640 px: approvals in the middle, under the thumb. Everything else is behind "More". */
export const bottomPlaces = ["/", "/pockets", "/approvals", "/transactions"].map(
  (href) => places.flatMap((group) => group.places).find((place) => place.href === href)!,
);

/** A page below another is in its place; under the transfers stand only the forms of new ones, which have a place of their own. */
export const isHere = (href: string, pathname: string): boolean =>
  pathname === href || (href !== "/" && href !== "/transfers" && pathname.startsWith(`${href}/`));
