"use client";

import { useQuery } from "@tanstack/react-query";
import { DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { Panel } from "@/components/ui/panel";
import { PayeeIdentity } from "@/components/ui/payee-identity";
import { QueryView } from "@/components/ui/query-view";
import { LoadingLine } from "@/components/ui/skeleton";
import { Status, statusWord } from "@/components/ui/status";
import type { Difference } from "@/lib/approvals/types";
import type { ShownVersion } from "@/lib/desk/payees/history";
import { versionsQuery } from "./queries";
import { verificationWord } from "./words";

/** Every form in which the desk has seen a payee. Jiko keeps no history of it. */
export function Versions({ payeeId }: { payeeId: string }) {
  const versions = useQuery(versionsQuery(payeeId));
  return (
    <Panel flush title="What has changed" aside={<span className="text-small text-ink-muted">as the desk has seen it</span>}>
      <QueryView query={versions} what="the earlier versions" loading={<LoadingLine what="the earlier versions" className="px-4 py-3" />}>
        {({ versions: seen, state }) =>
          seen.length === 0 ? (
            <Empty title="No version was kept yet.">
              The desk looks through the payees in the background while somebody is signed in, and keeps each change it finds.
            </Empty>
          ) : (
            <>
              <ol>
                {seen.map((one) => (
                  <Version key={one.number} version={one} />
                ))}
              </ol>
              <p className="px-4 py-2 text-small text-ink-muted">
                {state?.asOf ? <>Last looked at <DateText at={state.asOf} />. </> : null}A change and its reversal between two looks stay unseen.
              </p>
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Version({ version: { number, seenAt, payee, status, changes } }: { version: ShownVersion }) {
  return (
    <li className="border-b border-line px-4 py-2.5">
      <p>
        <span className="font-strong">Version {number}</span>
        <span className="text-ink-muted">, seen {number === 1 ? "first" : ""} on </span>
        <DateText at={seenAt} />
      </p>
      {changes.length > 0 ? (
        <ul className="mt-1 flex flex-col gap-0.5">
          {changes.map((change) => (
            <li key={change.path}>
              <span className="text-ink-muted">{change.label}: </span>
              <del className="wrap-anywhere">{valueOf(change, change.shown)}</del> → <ins className="font-strong wrap-anywhere no-underline">{valueOf(change, change.now)}</ins>
            </li>
          ))}
        </ul>
      ) : null}
      <details className="mt-1">
        <summary className="link touch inline-flex cursor-pointer items-center">Show this version whole</summary>
        <div className="mt-2 flex flex-col gap-2 rounded-control bg-sunken px-3 py-2">
          <p className="font-strong">{payee.name} <Status of="payee" value={status} /></p>
          <PayeeIdentity payee={payee} />
        </div>
      </details>
    </li>
  );
}

/** A value of a difference in words; account numbers are whole here, because a change of them is what people look for. */
function valueOf({ path }: Difference, value: string | null): string {
  if (value === null) return "nothing";
  if (path === "payee.status") return statusWord("payee", value);
  return path === "payee.verification" ? verificationWord(value) : value;
}
