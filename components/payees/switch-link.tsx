"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useBarred } from "@/components/ui/desk";
import { Notice } from "@/components/ui/status";
import type { PayeeResult } from "@/lib/desk/commands/payees";
import { canBePaid } from "@/lib/forms/payee";

const words = {
  unlink: {
    button: "Unlink",
    busy: "Unlinking…",
    title: (name: string) => `Unlink ${name}?`,
    meaning:
      "Nobody can file a transfer to it afterwards. Requests that were filed before go on: whoever should not be paid must also be rejected or canceled under Approvals. It can be linked again at any time.",
  },
  link: {
    button: "Link again",
    busy: "Linking…",
    title: (name: string) => `Link ${name} again?`,
    meaning: "Transfers can be filed to it again, to the account that is shown on this page. Check that the account is still the right one.",
  },
} as const;

interface SwitchLinkProps {
  id: string;
  name: string;
  status: string;
}

/** Switches a payee off and on again, after saying what that means. */
export function SwitchLink({ id, name, status }: SwitchLinkProps) {
  const action = status === "UNLINKED" ? "link" : "unlink";
  const [open, setOpen] = useState(false);
  const mayNotManage = useBarred("payees.manage");
  const unlink = useCommand<{ payeeId: string }, PayeeResult>("payee.unlink", { onDone: () => setOpen(false) });
  const link = useCommand<{ payeeId: string }, PayeeResult>("payee.link", { onDone: () => setOpen(false) });
  const command = action === "link" ? link : unlink;
  const busy = [unlink, link].some(({ state }) => state === "running" || state === "checking");
  const ended = [unlink.current, link.current].find(({ state }) => state === "refused" || state === "not_done" || state === "checking");
  const { button, busy: busyLabel, title, meaning } = words[action];
  const why = mayNotManage ?? (status === "UNLINKED" || canBePaid(status) ? null : "Only a payee that can be paid can be unlinked.");

  const start = () => {
    unlink.reset();
    link.reset();
    setOpen(true);
  };
  const send = () => {
    setOpen(false);
    void command.run({ payeeId: id });
  };

  return (
    <div className="flex flex-col items-start gap-2">
      {ended && "message" in ended ? (
        <div role="alert">
          <Notice hue={ended.state === "checking" ? "waiting" : "failed"} title={ended.state === "checking" ? "We are checking what became of this" : "Nothing was changed"}>
            <p>{ended.message}</p>
            {ended.state === "refused" && ended.error?.reference ? (
              <p className="text-small">Reference <span className="font-mono select-all">{ended.error.reference}</span></p>
            ) : null}
          </Notice>
        </div>
      ) : null}
      <Button barred={why} busy={busy} busyLabel={busyLabel} onClick={start}>{button}…</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={title(name)}
        urgent
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Leave it as it is</Button>
            <Button tone={action === "unlink" ? "danger" : "primary"} onClick={send}>{button}</Button>
          </>
        }
      >
        <p>{meaning}</p>
      </Dialog>
    </div>
  );
}
