"use client";

import { useMemo, type ReactNode } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { AccountNumber } from "@/components/ui/mono-id";
import { Status } from "@/components/ui/status";
import { portalKindWords } from "@/lib/forms/portal";
import type { PortalView } from "@/lib/jiko/portals";
import { portalHref } from "./address";
import { shortAddress } from "./words";

interface PortalTableProps {
  caption: string;
  /** Undefined while they are being read. */
  rows: readonly PortalView[] | undefined;
  /** Of all pockets: says which one each belongs to. */
  withPocket: boolean;
  empty: ReactNode;
}

/** Portals with what tells them apart; account numbers by their last four digits alone. */
export function PortalTable({ caption, rows, withPocket, empty }: PortalTableProps) {
  const pocketName = usePocketNames();
  const columns = useMemo(
    () =>
      columnsOf<PortalView>([
        { id: "name", header: "Portal", rowHeader: true, bare: true, sort: (one) => one.name, cell: (one) => one.name },
        ...(withPocket
          ? [{ id: "pocket", header: "Pocket", sort: (one: PortalView) => pocketName(one.pocket_id), cell: (one: PortalView) => pocketName(one.pocket_id) }]
          : []),
        { id: "status", header: "Status", sort: (one) => one.status, cell: (one) => <Status of="portal" value={one.status} /> },
        { id: "kind", header: "Kind", from: "md", cell: (one) => portalKindWords[one.type] ?? one.type },
        {
          id: "routing",
          header: "Routing or network",
          from: "sm",
          cell: (one) => <span className="font-mono text-[0.93em]">{one.routing_number ?? one.network ?? "–"}</span>,
        },
        {
          id: "account",
          header: "Account or address",
          cell: (one) =>
            one.account_ending ? (
              <AccountNumber value={one.account_ending} masked />
            ) : (
              <span className="font-mono text-[0.93em]" title={one.address ?? undefined}>
                {one.address ? shortAddress(one.address) : "–"}
              </span>
            ),
        },
      ]),
    [withPocket, pocketName],
  );
  return (
    <div className="panel">
      <DataTable caption={caption} columns={columns} rows={rows} rowKey={(one) => one.id} href={portalHref} empty={empty} />
    </div>
  );
}
