"use client";

import { useEffect, useState } from "react";
import { ApiError } from "@/components/api/error";
import { request } from "@/components/api/request";
import { Button } from "@/components/ui/button";

/** The one way in. Jiko's address is opened by script: a form that is redirected there would need a wider page policy. */
export function SignInForm({ from }: { from: string }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<{ message: string; reference: string } | null>(null);

  useEffect(() => {
    // The back button of the browser shows this page as it was left: waiting.
    const shown = () => setBusy(false);
    window.addEventListener("pageshow", shown);
    return () => window.removeEventListener("pageshow", shown);
  }, []);

  const start = async () => {
    setBusy(true);
    setFault(null);
    try {
      const { url } = await request<{ url: string }>("/api/auth/signin/jiko", { method: "POST", body: { from } });
      window.location.assign(url);
    } catch (error) {
      setBusy(false);
      setFault({
        message: error instanceof Error ? error.message : "The sign-in could not be started.",
        reference: error instanceof ApiError ? error.reference : "",
      });
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
      className="flex flex-col gap-3"
    >
      <Button type="submit" tone="primary" busy={busy} busyLabel="Opening Jiko…" className="w-full">
        Sign in with Jiko
      </Button>
      {fault ? (
        <p role="alert" className="text-failed">
          {fault.message}
          {fault.reference ? <span className="text-small"> Reference: {fault.reference}</span> : null}
        </p>
      ) : null}
    </form>
  );
}
