import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { sessionsKey } from "@/components/account/queries";
import { SessionList } from "@/components/account/session-list";
import { PageState } from "@/components/api/page-state";
import { MemberPasskeys } from "@/components/passkeys/list";
import { passkeysKey } from "@/components/passkeys/queries";
import { MemberView } from "@/components/team/member-view";
import { teamInput } from "@/components/team/queries";
import { pageSession } from "@/lib/auth/current";
import { liveSessions } from "@/lib/auth/member-sessions";
import { may } from "@/lib/auth/permissions";
import { passkeysOf } from "@/lib/desk/passkeys/list";
import { prefetchReads } from "@/lib/desk/prefetch";
import { id as anId } from "@/lib/jiko/schemas";
import { teamGet, teamList } from "@/lib/jiko/team";

export const metadata: Metadata = { title: "Member" };

export default async function MemberPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id: sent } = await params;
  if (!anId.safeParse(sent).success) notFound();
  const id = sent.toLowerCase();
  const others = may(session, "team.manage") && id !== session.memberId;
  const state = await prefetchReads(
    session,
    [
      [teamGet, { params: { member_id: id } }],
      [teamList, { query: teamInput() }],
    ],
    [
      [passkeysKey(id), () => passkeysOf(session, id)],
      ...(others ? [[sessionsKey(id), () => liveSessions({ customerId: session.customerId, memberId: id }, session)] as const] : []),
    ],
  );
  return (
    <PageState state={state}>
      <MemberView
        id={id}
        sessions={<SessionList memberId={id} title="Sessions on this desk" none="This member is not signed in here." />}
        passkeys={<MemberPasskeys memberId={id} />}
      />
    </PageState>
  );
}
