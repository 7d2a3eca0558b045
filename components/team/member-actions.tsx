"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { useMay } from "@/components/ui/desk";
import { Dialog } from "@/components/ui/dialog";
import { RadioField } from "@/components/ui/field";
import { Notice } from "@/components/ui/status";
import type { TeamResult } from "@/lib/desk/commands/team";
import { changeBar, roleChoices, roleWord } from "@/lib/forms/team";
import type { Role, TeamMember } from "@/lib/jiko/team";
import { manageBarred } from "./words";

interface MemberActionsProps {
  member: TeamMember;
  /** The team as far as it was read; undefined while it is not. */
  team: readonly TeamMember[] | undefined;
  /** Whether that is all of it: only then can it be told here that somebody is the last admin. */
  complete: boolean;
  own: boolean;
}

type Open = "role" | "state" | null;

/** What an admin can change of a member, each with its reason on the button where it cannot be done. */
export function MemberActions({ member, team, complete, own }: MemberActionsProps) {
  const mayManage = useMay("team.manage");
  const [open, setOpen] = useState<Open>(null);
  const active = member.status === "ACTIVE" || member.status === "INVITED";
  // The command reads the whole team; what is not known here is not claimed here.
  const lastAdmin = complete && team && member.status === "ACTIVE" ? changeBar(member, { status: "INACTIVE" }, team) : null;
  const barred = mayManage ? lastAdmin : manageBarred;
  return (
    <>
      <Button tone="primary" barred={barred} onClick={() => setOpen("role")}>
        Change role
      </Button>
      {active ? (
        <Button barred={barred} onClick={() => setOpen("state")}>
          {member.status === "INVITED" ? "Withdraw the invitation" : "Deactivate"}
        </Button>
      ) : (
        <Button barred={mayManage ? null : manageBarred} onClick={() => setOpen("state")}>
          Reactivate
        </Button>
      )}
      <RoleDialog open={open === "role"} member={member} own={own} onClose={() => setOpen(null)} />
      <StateDialog open={open === "state"} member={member} own={own} active={active} onClose={() => setOpen(null)} />
    </>
  );
}

interface DialogProps {
  open: boolean;
  member: TeamMember;
  own: boolean;
  onClose: () => void;
}

function RoleDialog({ open, member, own, onClose }: DialogProps) {
  const [chosen, setChosen] = useState<Role | null>(null);
  const command = useCommand<{ memberId: string; role: Role }, TeamResult>("team.changeRole", {
    doneMessage: "The role is changed.",
    onDone: () => {
      setChosen(null);
      command.reset();
      onClose();
    },
  });
  const { current } = command;
  const busy = current.state === "running" || current.state === "checking";
  const close = () => {
    if (current.state === "running") return;
    command.reset();
    onClose();
  };
  const role = chosen ?? roleChoices.find((one) => one.role === member.role)?.role ?? null;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={`Change the role of ${member.name}`}
      footer={
        <>
          <Button onClick={close}>Back</Button>
          <Button
            tone="primary"
            busy={busy}
            busyLabel={current.state === "checking" ? "Checking…" : "Changing…"}
            barred={role === null || role === member.role ? "Choose another role first." : null}
            onClick={() => role && void command.run({ memberId: member.id, role })}
          >
            Change role
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {own ? (
          <Notice hue="waiting" title="This is your own account">
            Without the role admin you can no longer manage the team, and cannot give the role back to yourself.
          </Notice>
        ) : null}
        <RadioField
          label="Role"
          name="role"
          hint={`Now: ${roleWord(member.role)}. The new role holds at once, in open sessions too.`}
          choices={roleChoices.map(({ role: value, label, may }) => ({ value, label, hint: may }))}
          value={role}
          onChange={setChosen}
        />
        <CommandNotice state={current} failed="The role was not changed" />
      </div>
    </Dialog>
  );
}

function StateDialog({ open, member, own, active, onClose }: DialogProps & { active: boolean }) {
  const done = { onDone: () => onClose() };
  const deactivate = useCommand<{ memberId: string }, TeamResult>("team.deactivate", { ...done, doneMessage: "The member is deactivated." });
  const reactivate = useCommand<{ memberId: string }, TeamResult>("team.reactivate", { ...done, doneMessage: "The member is active again." });
  const command = active ? deactivate : reactivate;
  const { current } = command;
  const busy = current.state === "running" || current.state === "checking";
  const invited = member.status === "INVITED";
  const words = !active
    ? { title: `Reactivate ${member.name}?`, act: "Reactivate", busy: "Reactivating…", text: `${member.name} can sign in again, as ${roleWord(member.role).toLowerCase()}.` }
    : invited
      ? { title: `Withdraw the invitation of ${member.name}?`, act: "Withdraw", busy: "Withdrawing…", text: "The invitation can no longer be accepted. You can reactivate the member later." }
      : {
          title: `Deactivate ${member.name}?`,
          act: "Deactivate",
          busy: "Deactivating…",
          text: `${member.name} can no longer sign in at Jiko, and every session on this desk ends at once. What ${member.name} filed or signed stays. You can reactivate the member later.`,
        };
  const close = () => {
    if (current.state === "running") return;
    command.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={words.title}
      urgent
      footer={
        <>
          <Button onClick={close}>Back</Button>
          <Button
            tone={active ? "danger" : "primary"}
            busy={busy}
            busyLabel={current.state === "checking" ? "Checking…" : words.busy}
            onClick={() => void command.run({ memberId: member.id })}
          >
            {words.act}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {own ? (
          <Notice hue="failed" title="This is your own account">
            You are signed out at once and cannot come back by yourself: another admin must reactivate you.
          </Notice>
        ) : null}
        <p>{words.text}</p>
        <CommandNotice state={current} failed="Nothing was changed" />
      </div>
    </Dialog>
  );
}
