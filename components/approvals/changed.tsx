"use client";

import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { Difference } from "@/lib/approvals/types";

interface ChangedProps {
  differences: readonly Difference[];
  onLook: () => void;
  looking: boolean;
}

const focusNow = (element: HTMLElement | null) => element?.focus();
const written = (text: string | null) => text ?? <span className="text-ink-muted">nothing</span>;

/** The request is no longer what was shown: nothing was decided, and this is what differs. */
export function Changed({ differences, onLook, looking }: ChangedProps) {
  return (
    <div className="flex max-w-3xl flex-col gap-4" ref={focusNow} tabIndex={-1}>
      <Notice hue="failed" title="This request is no longer what you were shown">
        Nothing was decided. It changed at Jiko after this page was opened. Read what is different, then look at the whole request again.
      </Notice>
      <Panel flush title="What is different">
        <table role="table" className="as-cards w-full border-collapse text-table">
          <caption className="sr-only">What you were shown, and what stands there now</caption>
          <thead role="rowgroup">
            <tr role="row" className="border-b border-line text-small text-ink-muted">
              <th role="columnheader" scope="col" className="h-9 px-4 text-left">What</th>
              <th role="columnheader" scope="col" className="px-3 text-left">Shown to you</th>
              <th role="columnheader" scope="col" className="px-4 text-left">Now</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {differences.map(({ path, label, shown, now }) => (
              <tr role="row" key={path} className="border-b border-line align-top last:border-0">
                <th role="rowheader" scope="row" className="h-9 px-4 py-2 text-left">{label}</th>
                <td role="cell" data-label="Shown to you" className="px-3 py-2 tabular-nums wrap-anywhere">
                  <del className="no-underline">{written(shown)}</del>
                </td>
                <td role="cell" data-label="Now" className="px-4 py-2 font-strong tabular-nums wrap-anywhere">
                  <ins className="no-underline">{written(now)}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <div>
        <Button tone="primary" onClick={onLook} busy={looking} busyLabel="Looking…">Look again</Button>
      </div>
    </div>
  );
}
