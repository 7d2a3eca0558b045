"use client";

import { Age, DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { QueryView, type QueryLike } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/status";
import type { RecordState } from "@/lib/desk/record/state";

const entries = (count: number) => `${count.toLocaleString("en-US")} ${count === 1 ? "entry" : "entries"}`;

function outside({ outside: { configured, waiting } }: RecordState): string {
  if (!configured) return "To the log of the server only";
  return waiting === 0 ? "All are kept outside the database" : `${waiting} not yet kept outside the database`;
}

/** How the chain stands: how long it is, how far it is signed, and whether that is known elsewhere. */
export function StatePanel({ state }: { state: QueryLike<RecordState> }) {
  return (
    <Panel title="State of the chain" className="mb-4">
      <QueryView query={state} what="the state of the chain" loading={<Skeleton width="40ch" />}>
        {(known) => {
          const { last, head, signs, unsigned } = known;
          return (
            <div className="grid gap-3">
              {signs ? null : (
                <Notice hue="waiting" title="Heads are not signed">
                  This server has no AUDIT_KEY_FILE. Whoever owns the database could rewrite the record without being noticed.
                </Notice>
              )}
              <DefinitionList
                items={[
                  ["Length", last ? <span key="last">{entries(last.position)}, the last <DateText at={last.at} /></span> : "Nothing yet"],
                  [
                    "Last signed head",
                    head ? (
                      <span key="head">
                        Entry {head.position}, <DateText at={head.at} />, key <span className="font-mono text-[0.93em]">{head.keyId}</span>
                      </span>
                    ) : (
                      "None"
                    ),
                  ],
                  ["Heads go", outside(known)],
                  [
                    "Not signed yet",
                    unsigned.oldest ? (
                      <span key="unsigned">
                        {entries(unsigned.count)}, the oldest <DateText at={unsigned.oldest} /> (<Age since={unsigned.oldest} />)
                      </span>
                    ) : (
                      "Nothing"
                    ),
                  ],
                ]}
              />
              <p className="max-w-prose text-small text-ink-muted">
                This page says what the server believes. Only <code>npm run audit:verify</code>, with the public key and the heads kept outside, proves it.
              </p>
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}
