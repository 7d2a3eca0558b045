import { HydrationBoundary } from "@tanstack/react-query";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LiveUpdates } from "@/components/api/live-updates";
import { UntilAwake } from "@/components/api/page-state";
import { Providers } from "@/components/api/providers";
import { unreadInput, unreadMessagesKey } from "@/components/api/reads";
import { waitingKey } from "@/components/api/waiting";
import { SessionKeeper } from "@/components/session/session-keeper";
import { Shell } from "@/components/shell/shell";
import { DeskProvider, type Desk } from "@/components/ui/desk";
import { openRequestsInput } from "@/lib/approvals/open-requests";
import { pageSession } from "@/lib/auth/current";
import { sessionView } from "@/lib/auth/session-view";
import { viewerOf } from "@/lib/auth/viewer";
import { bankingNow, dayOf, now } from "@/lib/clock";
import { waitingViews } from "@/lib/desk/approvals/waiting";
import { freezeView } from "@/lib/desk/commands/freeze";
import { unreadMessages } from "@/lib/desk/messages/list";
import { prefetchReads } from "@/lib/desk/prefetch";
import { deploymentKind, env } from "@/lib/env";
import { notificationsList } from "@/lib/jiko/notifications";
import { transferRequestsList } from "@/lib/jiko/transfer-requests";

/** Rounded, so that the time that a question takes is no difference of clocks. */
const aheadOf = (bank: Date): number => Math.round((bank.getTime() - now().getTime()) / 1000) * 1000;

/** Every page behind the session. Each page checks the session again: a layout is not made anew on every navigation. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  const kept = await cookies();
  const theme = kept.get("theme")?.value;
  const environment = deploymentKind();
  // The navigation counts what waits, and the bell what is unread, so these reads belong to the layout alone: a page that
  // prefetched one too would be made with it on the server and without it in the browser, where the layout has asked first.
  // Whether the desk is frozen stands on every page from its first paint on, so that nothing moves.
  const [bank, state] = await Promise.all([
    bankingNow(),
    prefetchReads(
      session,
      [
        [transferRequestsList, { query: openRequestsInput }],
        [notificationsList, { query: unreadInput }],
      ],
      [
        [["freeze"], () => freezeView(session)],
        [waitingKey, () => waitingViews(session)],
        [unreadMessagesKey, () => unreadMessages(session)],
      ],
    ),
  ]);
  const desk: Desk = {
    viewer: viewerOf(session),
    environment,
    timeZone: env().COMPANY_TIME_ZONE,
    today: dayOf(bank),
    made: now().getTime(),
    bankAhead: aheadOf(bank),
  };
  return (
    <Providers>
      <DeskProvider value={desk}>
        <UntilAwake>
          <HydrationBoundary state={state}>
            <Shell
              company={session.customerName}
              environment={environment}
              theme={theme === "light" || theme === "dark" ? theme : null}
              narrow={kept.get("nav")?.value === "narrow"}
            >
              {children}
            </Shell>
          </HydrationBoundary>
          <SessionKeeper view={sessionView(session)} />
          <LiveUpdates />
        </UntilAwake>
      </DeskProvider>
    </Providers>
  );
}
