"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { useDesk, useMay } from "@/components/ui/desk";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Badge, Notice, Status } from "@/components/ui/status";
import { roleChoices, roleWord } from "@/lib/forms/team";
import type { TeamMember } from "@/lib/jiko/team";
import { auditHref } from "./audit-address";
import { MemberActions } from "./member-actions";
import { memberQuery, teamQuery } from "./queries";

interface MemberViewProps {
  id: string;
  /** The member's sessions on this desk, for who may see them. */
  sessions: ReactNode;
  passkeys: ReactNode;
}

/** One member: what Jiko says of them, and what an admin can do about it. */
export function MemberView({ id, sessions, passkeys }: MemberViewProps) {
  const member = useQuery(memberQuery(id));
  return (
    <QueryView query={member} what="this member" loading={<PageSkeleton />}>
      {(found) => <MemberPage member={found} sessions={sessions} passkeys={passkeys} />}
    </QueryView>
  );
}

function MemberPage({ member, sessions, passkeys }: { member: TeamMember } & Pick<MemberViewProps, "sessions" | "passkeys">) {
  const { viewer } = useDesk();
  const mayManage = useMay("team.manage");
  const team = useQuery(teamQuery());
  const own = member.id === viewer.memberId;
  const { name, email, role, status, created_at, last_login_at } = member;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/team", label: "Team" }]}
        title={name}
        meta={
          <>
            <Status of="member" value={status} />
            <span>{roleWord(role)}</span>
            {own ? <Badge hue="info">You</Badge> : null}
          </>
        }
        action={<MemberActions member={member} team={team.data?.items} complete={team.data?.next_page === null} own={own} />}
      />
      <div className="flex flex-col gap-4">
        {status === "INVITED" ? (
          <Notice hue="waiting" title="The invitation has not been accepted yet">
            {name} becomes active with the first sign-in at Jiko. Until then nothing can be done with this account.
          </Notice>
        ) : null}
        {status === "INACTIVE" ? <Notice hue="quiet" title="Deactivated">This member can neither sign in at Jiko nor on this desk.</Notice> : null}
        <Panel title="Member">
          <DefinitionList
            items={[
              ["E-mail", <span key="email" className="wrap-anywhere">{email}</span>],
              ["Role", `${roleWord(role)}${mayOf(role)}`],
              ["Member since", <DateText key="since" at={created_at} />],
              ["Last sign-in at Jiko", last_login_at ? <DateText key="seen" at={last_login_at} /> : "Never"],
              ["Member id", <MonoId key="id" value={member.id} what="member id" />],
              [
                "At Jiko",
                <Link key="log" href={auditHref({ member: member.id })} className="link">
                  What {own ? "you" : name} did at Jiko lately
                </Link>,
              ],
            ]}
          />
        </Panel>
        {own ? (
          <p>
            <Link href="/account" className="link">
              Your sessions and passkeys
            </Link>
          </p>
        ) : (
          <>
            {passkeys}
            {mayManage ? sessions : null}
          </>
        )}
      </div>
    </>
  );
}

const mayOf = (sent: string): string => {
  const found = roleChoices.find(({ role }) => role === sent);
  return found ? `: ${found.may.charAt(0).toLowerCase()}${found.may.slice(1)}` : "";
};
