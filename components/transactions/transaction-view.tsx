"use client";

import { useQuery } from "@tanstack/react-query";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { directionWord, movementKind } from "@/components/table/movement-columns";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Notice, Status } from "@/components/ui/status";
import type { Transaction } from "@/lib/jiko/transactions";
import { Connected } from "./connected";
import { detailsOf, requestIdOf } from "./details";
import { requestQuery, transactionQuery } from "./queries";

/** One movement as seen from one pocket, with everything that its type has to say. */
export function TransactionView({ id }: { id: string }) {
  const query = useQuery(transactionQuery(id));
  return (
    <QueryView query={query} what="this transaction" loading={<PageSkeleton />}>
      {(movement) => <TransactionPage movement={movement} />}
    </QueryView>
  );
}

function TransactionPage({ movement }: { movement: Transaction }) {
  const pocketName = usePocketNames();
  const requestId = requestIdOf(movement);
  const details = detailsOf(movement);
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/transactions", label: "Transactions" }]}
        title={movement.title}
        meta={
          <>
            <Status of="movement" value={movement.status} />
            <span>{movementKind(movement)}</span>
          </>
        }
      />
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <Panel title={`Money ${directionWord(movement.direction).toLowerCase()}`}>
          <p className="mb-3 text-figure font-strong">
            <Money cents={movement.amount} direction={movement.direction} />
          </p>
          <DefinitionList
            items={[
              [
                movement.direction === "DEBIT" ? "Out of" : movement.direction === "CREDIT" ? "Into" : "Pocket",
                <Link key="pocket" href={`/pockets/${movement.pocket_id}?tab=transactions`} className="link">
                  {pocketName(movement.pocket_id)}
                </Link>,
              ],
              ["Description", movement.description || null],
              ["Booked", <DateText key="booked" at={movement.time_booked} />],
              ["Settled", movement.time_settled ? <DateText key="settled" at={movement.time_settled} /> : "Not yet"],
            ]}
          />
        </Panel>
        <div className="flex flex-col gap-4">
          <Panel title="Details">
            {movement.type === "UNKNOWN" ? (
              <Notice title="Countersign does not know this type of transaction.">Its amount, dates and description are shown as Jiko sent them.</Notice>
            ) : null}
            <DefinitionList
              items={[
                ...details,
                ["Transaction id", <MonoId key="id" value={movement.id} what="transaction id" />],
                ["Movement id", <MonoId key="movement" value={movement.transaction_id} what="movement id" />],
              ]}
            />
          </Panel>
          <Connected movement={movement} />
          {requestId ? <RequestPanel id={requestId} /> : null}
        </div>
      </div>
    </>
  );
}

/** The request that was signed off for this movement, where the server found one: others came about some other way. */
function RequestPanel({ id }: { id: string }) {
  const { data } = useQuery({ ...requestQuery(id), enabled: false });
  if (!data) return null;
  return (
    <Panel title="Transfer request">
      <DefinitionList
        items={[
          ["Status", <Status key="status" of="transfer" value={data.status} />],
          ["Filed by", data.created_by.name],
          ["Filed", <DateText key="filed" at={data.created_at} />],
          [
            "Request",
            <Link key="request" href={`/approvals/${id}`} className="link">
              Open the request and its sign-offs
            </Link>,
          ],
        ]}
      />
    </Panel>
  );
}
