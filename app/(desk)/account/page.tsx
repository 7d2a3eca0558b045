import type { Metadata } from "next";
import { Account } from "@/components/account/account";
import { membershipsKey, sessionsKey } from "@/components/account/queries";
import { PageState } from "@/components/api/page-state";
import { OwnPasskeys, WaitingPasskeys } from "@/components/passkeys/list";
import { passkeysKey, waitingKey } from "@/components/passkeys/queries";
import { pageSession } from "@/lib/auth/current";
import { liveSessions } from "@/lib/auth/member-sessions";
import { memberships } from "@/lib/desk/memberships";
import { passkeysOf, waitingPasskeys } from "@/lib/desk/passkeys/list";
import { prefetchReads } from "@/lib/desk/prefetch";

export const metadata: Metadata = { title: "Your sessions and passkeys" };

export default async function AccountPage() {
  const session = await pageSession();
  const state = await prefetchReads(session, [], [
    [sessionsKey(null), () => liveSessions(session, session)],
    [membershipsKey, () => memberships(session)],
    [passkeysKey(null), () => passkeysOf(session, session.memberId)],
    [waitingKey, () => waitingPasskeys(session)],
  ]);
  return (
    <PageState state={state}>
      <Account
        passkeys={
          <>
            <OwnPasskeys />
            <WaitingPasskeys />
          </>
        }
      />
    </PageState>
  );
}
