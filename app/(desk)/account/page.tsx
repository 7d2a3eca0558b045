import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Account } from "@/components/account/account";
import { membershipsKey, sessionsKey } from "@/components/account/queries";
import { pageSession } from "@/lib/auth/current";
import { liveSessions } from "@/lib/auth/member-sessions";
import { memberships } from "@/lib/desk/memberships";
import { prefetchReads } from "@/lib/desk/prefetch";

export const metadata: Metadata = { title: "Your sessions and memberships" };

export default async function AccountPage() {
  const session = await pageSession();
  const state = await prefetchReads(session, [], [
    [sessionsKey(null), () => liveSessions(session, session)],
    [membershipsKey, () => memberships(session)],
  ]);
  return (
    <HydrationBoundary state={state}>
      <Account />
    </HydrationBoundary>
  );
}
