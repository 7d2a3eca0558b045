"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { useDesk } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Badge, Status } from "@/components/ui/status";
import type { MembershipView } from "@/lib/desk/memberships";
import { roleWord } from "@/lib/forms/team";
import { membershipsQuery } from "./queries";
import { SessionList } from "./session-list";

const places: Record<MembershipView["place"], string> = {
  session: "This session",
  desk: "Also served by this desk",
  elsewhere: "This desk is not set up for it",
};

const columns = columnsOf<MembershipView>([
  { id: "company", header: "Company", rowHeader: true, bare: true, cell: ({ customerName }) => customerName },
  { id: "role", header: "Role", cell: ({ role }) => roleWord(role) },
  { id: "status", header: "State at Jiko", cell: ({ status }) => <Status of="member" value={status} /> },
  { id: "place", header: "Here", cell: ({ place }) => (place === "session" ? <Badge hue="info">{places.session}</Badge> : places[place]) },
]);

/** One's own passkeys and sessions, and the companies one belongs to. */
export function Account({ passkeys }: { passkeys: ReactNode }) {
  const { viewer } = useDesk();
  const memberships = useQuery(membershipsQuery());
  return (
    <>
      <PageHeader title="Your sessions and passkeys" meta={`${viewer.name}, ${viewer.email}`} />
      <div className="flex flex-col gap-4">
        {passkeys}
        <SessionList memberId={null} title="Your sessions" none="There is no live session." />
        <Panel title="Your memberships" flush>
          <p className="border-b border-line px-4 py-3">
            This session stands for {viewer.customerName}, as {roleWord(viewer.role).toLowerCase()}. A session stands for one company alone. To work for
            another one that this desk serves, sign out and sign in again, and choose that company where Jiko asks for it.
          </p>
          <QueryView query={memberships} what="your memberships" loading={<DataTable caption="Your memberships" columns={columns} rows={undefined} rowKey={() => ""} expected={2} />}>
            {(rows) => (
              <DataTable
                caption="Your memberships"
                columns={columns}
                rows={rows}
                rowKey={(one) => JSON.stringify(one)}
                empty={<Empty title="Jiko names no membership of yours." />}
              />
            )}
          </QueryView>
        </Panel>
      </div>
    </>
  );
}
