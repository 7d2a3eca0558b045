"use client";

import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { Badge, type Hue } from "@/components/ui/status";
import type { ProjectionView, RecurringView, Verdict } from "@/lib/desk/treasury/types";
import { movementKinds } from "@/lib/lists/definitions/transactions";
import { cadenceWords } from "@/lib/treasury/cadence-words";
import { cents, formatCents } from "@/lib/treasury/money";

const verdicts: readonly (readonly [verdict: Verdict, label: string, what: string])[] = [
  ["accepted", "Accept", "Accept"],
  ["struck", "Strike", "Strike"],
  ["open", "Undecided", "Leave undecided:"],
];

const badges = {
  accepted: ["done", "Counted"],
  struck: ["quiet", "Struck"],
  open: ["waiting", "Not decided"],
} as const satisfies Record<Verdict, readonly [Hue, string]>;

interface RecurringProps {
  view: ProjectionView;
  pocketName: (id: string) => string;
}

/** Flows that came back in a rhythm. Only what somebody accepted counts, for everybody. */
export function Recurring({ view: { recurring, pockets, copyAsOf }, pocketName }: RecurringProps) {
  return (
    <div id="recurring" className="scroll-mt-(--shell-top)">
      <Panel
        flush
        title="What came back in a rhythm"
        aside={<span className="text-small text-ink-muted">Counts once somebody accepts it, for everybody</span>}
      >
        {recurring.length === 0 ? (
          <Empty title="No rhythm was found.">
            {copyAsOf
              ? "Nothing in the transactions of the last year came back regularly enough."
              : "The desk's copy of transactions is still being filled; rhythms are looked for when it is complete."}
          </Empty>
        ) : (
          <ul>
            {recurring.map((flow) => (
              <li key={flow.id} className="border-b border-line px-4 py-3 last:border-0">
                <Flow flow={flow} pocket={pocketName(flow.pocketId)} open={pockets.some(({ id }) => id === flow.pocketId)} />
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Flow({ flow, pocket, open }: { flow: RecurringView; pocket: string; open: boolean }) {
  const { id, counterparty, type, cadence, amount, low, high, rows, count, next, verdict, by } = flow;
  const may = useMay("forecast.edit");
  const judging = useCommand<{ id: string; verdict: Verdict }>("forecast.judge");
  const busy = judging.state === "running" || judging.state === "checking";
  const size = (value: typeof amount) => formatCents(cents(Math.abs(value)));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="font-strong">{counterparty}</span>
            <Badge hue={badges[verdict][0]}>{badges[verdict][1]}</Badge>
          </p>
          <p className="text-ink-muted">
            {cadenceWords(cadence)} · {(movementKinds as Record<string, string>)[type] ?? type} {amount < 0 ? "out of" : "into"} {pocket}
            {open ? null : ", which is not open and not part of the forecast"}
          </p>
          <p className="text-small text-ink-muted">
            {next[0] ? <>Next on <DateText at={next[0]} /></> : "Not within these thirteen weeks"}
            {low === high ? null : ` · between ${size(low)} and ${size(high)}`}
            {by ? <> · {verdict === "accepted" ? "accepted" : "struck"} by {by.name}, <DateText at={by.at} /></> : null}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span className="font-strong"><Money cents={amount} /></span>
          {may ? (
            <div className="flex flex-wrap gap-2">
              {verdicts
                .filter(([value]) => value !== verdict)
                .map(([value, label, what]) => (
                  <Button
                    key={value}
                    tone={value === "open" ? "quiet" : "plain"}
                    busy={busy}
                    onClick={() => void judging.run({ id, verdict: value })}
                    aria-label={`${what} ${counterparty}`}
                  >
                    {label}
                  </Button>
                ))}
            </div>
          ) : null}
        </div>
      </div>
      <CommandNotice state={judging.current} failed="Nothing was changed" />
      <details>
        <summary className="touch rounded-small text-small text-ink-muted">
          Rests on {count} transactions{count > rows.length ? `, the last ${rows.length} of them here` : ""}
        </summary>
        <ul className="mt-1 grid gap-x-6 gap-y-1 sm:grid-cols-2 md:grid-cols-3">
          {rows.map((row) => (
            <li key={row.id} className="text-table">
              <Link href={`/transactions/${row.id}`} prefetch={false} className="link flex justify-between gap-4">
                <DateText at={row.day} form="table" /> <Money cents={row.amount} />
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
