"use client";

import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { webhookValues, type WebhookValues } from "@/lib/forms/webhook";
import type { Subscription } from "@/lib/jiko/subscriptions";
import { WebhookForm, webhookFields } from "./form";
import { useWebhookForm } from "./use-webhook-form";
import { mayNot } from "./words";

interface Sent {
  subscriptionId: string;
  seenAt: string;
  values: WebhookValues;
}

interface EditFormProps {
  /** As it was when the form was opened: what somebody else changes meanwhile must not be overwritten unseen. */
  subscription: Subscription;
  ours: boolean;
  may: boolean;
  /** Called with each change that is typed, and once what was typed is saved. */
  onTouch: () => void;
  onSaved: () => void;
}

/** Changes a webhook. What is typed stays when the subscription is read again; saving over a newer one is refused. */
export function EditForm({ subscription, ours, may, onTouch, onSaved }: EditFormProps) {
  const saving = useCommand<Sent>("webhook.update", { doneMessage: "The webhook is changed.", onDone: onSaved });
  const { current } = saving;
  const { values, faults, change, ready } = useWebhookForm(webhookValues(subscription, ours ? "desk" : "other"), current, saving.reset);
  return (
    <form
      noValidate
      className="flex max-w-3xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (may && ready()) void saving.run({ subscriptionId: subscription.id, seenAt: subscription.updated_at, values });
      }}
    >
      <WebhookForm
        existing
        values={values}
        faults={faults}
        change={(part) => {
          onTouch();
          change(part);
        }}
      />
      <CommandNotice state={current} failed="The webhook was not changed" fields={[...webhookFields, ...webhookFields.map((name) => `values.${name}`)]} />
      {current.state === "checking" ? null : (
        <div>
          <Button type="submit" barred={may ? null : mayNot} busy={current.state === "running"} busyLabel="Saving…">
            Save the changes
          </Button>
        </div>
      )}
    </form>
  );
}
