"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useDesk } from "@/components/ui/desk";
import { FieldError, TickField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { teamQuery } from "./queries";

interface ReviewersProps {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error: string | null;
}

/** Who must sign. Nobody named means that any approver or admin may. */
export function Reviewers({ chosen, onChange, error }: ReviewersProps) {
  const { viewer } = useDesk();
  const team = useQuery(teamQuery());
  const id = useId();
  return (
    <Panel title="Who signs" aside={<span className="text-small text-ink-muted">optional</span>}>
      <fieldset aria-describedby={error ? `${id}-error` : undefined}>
        <legend className="mb-2 text-ink-muted">Name nobody, and any approver or admin other than you may sign.</legend>
        <QueryView
          query={team}
          what="the team"
          loading={
            <Loading what="the team" className="flex flex-col gap-2">
              {[1, 2, 3, 4].map((i) => (
                <Skeleton key={i} width="18ch" />
              ))}
            </Loading>
          }
        >
          {({ items }) => {
            const able = items.filter(({ id: member, role, status }) => (role === "APPROVER" || role === "ADMIN") && status === "ACTIVE" && member !== viewer.memberId);
            return (
              <div className="grid gap-1 sm:grid-cols-2">
                {able.map(({ id: member, name, role }) => (
                  <TickField
                    key={member}
                    label={<>{name} <span className="text-ink-muted">{role.toLowerCase()}</span></>}
                    checked={chosen.includes(member)}
                    onChange={(event) => onChange(event.target.checked ? [...chosen, member] : chosen.filter((one) => one !== member))}
                  />
                ))}
              </div>
            );
          }}
        </QueryView>
        <FieldError id={`${id}-error`} error={error} />
      </fieldset>
    </Panel>
  );
}
