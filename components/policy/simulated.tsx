"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";
import { MirrorLine } from "@/components/ui/mirror-line";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { changeWords, summaryWords } from "@/lib/approvals/policy/simulation-words";
import type { PolicyContent } from "@/lib/approvals/policy/types";
import type { Names } from "@/lib/approvals/policy/words";
import type { SimulatedRequest, Simulation } from "@/lib/desk/policy/types";
import { simulationQuery } from "./queries";

const shownAtFirst = 14;

/** What a policy would have asked of the requests of the last 90 days, beside what the one in force would have. */
export function Simulated({ content, names }: { content: PolicyContent; names: Names }) {
  const simulation = useQuery(simulationQuery(content));
  return (
    <Panel title="On the requests of the last 90 days">
      <QueryView query={simulation} what="the simulation" loading={<Loading what="the simulation"><Skeleton width="60%" /></Loading>}>
        {(found) => (found.filled ? <Result found={found} names={names} /> : <NotFilled found={found} />)}
      </QueryView>
    </Panel>
  );
}

function NotFilled({ found: { state } }: { found: Simulation }) {
  return (
    <>
      <p>The desk&apos;s own copy of requests and payees does not reach back 90 days yet, so nothing can be said about them. It is filled in the background.</p>
      <MirrorLine state={state} className="mt-2" />
    </>
  );
}

function Result({ found: { state, since, looked, differing, rows, notes }, names }: { found: Simulation & { filled: true }; names: Names }) {
  const [all, setAll] = useState(false);
  const summary = summaryWords(differing);
  const shown = all ? rows : rows.slice(0, shownAtFirst);
  return (
    <div className="flex flex-col gap-3">
      <div>
        {summary.map((sentence) => (
          <p key={sentence} className="font-strong">{sentence}</p>
        ))}
        <p className={summary.length > 0 ? "text-ink-muted" : "font-strong"}>
          {summary.length > 0
            ? `${looked - differing.length} of ${looked} would have been asked for the same.`
            : looked === 0
              ? "There were no requests."
              : `All ${looked} requests would have been asked for the same.`}
        </p>
      </div>
      {shown.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line">
          {shown.map((row) => (
            <Row key={row.id} row={row} names={names} />
          ))}
        </ul>
      ) : null}
      {rows.length > shown.length ? (
        <div>
          <Button onClick={() => setAll(true)}>Show {rows.length === differing.length ? `all ${rows.length}` : `the newest ${rows.length}`}</Button>
        </div>
      ) : null}
      <div className="max-w-prose text-small text-ink-muted">
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        <p>Since <DateText at={since} form="day" />, by the day of filing.</p>
      </div>
      <MirrorLine state={state} />
    </div>
  );
}

function Row({ row, names }: { row: SimulatedRequest; names: Names }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-2">
      <Link href={`/approvals/${row.id}`} prefetch={false} className="link touch inline-flex min-w-0 items-center wrap-anywhere">
        {row.payee ?? `Between own pockets, from ${names.pocket(row.pocketId.toLowerCase())}`}
      </Link>
      {row.amount === null ? <span>Everything</span> : <Money cents={row.amount} />}
      <span className="w-full text-small text-ink-muted">
        <DateText at={row.at} form="day" /> · {changeWords(row, names).join(", ")}
      </span>
    </li>
  );
}
