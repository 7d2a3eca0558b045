"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { ApiError } from "@/components/api/error";
import { readAgain } from "@/components/api/read-again";
import { leaveForSignIn } from "@/components/api/sign-in";
import { fileFault, sendFile, type Keeper } from "@/components/api/upload";
import { fileTypes, limitWord, writeSize } from "@/lib/forms/upload";
import { announce } from "./announcer";
import { Button } from "./button";
import { FieldError } from "./field";
import { Notice } from "./status";

interface FileUploadProps {
  /** Our route that takes the file. */
  path: string;
  documentType: string;
  /** Names what is uploaded: "EIN confirmation letter". */
  what: string;
  /** Who is waited for once all of it has left. */
  keeper?: Keeper;
  barred?: string | null;
  onSent?: () => void;
}

type State =
  | { state: "idle" }
  | { state: "sending"; file: File; sent: number }
  | { state: "told"; hue: "done" | "waiting" | "quiet"; message: string; reference: string }
  | { state: "failed"; fileName: string; message: string; reference: string };

/** Chooses a file, checks it here, sends it with progress and a way to stop, and says how it ended. */
export function FileUpload({ path, documentType, what, keeper = "Jiko", barred, onSent }: FileUploadProps) {
  const id = useId();
  const client = useQueryClient();
  const [now, setNow] = useState<State>({ state: "idle" });
  const input = useRef<HTMLInputElement>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const fail = (file: File, message: string, reference = "") => {
    setNow({ state: "failed", fileName: file.name, message, reference });
    announce(`${file.name}: ${message}`, "assertive");
  };

  const send = async (file: File) => {
    const wrong = await fileFault(file, documentType);
    if (wrong) return fail(file, wrong);
    const controller = (stopping.current = new AbortController());
    setNow({ state: "sending", file, sent: 0 });
    try {
      const onProgress = (sent: number) => setNow((before) => (before.state === "sending" ? { ...before, sent } : before));
      const end = await sendFile(path, file, { keeper, onProgress, signal: controller.signal });
      const message = end.state === "canceled" ? `Stopped. Nothing of ${file.name} was kept.` : end.message;
      const hue = end.state === "done" ? "done" : end.state === "unknown" ? "waiting" : "quiet";
      setNow({ state: "told", hue, message, reference: end.state === "unknown" ? end.reference : "" });
      announce(message);
      if (end.state !== "canceled") onSent?.();
    } catch (error) {
      if (leaveForSignIn(error)) return;
      const known = error instanceof ApiError ? error : null;
      fail(file, known?.message ?? "This file could not be sent.", known?.reference);
    } finally {
      stopping.current = null;
      void readAgain(client);
    }
  };

  const sending = now.state === "sending" ? now : null;
  const percent = sending ? Math.floor((sending.sent / sending.file.size) * 100) : 0;
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <input
        ref={input}
        id={id}
        type="file"
        accept={fileTypes.join(",")}
        aria-label={`File for ${what}`}
        className="sr-only"
        tabIndex={-1}
        disabled={Boolean(barred) || sending !== null}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file chosen again must count as a choice.
          event.target.value = "";
          if (file) void send(file);
        }}
      />
      {sending ? (
        <div className="flex w-full max-w-md flex-col gap-1">
          <span className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">{sending.file.name}</span>
            <Button tone="quiet" onClick={() => stopping.current?.abort()}>
              Stop<span className="sr-only"> sending {sending.file.name}</span>
            </Button>
          </span>
          <progress aria-label={`Sending ${sending.file.name}`} max={100} value={percent} className="h-2 w-full accent-accent" />
          <span className="text-small text-ink-muted tabular-nums">
            {sending.sent < sending.file.size
              ? `${percent} % of ${writeSize(sending.file.size)}`
              : `All of it has left. Waiting for ${keeper} to confirm.`}
          </span>
        </div>
      ) : (
        <Button barred={barred} icon={<Upload aria-hidden className="size-4" />} onClick={() => input.current?.click()}>
          Choose a file<span className="sr-only"> for {what}</span>
        </Button>
      )}
      <span className="text-small text-ink-muted">PDF, PNG or JPEG, at most {limitWord(documentType)}.</span>
      {now.state === "failed" ? (
        <FieldError
          id={`${id}-error`}
          error={`${now.fileName}: ${now.message}${now.reference ? ` Reference ${now.reference}.` : ""}`}
        />
      ) : null}
      {now.state === "told" ? (
        <Notice hue={now.hue}>
          <p>{now.message}</p>
          {now.reference ? <p className="text-small">Reference <span className="font-mono select-all">{now.reference}</span></p> : null}
        </Notice>
      ) : null}
    </div>
  );
}
