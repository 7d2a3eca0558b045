"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { announce } from "./announcer";

/** Copies a text that stands beside it. `what` names it: "transfer id". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(`Copied the ${what}.`);
    } catch {
      announce(`The ${what} could not be copied. Select it and copy by hand.`, "assertive");
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => void copy()}
      aria-label={`Copy the ${what}`}
      className="no-print relative inline-flex rounded-small p-1 align-middle text-ink-muted after:absolute after:-inset-1 hover:bg-sunken hover:text-ink max-sm:after:-inset-3"
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
