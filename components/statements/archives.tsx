"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { announce } from "@/components/ui/announcer";
import { Panel } from "@/components/ui/panel";
import type { ArchiveView } from "@/lib/desk/archives/store";
import { archiveHref, archivesQuery } from "./queries";

const counts = new Intl.NumberFormat("en-US");
const files = (count: number): string => `${counts.format(count)} ${count === 1 ? "file" : "files"}`;
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What has become of a ZIP, as a sentence. */
export function wordsOf({ state, files: wanted, through, bytes, faults }: ArchiveView): string {
  const there = through - faults.length;
  switch (state) {
    case "ready":
      return `${files(wanted)}. Waits for this browser to fetch it.`;
    case "running":
      return `${counts.format(through)} of ${files(wanted)}, ${megabytes(bytes)}`;
    case "done":
      return faults.length > 0
        ? `Done: ${counts.format(there)} of ${files(wanted)}, ${megabytes(bytes)}. ${files(faults.length)} could not be fetched.`
        : `Done: ${files(wanted)}, ${megabytes(bytes)}.`;
    case "canceled":
      return `Given up after ${counts.format(through)} of ${files(wanted)}. Choose them again for another.`;
    default:
      return `Broke off after ${counts.format(through)} of ${files(wanted)}. Choose them again for another.`;
  }
}

/** The ZIPs on their way and those of the last hour. The browser fetches them; this only tells how far they are. */
export function Archives() {
  const { data } = useQuery(archivesQuery());
  useEndings(data);
  if (!data?.length) return null;
  return (
    <Panel title="Your ZIP files" className="mb-4">
      <ul className="flex flex-col gap-3">
        {data.map((one) => (
          <li key={one.id} className="flex flex-col gap-1">
            <span className="wrap-anywhere">{one.fileName}</span>
            {one.state === "running" ? (
              <progress aria-label={one.fileName} max={one.files} value={one.through} className="h-1.5 w-full accent-accent" />
            ) : null}
            <span className={one.state === "failed" || one.state === "lost" || one.faults.length > 0 ? "text-failed" : "text-ink-muted"}>{wordsOf(one)}</span>
            {one.state === "ready" ? (
              <a href={archiveHref(one.id)} download className="link touch inline-flex items-center self-start">
                Fetch it now
              </a>
            ) : null}
            <Faults faults={one.faults} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Faults({ faults }: Pick<ArchiveView, "faults">) {
  if (faults.length === 0) return null;
  return (
    <details>
      <summary className="touch text-small">Which files, and why</summary>
      <ul className="mt-1 flex flex-col gap-1 text-small">
        {faults.map(({ file, reason }) => (
          <li key={file} className="wrap-anywhere">
            {file}: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Says to screen readers, once, how a ZIP that was on its way has ended. */
function useEndings(archives: readonly ArchiveView[] | undefined): void {
  const going = useRef(new Set<string>());
  useEffect(() => {
    for (const one of archives ?? []) {
      if (one.state === "ready" || one.state === "running") going.current.add(one.id);
      else if (going.current.delete(one.id)) announce(wordsOf(one));
    }
  }, [archives]);
}
