"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { directionWord } from "@/components/table/movement-columns";
import { DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { Status } from "@/components/ui/status";
import type { Transaction } from "@/lib/jiko/transactions";
import { transactions } from "@/lib/lists/definitions/transactions";
import { listHref } from "@/lib/lists/places";
import { belongingOf, requestIdOf, type Belonging } from "./details";
import { allPortalsQuery, halvesQuery, requestQuery, wireQuery } from "./queries";

type Line = readonly [name: string, value: ReactNode];

const link = (href: string, text: ReactNode) => (
  <Link key={href} href={href} className="link">
    {text}
  </Link>
);
const others = (name: Belonging, id: string, text: string) => link(listHref(transactions, { typed: { [name]: id } }), text);

/** What a movement belongs to: wire, portal, payee, card, and the other half of a move between own pockets. */
export function Connected({ movement }: { movement: Transaction }) {
  const { wire, transfer, portal, card } = belongingOf(movement);
  const payee = usePayee(movement, wire);
  const half = useOtherHalf(movement);
  const lines: Line[] = [
    ["Payee", payee && link(`/counterparties/${payee.id}`, payee.name)],
    ["Wire", wire && <Both first={link(`/wires/${wire}`, "Open the wire")} then={others("wire", wire, "Everything booked for it")} />],
    ["Other half", half],
    ["Jiko transfer", transfer && others("transfer", transfer, "Everything booked for this transfer")],
    ["Portal", portal && <Both first={<PortalLink id={portal} />} then={others("portal", portal, "Everything paid through it")} />],
    ["Card", card && others("card", card, "Everything paid with this card")],
  ];
  const known = lines.filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <Panel title="Belongs to">
      <DefinitionList items={known} />
    </Panel>
  );
}

const Both = ({ first, then }: { first: ReactNode; then: ReactNode }) => (
  <span className="flex flex-wrap gap-x-4">
    {first}
    {then}
  </span>
);

/** The payee of the request or wire behind a movement. Both were looked for on the server: many movements have neither. */
function usePayee(movement: Transaction, wireId: string | undefined): { id: string; name: string } | null {
  const wire = useQuery({ ...wireQuery(wireId ?? ""), enabled: false }).data;
  const request = useQuery({ ...requestQuery(requestIdOf(movement) ?? ""), enabled: false }).data;
  if (wire?.counterparty_id) return { id: wire.counterparty_id, name: wire.counterparty_name ?? "Open the payee" };
  const transfer = request?.transfer;
  if (!transfer || !("counterparty_id" in transfer) || !transfer.counterparty_id) return null;
  const name = "counterparty_name" in transfer ? transfer.counterparty_name : null;
  return { id: transfer.counterparty_id, name: name ?? "Open the payee" };
}

/** The movement of the other pocket: it bears the same movement id. */
function useOtherHalf(movement: Transaction): ReactNode {
  const internal = movement.type === "ON_US" && movement.details.on_us_transfer_type === "INTERNAL_REALLOCATION";
  const pocketName = usePocketNames();
  const { data, error } = useQuery({ ...halvesQuery(movement.type === "ON_US" ? movement.details.on_us_transfer_id : ""), enabled: internal });
  if (!internal) return null;
  if (!data) return error ? "It cannot be looked for at the moment." : "\u00a0";
  const half = data.items.find((one) => one.transaction_id === movement.transaction_id && one.id !== movement.id);
  if (!half) return "Jiko lists no other half of this move.";
  return (
    <>
      {link(`/transactions/${half.id}`, `${directionWord(half.direction)} ${half.direction === "DEBIT" ? "of" : "to"} ${pocketName(half.pocket_id)}`)}{" "}
      <Money cents={half.amount} direction={half.direction} /> <Status of="movement" value={half.status} />
    </>
  );
}

function PortalLink({ id }: { id: string }) {
  const portal = useQuery(allPortalsQuery()).data?.items.find((one) => one.id === id);
  return portal ? link(`/portals/${portal.pocket_id}/${id}`, portal.name) : <>{id.slice(0, 8)}</>;
}
