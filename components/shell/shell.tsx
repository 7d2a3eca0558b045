import type { ReactNode } from "react";
import { Announcer } from "@/components/ui/announcer";
import type { EnvironmentKind } from "@/components/ui/desk";
import { Link } from "@/components/ui/link";
import { NotificationBell } from "./bell";
import { BottomNavigation } from "./bottom-navigation";
import { FreezeBanner } from "./freeze-banner";
import { Search } from "./search";
import { SideNavigation } from "./side-navigation";
import { UserMenu } from "./user-menu";

interface ShellProps {
  company: string;
  environment: EnvironmentKind;
  theme: "light" | "dark" | null;
  narrow: boolean;
  children: ReactNode;
}

const bands = { sandbox: "SANDBOX · no real money", local: "LOCAL SANDBOX · no real money" };

/** What stands around every page: whose desk this is, which Jiko it talks to, who is signed in, and where one can go. */
export function Shell({ company, environment, theme, narrow, children }: ShellProps) {
  const sandbox = environment !== "production";
  return (
    <div data-environment={sandbox ? "sandbox" : "production"}>
      <a href="#main" className="sr-only z-30 rounded-control bg-panel px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        Skip to the content
      </a>
      <header className="sticky top-0 z-20 bg-panel">
        {sandbox ? (
          <p className="striped flex h-6 items-center justify-center text-small font-strong tracking-wide text-ink">{bands[environment]}</p>
        ) : null}
        <div className="flex h-12 items-center justify-between gap-4 border-b border-line px-4">
          <div className="flex min-w-0 items-baseline gap-3">
            <Link href="/" className="font-strong text-accent max-sm:hidden">Countersign</Link>
            <span className="truncate">{company}</span>
          </div>
          <div className="no-print flex min-w-0 items-center gap-1">
            <Search />
            <NotificationBell />
            <UserMenu theme={theme} />
          </div>
        </div>
      </header>
      <FreezeBanner />
      <div className="flex">
        <SideNavigation initiallyNarrow={narrow} />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 pt-4 pb-24 sm:px-6 sm:pb-10">
          <div className="mx-auto max-w-[1280px]">{children}</div>
        </main>
      </div>
      <BottomNavigation />
      <Announcer />
    </div>
  );
}
