"use client";

import { useState, type FormEvent } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice, faultsOf } from "@/components/ui/command-notice";
import { Dialog } from "@/components/ui/dialog";
import { RadioField, TextField } from "@/components/ui/field";
import type { TeamResult } from "@/lib/desk/commands/team";
import { emailLimit, invitationFaults, memberNameLimit, roleChoices, type Invitation } from "@/lib/forms/team";
import type { TeamMember } from "@/lib/jiko/team";

interface InviteDialogProps {
  open: boolean;
  /** Members that are here already, as far as they are known: their addresses cannot be invited. */
  team: readonly TeamMember[];
  /** With the name of who was invited. */
  onClose: (invited?: string) => void;
}

const nobody: Invitation = { name: "", email: "", role: "" };
const formId = "invite-member";

/** Invites somebody to the company's team at Jiko. What was typed stays until it is sent or the page is left. */
export function InviteDialog({ open, team, onClose }: InviteDialogProps) {
  const [form, setForm] = useState(nobody);
  const [tried, setTried] = useState(false);
  const invite = useCommand<Invitation, TeamResult>("team.invite", {
    doneMessage: "The invitation was sent.",
    onDone: () => {
      const { name } = form;
      setForm(nobody);
      setTried(false);
      invite.reset();
      onClose(name.trim());
    },
  });
  const { current } = invite;
  const busy = current.state === "running" || current.state === "checking";
  const faults = tried ? invitationFaults(form, team) : [];
  const faultOf = (field: keyof Invitation) =>
    faults.find((one) => one.field === field)?.message ?? faultsOf(current)[field] ?? null;
  const change = (part: Partial<Invitation>) => {
    setForm((before) => ({ ...before, ...part }));
    invite.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && invitationFaults(form, team).length === 0) void invite.run(form);
  };

  return (
    <Dialog
      open={open}
      onClose={() => current.state !== "running" && onClose()}
      title="Invite a member"
      footer={
        <>
          <Button onClick={() => current.state !== "running" && onClose()}>Back</Button>
          <Button tone="primary" type="submit" form={formId} busy={busy} busyLabel={current.state === "checking" ? "Checking…" : "Inviting…"}>
            Invite
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <TextField
          label="Name"
          value={form.name}
          error={faultOf("name")}
          maxLength={memberNameLimit + 50}
          ref={(input) => input?.setAttribute("autofocus", "")}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label="E-mail"
          type="email"
          hint="Jiko sends the invitation there."
          value={form.email}
          error={faultOf("email")}
          maxLength={emailLimit + 50}
          onChange={(event) => change({ email: event.target.value })}
        />
        <RadioField
          label="Role"
          name="role"
          choices={roleChoices.map(({ role, label, may }) => ({ value: role, label, hint: may }))}
          value={roleChoices.find(({ role }) => role === form.role)?.role ?? null}
          error={faultOf("role")}
          onChange={(role) => change({ role })}
        />
        <CommandNotice state={current} failed="The invitation was not sent" fields={["name", "email", "role"]} />
      </form>
    </Dialog>
  );
}
