"use client";

import { RadioField, TextField, TickField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { eventGroups, webhookEvents, type WebhookValues } from "@/lib/forms/webhook";

export const webhookFields = ["receiver", "url", "description", "events", "statuses", "attempts", "firstWait", "factor", "longestWait"] as const;

interface FormProps {
  values: WebhookValues;
  faults: Readonly<Record<string, string | undefined>>;
  change: (part: Partial<WebhookValues>) => void;
  /** The receiver of a subscription that exists stays. */
  existing?: boolean;
}

/** What a webhook is: who receives it, what it tells, and what happens when nobody answers. */
export function WebhookForm({ values, faults, change, existing }: FormProps) {
  const text = (name: "url" | "description" | "statuses" | "attempts" | "firstWait" | "factor" | "longestWait") => ({
    value: values[name],
    error: faults[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const choose = (type: string, chosen: boolean) =>
    change({ events: chosen ? [...values.events, type] : values.events.filter((one) => one !== type) });
  const unknown = values.events.filter((type) => !webhookEvents.includes(type));
  return (
    <>
      {existing ? null : (
        <Panel title="Receiver">
          <RadioField
            label="Who receives the events"
            name="receiver"
            value={values.receiver}
            onChange={(receiver) => change({ receiver })}
            choices={[
              { value: "desk", label: "This desk", hint: "Pages show what happened at once. Jiko must be able to reach the desk's address from outside." },
              { value: "other", label: "Another system of yours", hint: "You get the secret that it checks signatures with, once." },
            ]}
          />
        </Panel>
      )}
      {values.receiver === "other" || !existing ? (
        <Panel title="Address and name">
          <div className="flex flex-col gap-3">
            {values.receiver === "other" ? <TextField label="Address" hint="Begins with https://." inputMode="url" spellCheck={false} {...text("url")} /> : null}
            <TextField label="Description" optional {...text("description")} />
          </div>
        </Panel>
      ) : (
        <Panel title="Name">
          <TextField label="Description" optional {...text("description")} />
        </Panel>
      )}
      <Panel title="Events">
        <fieldset aria-describedby={faults.events ? "events-fault" : undefined} className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          <legend className="sr-only">Events that are told</legend>
          {eventGroups.map(({ label, events }) => (
            <div key={label} className="flex flex-col gap-2">
              <p className="text-small text-ink-muted">{label}</p>
              {events.map(([type, word]) => (
                <TickField key={type} label={word} checked={values.events.includes(type)} onChange={(event) => choose(type, event.target.checked)} />
              ))}
            </div>
          ))}
          {unknown.length > 0 ? (
            <div className="flex flex-col gap-2">
              <p className="text-small text-ink-muted">Not known here</p>
              {unknown.map((type) => (
                <TickField key={type} label={type} checked onChange={() => choose(type, false)} />
              ))}
            </div>
          ) : null}
        </fieldset>
        {faults.events ? <p id="events-fault" role="alert" className="mt-2 text-small text-failed">{faults.events}</p> : null}
      </Panel>
      <Panel title="When nobody answers">
        <div className="flex flex-col gap-3">
          <TickField label="Jiko tries again" checked={values.retry} onChange={(event) => change({ retry: event.target.checked })} />
          {values.retry ? (
            <div className="grid items-start gap-3 sm:grid-cols-2">
              <TextField label="Statuses that count as no answer" hint="Separated by commas. No connection counts anyway." {...text("statuses")} />
              <TextField label="Attempts in all" inputMode="numeric" {...text("attempts")} />
              <TextField label="First pause, seconds" inputMode="decimal" {...text("firstWait")} />
              <TextField label="Each pause times" inputMode="decimal" {...text("factor")} />
              <TextField label="Longest pause, seconds" inputMode="decimal" {...text("longestWait")} />
            </div>
          ) : (
            <p className="text-ink-muted">An event that is not taken at the first attempt stays in the event log alone.</p>
          )}
        </div>
      </Panel>
    </>
  );
}
