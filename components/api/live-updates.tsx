"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect } from "react";
import { topics as every } from "@/lib/forms/topics";
import { setLiveState, useLiveState } from "./live-state";
import { LiveTab, type LiveMessage, type Surroundings } from "./live-tab";
import { readTopics } from "./read-again";
import { request } from "./request";
import { leaveForSignIn } from "./sign-in";

/** While the stream is cut, everything shown is read again this often. */
const cutPollMs = 30_000;

function browser(channel: BroadcastChannel): Surroundings {
  return {
    open: () => new EventSource("/api/live"),
    lock: async (signal, work) => {
      await navigator.locks.request("countersign-live", { signal }, work);
    },
    say: (message) => channel.postMessage(message),
    // A tab that signs out goes to its own page, and the other tabs with it: the stream is often faster than they are.
    checkSession: () => void setTimeout(() => void request("/api/session").catch(leaveForSignIn), 3_000),
  };
}

/**
 * Stands once on every page of the desk and keeps what is shown up to date. Says something only where it cannot: then pages
 * read by themselves, a little later.
 */
export function LiveUpdates() {
  const client = useQueryClient();
  const state = useLiveState();

  useEffect(() => {
    const channel = new BroadcastChannel("countersign-live");
    const tab = new LiveTab(browser(channel), { changed: (topics) => readTopics(client, topics ?? every), state: setLiveState });
    channel.onmessage = ({ data }) => tab.hear(data as LiveMessage);
    const look = () => tab.look(document.visibilityState === "visible");
    const leave = () => tab.stop();
    look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", look);
      tab.stop();
      channel.close();
    };
  }, [client]);

  const cut = state === "cut";
  useEffect(() => {
    if (!cut) return;
    const timer = setInterval(() => document.visibilityState === "visible" && readTopics(client, every), cutPollMs);
    return () => clearInterval(timer);
  }, [client, cut]);

  return (
    <p role="status" className="no-print pointer-events-none fixed right-3 bottom-16 z-10 sm:bottom-3">
      {cut ? (
        <span className="inline-flex items-center gap-1.5 rounded-small border border-line bg-panel px-2 py-1 text-small text-ink-muted">
          <CloudOff aria-hidden className="size-3.5" />
          No live updates. Pages are read again every half minute.
        </span>
      ) : null}
    </p>
  );
}
