"use client";

import { CloudOff, Gauge, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "@/components/api/error";
import { Button } from "./button";

interface ErrorPanelProps {
  error: unknown;
  /** What could not be shown or done: "the pockets". */
  what?: string;
  retry?: () => void;
  retrying?: boolean;
}

const advice: Partial<Record<ApiError["code"], string>> = {
  forbidden: "If you need this, ask an administrator of your company at Jiko to change your role.",
  not_found: "It may have been removed, or the address is not right.",
  upstream_contract: "Trying again will not help. Give the reference to whoever runs Countersign.",
  upstream_unavailable: "Nothing was changed. Try again in a moment.",
  upstream_timeout: "Nothing was changed. Try again in a moment.",
  internal: "If it happens again, give the reference to whoever runs Countersign.",
};

/** What happened, what it means, what to do, and the reference that finds the log line. */
export function ErrorPanel({ error, what, retry, retrying }: ErrorPanelProps) {
  const known = error instanceof ApiError ? error : null;
  const limited = known?.code === "rate_limited";
  const Icon = limited ? Gauge : known?.code === "offline" ? CloudOff : TriangleAlert;
  const hopeless = known?.code === "forbidden" || known?.code === "not_found" || known?.code === "upstream_contract";
  return (
    <div role="alert" className="flex items-start gap-3 rounded-control border border-line bg-panel px-4 py-3 in-[.panel]:border-0">
      <Icon aria-hidden className="mt-0.5 size-5 flex-none text-failed" />
      <div className="flex min-w-0 max-w-prose flex-col items-start gap-1">
        <p className="font-strong">{what ? `Could not show ${what}` : "This did not work"}</p>
        <p>{known?.message ?? "Something went wrong in this page."}</p>
        {known && advice[known.code] ? <p className="text-ink-muted">{advice[known.code]}</p> : null}
        {known?.reference ? (
          <p className="text-small text-ink-muted">
            Reference <span className="font-mono select-all">{known.reference}</span>
          </p>
        ) : null}
        {retry && !hopeless ? (
          <div className="mt-1">
            {limited && known.retryAfterSeconds ? (
              <Countdown key={known.reference} seconds={known.retryAfterSeconds} retry={retry} busy={retrying} />
            ) : (
              <Button onClick={retry} busy={retrying}>Try again</Button>
            )}
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** Waits as long as Jiko asked for and then reads again by itself. */
function Countdown({ seconds, retry, busy }: { seconds: number; retry: () => void; busy?: boolean }) {
  const [left, setLeft] = useState(Math.ceil(seconds));
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  useEffect(() => {
    if (left <= 0) {
      latest.current();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <Button busy={busy} barred={left > 0 ? `Jiko asks for a pause. This is read again in ${left} s.` : null} onClick={retry}>
      Try again
    </Button>
  );
}
