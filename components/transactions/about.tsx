"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { MonoId } from "@/components/ui/mono-id";
import { aboutNames, transactionsHref, type AboutName, type Filters, type TransactionsAddress } from "./address";
import { allPortalsQuery } from "./queries";

const portalOf = (id: string) => `Only what was paid through the portal ${id}`;

/** Says what the list is narrowed to where no field of the form shows it, leads there, and takes it back. */
export function About({ filters, faults }: Pick<TransactionsAddress, "filters" | "faults">) {
  const set = aboutNames.filter((name) => filters[name]);
  if (set.length === 0) return null;
  return (
    <ul aria-label="Narrowed to" className="mb-4 flex flex-col gap-2">
      {set.map((name) => (
        <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-info-soft px-3 py-2">
          {faults[name] ? <span>{faults[name]}</span> : <Line name={name} id={filters[name]} />}
          <Link href={transactionsHref({ ...filters, [name]: "" } satisfies Filters)} className="link touch ml-auto inline-flex items-center gap-1">
            <X aria-hidden className="size-3.5" />
            Show all again
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Line({ name, id }: { name: AboutName; id: string }): ReactNode {
  switch (name) {
    case "wire":
      return (
        <>
          <span>
            Only what Jiko booked for the wire <MonoId value={id} short />
          </span>
          <Link href={`/wires/${id}`} className="link">
            Open the wire
          </Link>
        </>
      );
    case "transfer":
      return (
        <>
          <span>
            Only what Jiko booked for the Jiko transfer <MonoId value={id} short />
          </span>
          {/* What came in from another customer has no request here: the page behind says so. */}
          <Link href={`/approvals/${id}`} className="link">
            Open its request
          </Link>
        </>
      );
    case "portal":
      return <PortalLine id={id} />;
    case "card":
      return (
        <span>
          Only what was paid with the card <MonoId value={id} short />
        </span>
      );
  }
}

function PortalLine({ id }: { id: string }) {
  const portal = useQuery(allPortalsQuery()).data?.items.find((one) => one.id === id);
  if (!portal) return <span>{portalOf(id.slice(0, 8))}</span>;
  return (
    <>
      <span>{portalOf(portal.name)}</span>
      <Link href={`/portals/${portal.pocket_id}/${id}`} className="link">
        Open the portal
      </Link>
    </>
  );
}
