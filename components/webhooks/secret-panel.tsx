"use client";

import { useState } from "react";
import { request } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Notice } from "@/components/ui/status";

/** The secret of a receiver elsewhere: shown when somebody asks for it, once. It stands in this page alone, and goes with it. */
export function SecretPanel({ id }: { id: string }) {
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const show = async () => {
    setBusy(true);
    setError(null);
    try {
      setSecret((await request<{ secret: string }>(`/api/webhooks/secrets/${id}`, { method: "POST" })).secret);
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  if (secret) {
    return (
      <Notice hue="waiting" title="Put this secret into your receiver now">
        <p>
          <span className="font-mono wrap-anywhere select-all">{secret}</span> <CopyButton text={secret} what="secret" />
        </p>
        <p>It is not shown again, and this desk does not keep it. Deliveries carry base64 of HMAC-SHA256 over the raw body in x-jiko-signature.</p>
      </Notice>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Notice hue="info" title="The secret is ready">Your receiver needs it to check signatures. It is shown once, and kept for a day until then.</Notice>
      {error ? <ErrorPanel error={error} what="the secret" /> : null}
      <Button tone="primary" onClick={() => void show()} busy={busy}>
        Show the secret
      </Button>
    </div>
  );
}
