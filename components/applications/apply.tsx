"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandDialog } from "@/components/ui/command-dialog";
import { useMay } from "@/components/ui/desk";
import { Link } from "@/components/ui/link";
import type { Part } from "@/lib/forms/application";
import { stepWords } from "@/lib/forms/application";
import type { Missing } from "@/lib/forms/application-missing";
import { applicationHref } from "./address";
import { mayNot } from "./words";

/** Submitting, with what stands in its way said on the button. What Jiko finds missing beyond that leads to its step. */
export function Apply({ id, lacks }: { id: string; lacks: Missing[] }) {
  const may = useMay("onboarding.manage");
  const [open, setOpen] = useState(false);
  const apply = useCommand<{ applicationId: string }>("application.apply", { doneMessage: "Submitted.", onDone: () => setOpen(false) });
  const incomplete = [...new Set(lacks.map(({ part }) => stepWords[part]))];
  const barred = !may ? mayNot : incomplete.length > 0 ? `Not complete yet: ${incomplete.join(", ")}.` : null;
  const found = apply.state === "refused" && apply.current.state === "refused" ? (apply.current.error?.fields ?? []).filter(({ field }) => field in stepWords) : [];
  return (
    <>
      <Button
        tone="primary"
        barred={barred}
        onClick={() => {
          apply.reset();
          setOpen(true);
        }}
      >
        Submit to Jiko
      </Button>
      <CommandDialog
        open={open}
        title="Submit this application?"
        state={apply.current}
        failed="The application was not submitted"
        fields={found.map(({ field }) => field)}
        submit="Submit"
        busyLabel="Submitting…"
        onSubmit={() => void apply.run({ applicationId: id })}
        onClose={() => setOpen(false)}
      >
        <p>Jiko looks at it from then on. Nothing can be changed after that.</p>
        {found.length > 0 ? (
          <ul className="flex flex-col gap-1">
            {found.map(({ field, message }) => (
              <li key={message}>
                <Link href={applicationHref(id, field as Part)} onClick={() => setOpen(false)} className="link">{stepWords[field as Part]}</Link>: {message}
              </li>
            ))}
          </ul>
        ) : null}
      </CommandDialog>
    </>
  );
}
