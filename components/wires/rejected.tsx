"use client";

import { useQuery } from "@tanstack/react-query";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { DateText } from "@/components/ui/date-text";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/status";
import type { Transaction } from "@/lib/jiko/transactions";
import type { Wire } from "@/lib/jiko/wires";
import { movementsQuery, returnsQuery } from "./queries";

/** What a wire that did not arrive means for the money, and where the money is as far as the ledger says. */
export function Rejected({ wire }: { wire: Wire }) {
  return wire.direction === "INCOMING" ? <Refused wire={wire} /> : <Returned wire={wire} />;
}

const signed = (rows: readonly Transaction[] | undefined, direction: string) => rows?.filter((one) => one.type === "WIRE" && one.direction === direction);

function Refused({ wire }: { wire: Wire }) {
  const movements = useQuery(movementsQuery(wire.id));
  const credits = signed(movements.data?.items, "CREDIT");
  return (
    <Notice hue="failed" title="This wire went back to its sender">
      <p>
        Jiko could not credit <Money cents={wire.amount} /> from {wire.counterparty_name ?? "its sender"} and returned it.
        {credits?.length === 0 ? " Nothing was booked into a pocket, so the money is with the sender’s bank." : null}
        {credits && credits.length > 0 ? " The ledger has a movement for it all the same: look at the movements below." : null}
      </p>
      <p>
        What to do: ask the sender to check the beneficiary’s name and account against your funding instructions, and to send it
        again. The reference number finds the return at both banks.
      </p>
    </Notice>
  );
}

function Returned({ wire }: { wire: Wire }) {
  const pocketName = usePocketNames();
  const movements = useQuery(movementsQuery(wire.id));
  const returns = useQuery(returnsQuery(wire));
  const left = signed(movements.data?.items, "DEBIT");
  // A movement that names the wire is the return; else one of the same amount that is no ordinary receipt may be.
  const named = signed(movements.data?.items, "CREDIT")?.[0];
  const likely = returns.data?.items.find((one) => one.type === "GENERIC" || one.type === "UNKNOWN" || one.type === "WIRE");
  const back = named ?? likely;
  const fee = movements.data?.items.find((one) => one.type === "FEE");
  const failed = movements.error ?? returns.error;
  const known = left !== undefined && returns.data !== undefined;
  return (
    <Notice hue="failed" title="This wire did not reach its payee">
      {failed ? (
        <ErrorPanel error={failed} what="where the money is" retry={() => void Promise.all([movements.refetch(), returns.refetch()])} />
      ) : !known ? (
        <p>Looking in the ledger for where the money is…</p>
      ) : left.length === 0 ? (
        <p>The ledger has no movement for it: the money never left {pocketName(wire.pocket_id)}.</p>
      ) : back ? (
        <p>
          The money left {pocketName(wire.pocket_id)} and {named ? "came back" : "has most likely come back"}:{" "}
          <Link href={`/transactions/${back.id}`} className="link">
            <Money cents={back.amount} direction="CREDIT" /> booked on <DateText at={back.time_booked} />
          </Link>
          {named ? "." : ", the same amount into the same pocket. Jiko does not say which movement belongs to which return."}
        </p>
      ) : (
        <p>
          The money left {pocketName(wire.pocket_id)}, and no movement of the same amount has come back within five days of the
          last change. Ask Jiko where it is, with the reference number.
        </p>
      )}
      {fee ? (
        <p>
          The fee of <Money cents={fee.amount} /> was charged and is not returned in the ledger.
        </p>
      ) : null}
      <p>What to do: check the payee’s account with somebody there whom you know before you file the payment again. A new transfer is a new wire.</p>
    </Notice>
  );
}
