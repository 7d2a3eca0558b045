"use client";

import { useEffect, useRef, useState } from "react";
import { leavingEvent } from "@/components/api/sign-in";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { SessionView } from "@/lib/auth/session-view";
import { askSession, endsOf, openChannel, openPage, reasonAt, warningAt, type Ends, type Warning } from "./watch";

/** What counts as a person's input. Polling, streams and refetches never pass here. */
const inputs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

function leave(reason: string) {
  const from = window.location.pathname + window.location.search;
  window.dispatchEvent(new Event(leavingEvent));
  openPage(`/sign-in?${new URLSearchParams({ ...(from === "/" ? {} : { from }), reason })}`);
}

/**
 * Stands once on every page of the desk: reports input, warns before the session ends, leaves when it is gone, and leaves
 * or starts anew when another tab signs out or in. `view` is the session as the server saw it when it made the page.
 */
export function SessionKeeper({ view }: { view: SessionView }) {
  const [warning, setWarning] = useState<Warning>(null);
  const [busy, setBusy] = useState(false);
  const ends = useRef<Ends | null>(null);
  const keeper = useRef<{ look(report?: boolean): Promise<void> } | null>(null);

  useEffect(() => {
    let over = false;
    let asking = false;
    let reported = 0;
    let warned: Warning = null;
    const known = () => (ends.current ??= endsOf(view, Date.now()));
    const warn = (next: Warning) => {
      if (next?.kind !== warned?.kind || next?.seconds !== warned?.seconds) setWarning(next);
      warned = next;
    };

    const look = async (report = false) => {
      if (over || asking) return;
      asking = true;
      const found = await askSession(report);
      asking = false;
      if (over || found === null) return;
      if ("gone" in found) {
        over = true;
        leave(found.gone ?? reasonAt(known(), Date.now()));
      } else if (found.view.memberId !== view.memberId) {
        over = true;
        openPage("/");
      } else {
        ends.current = endsOf(found.view, Date.now());
        document.body.hidden = false;
        warn(warningAt(ends.current, Date.now()));
      }
    };
    keeper.current = { look };

    const tick = () => {
      const next = warningAt(known(), Date.now());
      // Another tab may have kept the session alive: ask before the first warning, and at the end.
      if (next && (!warned || next.seconds === 0)) void look();
      else warn(next);
    };
    const input = () => {
      if (warned || Date.now() - reported < known().warnMs / 4) return;
      reported = Date.now();
      void look(true);
    };
    const shown = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      // Back from the browser's page cache: nothing is shown until the server says whose session it is.
      document.body.hidden = true;
      const anew = () => window.location.reload();
      if (over) anew();
      else void look().then(() => !over && document.body.hidden && anew());
    };
    const visible = () => {
      if (document.visibilityState === "visible") void look();
    };

    const channel = openChannel((message) => {
      if (message === "look") void look();
      else if (!over) {
        over = true;
        openPage("/signed-out");
      }
    });
    channel.say("look");
    const timer = window.setInterval(tick, 1000);
    for (const name of inputs) window.addEventListener(name, input, { passive: true, capture: true });
    window.addEventListener("pageshow", shown);
    document.addEventListener("visibilitychange", visible);
    return () => {
      over = true;
      channel.close();
      window.clearInterval(timer);
      for (const name of inputs) window.removeEventListener(name, input, { capture: true });
      window.removeEventListener("pageshow", shown);
      document.removeEventListener("visibilitychange", visible);
    };
  }, [view]);

  const stay = async () => {
    setBusy(true);
    await keeper.current?.look(true);
    setBusy(false);
  };

  const idle = warning?.kind === "idle";
  return (
    <Dialog
      open={warning !== null}
      onClose={() => void stay()}
      title={idle ? "Are you still there?" : "Your session is about to end"}
      urgent
      footer={
        idle ? (
          <Button tone="primary" onClick={() => void stay()} busy={busy}>
            Stay signed in
          </Button>
        ) : (
          <Button tone="primary" onClick={() => leave("expired")}>
            Sign in again
          </Button>
        )
      }
    >
      <p>
        {idle ? "Without input you will be signed out " : "A session has a longest time. You will be signed out "}
        in <span className="tabular-nums">{warning?.seconds ?? 0}</span> seconds. Drafts are kept.
      </p>
    </Dialog>
  );
}
