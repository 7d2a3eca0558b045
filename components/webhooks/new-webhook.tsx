"use client";

import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { CommandNotice } from "@/components/ui/command-notice";
import { useMay } from "@/components/ui/desk";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/status";
import type { WebhookResult } from "@/lib/desk/commands/webhooks";
import { emptyWebhook, type WebhookValues } from "@/lib/forms/webhook";
import { WebhookForm, webhookFields } from "./form";
import { SecretPanel } from "./secret-panel";
import { useWebhookForm } from "./use-webhook-form";
import { mayNot } from "./words";

interface Sent {
  endpointId: string;
  secretId: string;
  values: WebhookValues;
}

const crumbs = [{ href: "/webhooks", label: "Webhooks" }];

/** The form that makes a webhook. The secret is made on the server; only who runs the receiver ever sees it. */
export function NewWebhook() {
  const may = useMay("webhooks.manage");
  const making = useCommand<Sent, WebhookResult>("webhook.create", { doneMessage: "The webhook is there." });
  const { current } = making;
  const { values, faults, change, ready } = useWebhookForm(emptyWebhook, current, making.reset);
  const send = () => {
    if (!ready()) return;
    // Minted when it is sent: one attempt that is repeated is one webhook.
    void making.run({ endpointId: crypto.randomUUID(), secretId: crypto.randomUUID(), values });
  };
  if (current.state === "done") {
    return (
      <>
        <PageHeader title="New webhook" crumbs={crumbs} />
        <div className="flex max-w-2xl flex-col items-start gap-4">
          <Notice hue="done" title="The webhook is there">
            {values.receiver === "desk" ? "Jiko tells this desk from now on. The secret is with Jiko and the desk's receiver, and nowhere else." : "Jiko calls your receiver from now on."}
          </Notice>
          {values.receiver === "other" && current.result?.revealId ? <SecretPanel id={current.result.revealId} /> : null}
          <Link href={current.result ? `/webhooks/${current.result.subscriptionId}` : "/webhooks"} className={buttonLook()}>
            To the webhook
          </Link>
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader title="New webhook" crumbs={crumbs} meta="Jiko calls an address when something happens." />
      <form
        noValidate
        className="flex max-w-3xl flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (may) send();
        }}
      >
        <WebhookForm values={values} faults={faults} change={change} />
        <CommandNotice state={current} failed="The webhook was not made" fields={[...webhookFields, ...webhookFields.map((name) => `values.${name}`)]} />
        {current.state === "checking" ? null : (
          <div>
            <Button type="submit" tone="primary" barred={may ? null : mayNot} busy={current.state === "running"} busyLabel="Making…">
              Make the webhook
            </Button>
          </div>
        )}
      </form>
    </>
  );
}
