"use client";

import { ChevronDown, Lock, LogOut } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { useDesk } from "@/components/ui/desk";
import { FieldError } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { roleWord } from "@/lib/forms/team";
import { FreezeDialog, useMayFreeze } from "./freeze-dialog";
import { ThemeSwitch } from "./theme-switch";

/** A link inside leaves the page where it is, so the menu must be closed by hand. */
const closeMenu = () => document.getElementById("user-menu")?.hidePopover();

/** Who I am and as what, and the way out. */
export function UserMenu({ theme }: { theme: "light" | "dark" | null }) {
  const { viewer } = useDesk();
  const mayFreeze = useMayFreeze();
  const [freezing, setFreezing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const role = roleWord(viewer.role);

  const signOut = async () => {
    setLeaving(true);
    setFailed(null);
    try {
      await request("/api/session/sign-out", { method: "POST" });
      // A whole page load: nothing of this session stays in memory.
      // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- that is the point
      window.location.assign("/signed-out");
    } catch (error) {
      setLeaving(false);
      setFailed(error instanceof Error ? error.message : "This did not work.");
    }
  };

  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        className="touch flex min-w-0 items-center gap-2 rounded-control px-2 py-1 text-left hover:bg-sunken"
      >
        <span className="min-w-0 leading-tight">
          <span className="block truncate font-strong">{viewer.name}</span>
          <span className="block text-small text-ink-muted">{role}</span>
        </span>
        <ChevronDown aria-hidden className="size-4 flex-none" />
      </button>
      <div
        id="user-menu"
        popover="auto"
        className="fixed inset-auto top-(--shell-top) right-2 m-0 w-72 rounded-control border border-line bg-panel p-3 text-ink shadow-float"
      >
        <div className="flex flex-col gap-3">
          <div>
            <p className="font-strong">{viewer.name}</p>
            <p className="text-ink-muted">{viewer.email}</p>
            <p className="text-ink-muted">
              {role} at {viewer.customerName}
            </p>
            {viewer.roleReason ? <p className="text-small text-waiting">{viewer.roleReason}</p> : null}
          </div>
          <Link href="/account" className="link touch inline-flex items-center self-start" onClick={closeMenu}>
            Your sessions and passkeys
          </Link>
          {mayFreeze ? (
            <Button
              icon={<Lock aria-hidden className="size-4" />}
              onClick={() => {
                closeMenu();
                setFreezing(true);
              }}
            >
              Freeze the desk…
            </Button>
          ) : null}
          <ThemeSwitch initial={theme} />
          <Link href="/about" className="link touch inline-flex items-center self-start" onClick={closeMenu}>
            About this desk
          </Link>
          <Button onClick={() => void signOut()} busy={leaving} busyLabel="Signing out…" icon={<LogOut aria-hidden className="size-4" />}>
            Sign out
          </Button>
          <FieldError id="sign-out-error" error={failed} />
        </div>
      </div>
      <FreezeDialog open={freezing} onClose={() => setFreezing(false)} />
    </>
  );
}
