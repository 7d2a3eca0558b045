"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Button, ButtonLink } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Panel } from "@/components/ui/panel";
import { millionthsOf, partyName, percentOf, roleWords, type PartyView } from "@/lib/forms/related-party";
import { applicationHref } from "./address";
import { mayNot, wordOf } from "./words";

interface PeopleProps {
  id: string;
  people: PartyView[];
  more: boolean;
  editable: boolean;
}

const total = (people: readonly PartyView[]): string => {
  const millionths = people.reduce((sum, { ownership_percentage }) => sum + millionthsOf(ownership_percentage), 0);
  return percentOf(`${Math.floor(millionths / 1_000_000)}.${String(millionths % 1_000_000).padStart(6, "0")}`);
};

/** Who stands behind the company: no birthday and no number of a document is shown. */
export function People({ id, people, more, editable }: PeopleProps) {
  const may = useMay("onboarding.manage");
  const [leaving, setLeaving] = useState<PartyView | null>(null);
  const remove = useCommand<{ applicationId: string; partyId: string }>("relatedParty.remove", {
    doneMessage: "Removed from the application.",
    onDone: () => setLeaving(null),
  });
  const columns = columnsOf<PartyView>([
    { id: "name", header: "Name", rowHeader: true, bare: true, cell: (one) => partyName(one) },
    { id: "title", header: "Title", cell: ({ title }) => title ?? "–" },
    { id: "roles", header: "Roles", cell: ({ roles }) => roles?.map((role) => wordOf(roleWords, role)).join(", ") || "–" },
    { id: "share", header: "Share", align: "right", cell: ({ ownership_percentage: share }) => (share ? `${percentOf(share)} %` : "–"), foot: `${total(people)} %` },
    ...(editable
      ? [
          {
            id: "do",
            header: "Change",
            align: "right" as const,
            cell: (one: PartyView) => (
              <span className="inline-flex gap-1">
                <ButtonLink tone="quiet" href={applicationHref(id, "people", one.id)} barred={may ? null : mayNot}>
                  Change<span className="sr-only"> {partyName(one)}</span>
                </ButtonLink>
                {may ? (
                  <Button
                    tone="quiet"
                    onClick={() => {
                      remove.reset();
                      setLeaving(one);
                    }}
                  >
                    Remove<span className="sr-only"> {partyName(one)}</span>
                  </Button>
                ) : null}
              </span>
            ),
          },
        ]
      : []),
  ]);
  return (
    <Panel
      flush
      title="People"
      aside={
        editable ? (
          <ButtonLink href={applicationHref(id, "people", "new")} barred={may ? null : mayNot}>Add a person</ButtonLink>
        ) : null
      }
    >
      <DataTable
        caption="People of the company"
        columns={columns}
        rows={people}
        rowKey={(one) => one.id}
        empty={
          <Empty title="Nobody is named yet.">
            Jiko asks for each authorized representative, each owner, and one person who controls the company.
          </Empty>
        }
      />
      {more ? <p className="px-4 py-2 text-small text-ink-muted">The first hundred people.</p> : null}
      <CommandDialog
        open={leaving !== null}
        title="Remove this person?"
        state={remove.current}
        failed="Nobody was removed"
        submit="Remove"
        busyLabel="Removing…"
        tone="danger"
        onSubmit={() => leaving && void remove.run({ applicationId: id, partyId: leaving.id })}
        onClose={() => setLeaving(null)}
      >
        <p>{leaving ? partyName(leaving) : ""} is taken out of the application at Jiko. What was typed about them is gone.</p>
      </CommandDialog>
    </Panel>
  );
}
