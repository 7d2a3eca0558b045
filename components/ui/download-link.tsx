"use client";

import { Download } from "lucide-react";
import { useState, type MouseEvent } from "react";
import { ApiError, errorOf, offline } from "@/components/api/error";
import { leaveForSignIn } from "@/components/api/sign-in";
import { announce } from "./announcer";
import { buttonLook, type Tone } from "./button-look";
import { saveFile } from "./save-file";

interface DownloadLinkProps {
  href: string;
  /** "the bank statement of June 2026 for Operating": names the link and what failed. */
  what: string;
  children: string;
  /** Looks like a button of this tone instead of a link. */
  tone?: Tone;
}

/** The name that the server gave the file. */
export function fileNameOf(disposition: string | null): string {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (coded) return decodeURIComponent(coded);
  return /filename="([^"]+)"/i.exec(disposition ?? "")?.[1] ?? "download";
}

/**
 * A link to a file. It is fetched by the page, not by the browser, because only so can a refusal be read here instead of
 * being a broken download. Our files are documents of a few hundred kilobytes; with a modifier key it stays a plain link.
 */
export function DownloadLink({ href, what, children, tone }: DownloadLinkProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const fetchFile = async () => {
    setBusy(true);
    setError(null);
    try {
      const response = await fetch(href, { cache: "no-store" }).catch(() => {
        throw offline();
      });
      if (!response.ok) throw await errorOf(response);
      const file = await response.blob().catch(() => {
        throw offline();
      });
      saveFile(file, fileNameOf(response.headers.get("content-disposition")));
      announce(`Downloaded ${what}.`);
    } catch (thrown) {
      if (leaveForSignIn(thrown)) return;
      const known = thrown instanceof ApiError ? thrown : null;
      setError(`${known?.message ?? "This did not work."}${known?.reference ? ` Reference ${known.reference}.` : ""}`);
    } finally {
      setBusy(false);
    }
  };

  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!busy) void fetchFile();
  };

  return (
    <span className="inline-flex flex-col items-start">
      <a href={href} download onClick={click} aria-busy={busy || undefined} className={tone ? buttonLook(tone) : "link touch inline-flex items-center gap-1"}>
        <Download aria-hidden className="size-3.5 flex-none" />
        <span className="grid">
          <span className={`[grid-area:1/1] ${busy ? "invisible" : ""}`}>{children}</span>
          {busy ? <span className="[grid-area:1/1]">Loading…</span> : null}
        </span>
        <span className="sr-only">: {what}</span>
      </a>
      {error ? (
        <span role="alert" className="max-w-72 text-left text-small text-failed">
          {error}
        </span>
      ) : null}
    </span>
  );
}
