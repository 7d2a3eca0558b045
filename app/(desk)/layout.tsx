import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/api/providers";
import { SessionKeeper } from "@/components/session/session-keeper";
import { Shell } from "@/components/shell/shell";
import { DeskProvider } from "@/components/ui/desk";
import { pageSession } from "@/lib/auth/current";
import { sessionView } from "@/lib/auth/session-view";
import { viewerOf } from "@/lib/auth/viewer";
import { bankingNow, dayOf } from "@/lib/clock";
import { deploymentKind, env } from "@/lib/env";

/** Every page behind the session. Each page checks the session again: a layout is not made anew on every navigation. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  const kept = await cookies();
  const theme = kept.get("theme")?.value;
  const environment = deploymentKind();
  return (
    <Providers>
      <DeskProvider
        value={{ viewer: viewerOf(session), environment, timeZone: env().COMPANY_TIME_ZONE, today: dayOf(await bankingNow()) }}
      >
        <Shell
          company={session.customerName}
          environment={environment}
          theme={theme === "light" || theme === "dark" ? theme : null}
          narrow={kept.get("nav")?.value === "narrow"}
        >
          {children}
        </Shell>
        <SessionKeeper view={sessionView(session)} />
      </DeskProvider>
    </Providers>
  );
}
