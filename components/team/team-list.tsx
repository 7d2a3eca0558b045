"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useDesk, useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView, type QueryLike } from "@/components/ui/query-view";
import { Badge, Notice, Status } from "@/components/ui/status";
import { roleWord } from "@/lib/forms/team";
import type { ViewOf } from "@/lib/jiko/operation";
import type { teamList, TeamMember } from "@/lib/jiko/team";
import { InviteDialog } from "./invite-dialog";
import { teamQuery } from "./queries";
import { manageBarred } from "./words";
import { TeamTabs } from "./team-tabs";

/** Who works here, as Jiko knows them. */
export function TeamList({ cursor }: { cursor: string | null }) {
  const team = useQuery(teamQuery(cursor));
  const mayManage = useMay("team.manage");
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<string | null>(null);
  return (
    <>
      <PageHeader
        title="Team"
        action={
          <Button
            tone="primary"
            icon={<UserPlus aria-hidden className="size-4" />}
            barred={mayManage ? null : manageBarred}
            onClick={() => {
              setInvited(null);
              setInviting(true);
            }}
          >
            Invite a member
          </Button>
        }
      />
      <TeamTabs current="members" />
      {invited ? (
        <div className="mb-4">
          <Notice hue="done" title={`${invited} is invited`}>
            The invitation goes out from Jiko. Until it is accepted, the member stands here as invited and cannot do anything.
          </Notice>
        </div>
      ) : null}
      <Members team={team} />
      <InviteDialog
        open={inviting}
        team={team.data?.items ?? []}
        onClose={(name) => {
          setInviting(false);
          if (name) setInvited(name);
        }}
      />
    </>
  );
}

function Members({ team }: { team: QueryLike<ViewOf<typeof teamList>> }) {
  const { viewer } = useDesk();
  const columns = columnsOf<TeamMember>([
    {
      id: "name",
      header: "Name",
      rowHeader: true,
      bare: true,
      cell: ({ id, name }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {name}
          {id === viewer.memberId ? <Badge hue="info">You</Badge> : null}
        </span>
      ),
    },
    { id: "email", header: "E-mail", from: "md", cell: ({ email }) => <span className="wrap-anywhere">{email}</span> },
    { id: "role", header: "Role", cell: ({ role }) => roleWord(role) },
    { id: "status", header: "State", cell: ({ status }) => <Status of="member" value={status} /> },
    { id: "seen", header: "Last sign-in at Jiko", cell: ({ last_login_at }) => (last_login_at ? <DateText at={last_login_at} form="table" /> : "Never") },
    { id: "created", header: "Member since", cell: ({ created_at }) => <DateText at={created_at} form="day" /> },
  ]);
  const table = (rows?: readonly TeamMember[]) => (
    <div className="panel">
      <DataTable
        caption="Members of the team"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        href={({ id }) => `/team/${id}`}
        expected={8}
        empty={<Empty title="Jiko lists no members.">Whoever is invited appears here.</Empty>}
      />
    </div>
  );
  const href = (to: string) => `/team?${new URLSearchParams({ cursor: to })}`;
  return (
    <QueryView query={team} what="the team" loading={table()}>
      {({ items, next_page, prev_page }) => (
        <>
          {table(items)}
          <Pagination label="Pages of the team" newer={prev_page && href(prev_page)} older={next_page && href(next_page)} />
        </>
      )}
    </QueryView>
  );
}
