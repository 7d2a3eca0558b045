"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { IdLines } from "@/components/table/list/list-filters";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { allPortalsQuery } from "./queries";

const line = (what: string, id: string, place?: readonly [href: string, label: string]): ReactNode => (
  <>
    <span>
      {what} <MonoId value={id} short />
    </span>
    {place ? (
      <Link href={place[0]} className="link">
        {place[1]}
      </Link>
    ) : null}
  </>
);

/** What the list of transactions is narrowed to where no field of the form shows it. */
export const idLines: IdLines = {
  wire: (id) => line("Only what Jiko booked for the wire", id, [`/wires/${id}`, "Open the wire"]),
  // What came in from another customer has no request here: the page behind says so.
  transfer: (id) => line("Only what Jiko booked for the Jiko transfer", id, [`/approvals/${id}`, "Open its request"]),
  portal: (id) => <PortalLine id={id} />,
  card: (id) => line("Only what was paid with the card", id),
};

function PortalLine({ id }: { id: string }) {
  const portal = useQuery(allPortalsQuery()).data?.items.find((one) => one.id === id);
  const what = "Only what was paid through the portal";
  if (!portal) return line(what, id);
  return (
    <>
      <span>{`${what} ${portal.name}`}</span>
      <Link href={`/portals/${portal.pocket_id}/${id}`} className="link">
        Open the portal
      </Link>
    </>
  );
}
