"use client";

import { useQuery } from "@tanstack/react-query";
import { DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { EntryDetails } from "./entry";
import { historyQuery } from "./queries";

/** All that is on record about one request, the oldest first: who, when, what. Stands in a panel of its page. */
export function History({ subject }: { subject: string }) {
  const history = useQuery(historyQuery(subject));
  return (
    <QueryView query={history} what="the history of this request" loading={<Skeleton width="40ch" />}>
      {(lines) =>
        lines.length === 0 ? (
          <Empty title="Nothing is on record here.">What was filed and decided outside this desk is not in its record.</Empty>
        ) : (
          <ol aria-label="What is on record about this request" className="divide-y divide-line">
            {lines.map((line) => (
              <li key={line.position} className="grid gap-x-4 px-4 py-1.5 sm:grid-cols-[minmax(8rem,14rem)_minmax(12rem,1fr)]">
                <span className="text-ink-muted">
                  <DateText at={line.at} form="table" />
                  <span className="block text-ink">{line.who ?? "The desk"}</span>
                </span>
                <EntryDetails line={line} />
              </li>
            ))}
          </ol>
        )
      }
    </QueryView>
  );
}
