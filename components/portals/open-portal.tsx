"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { useCommand } from "@/components/api/use-command";
import { Button } from "@/components/ui/button";
import type { Tone } from "@/components/ui/button-look";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { useMay } from "@/components/ui/desk";
import { RadioField, SelectField, TextField } from "@/components/ui/field";
import type { PortalResult } from "@/lib/desk/commands/portals";
import { networkFault, portalNameFault, portalNameLimit, type PortalKind } from "@/lib/forms/portal";
import { portalHref } from "./address";
import { portalsQuery } from "./queries";
import { mayNot } from "./words";

interface Values {
  pocketId: string;
  name: string;
  type: PortalKind;
  network: string;
}

const fields = ["pocketId", "name", "network"] as const;
const empty = { name: "", type: "BANK_ACCOUNT", network: "" } as const;

/** The button that opens a portal, and its form. `pocketId` may be empty: then the pocket is chosen there. */
export function OpenPortal({ pocketId, tone }: { pocketId: string; tone?: Tone }) {
  const may = useMay("portals.manage");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button tone={tone} barred={may ? null : mayNot} onClick={() => setOpen(true)}>
        Open a portal
      </Button>
      {may ? <OpenDialog key={pocketId} pocketId={pocketId} open={open} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function OpenDialog({ pocketId, open, onClose }: { pocketId: string; open: boolean; onClose: () => void }) {
  const router = useRouter();
  const [values, setValues] = useState<Values>({ pocketId, ...empty });
  const [tried, setTried] = useState(false);
  const pockets = useQuery({ ...pocketsQuery(), enabled: open }).data?.items.filter(({ status }) => status === "OPEN");
  const portals = useQuery({ ...portalsQuery(values.pocketId, null), enabled: open && values.pocketId !== "" }).data?.items;
  const close = () => {
    setValues({ pocketId, ...empty });
    setTried(false);
    opening.reset();
    onClose();
  };
  const opening = useCommand<Values, PortalResult>("portal.open", {
    doneMessage: "The portal is open.",
    onDone: (result) => {
      close();
      if (result) router.push(portalHref({ id: result.portalId, pocket_id: result.pocketId }));
    },
  });
  const change = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }));
  const onChain = values.type === "CRYPTO_ADDRESS";
  const typed: Record<string, string | null> = {
    pocketId: values.pocketId ? null : "Choose the pocket that it leads to.",
    name: portalNameFault(values.name, portals),
    network: onChain ? networkFault(values.network) : null,
  };
  const sent = faultsOf(opening.current);
  const fault = (field: string) => (tried && typed[field]) || sent[field];
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title="Open a portal"
      state={opening.current}
      onEdit={opening.reset}
      failed="The portal was not opened"
      fields={fields}
      submit="Open"
      busyLabel="Opening…"
      onSubmit={() => {
        setTried(true);
        const network = onChain ? values.network.trim() : "";
        if (fields.every((field) => !typed[field])) void opening.run({ ...values, name: values.name.trim(), network });
      }}
    >
      <SelectField label="Pocket" value={values.pocketId} error={fault("pocketId")} onChange={(event) => change({ pocketId: event.target.value })}>
        <option value="">Choose a pocket</option>
        {pockets?.map(({ id, pocket_name }) => (
          <option key={id} value={id}>
            {pocket_name}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Name"
        hint={`For your colleagues, at most ${portalNameLimit} characters.`}
        value={values.name}
        error={fault("name")}
        required
        onChange={(event) => change({ name: event.target.value })}
      />
      <RadioField
        label="Kind"
        name="portal-kind"
        value={values.type}
        onChange={(type) => change({ type })}
        choices={[
          { value: "BANK_ACCOUNT", label: "Bank account", hint: "A routing and an account number, for wires and ACH." },
          { value: "CRYPTO_ADDRESS", label: "Chain address", hint: "An address on a network." },
        ]}
      />
      {onChain ? (
        <TextField
          label="Network"
          hint="As Jiko writes it, such as ETHEREUM. Jiko refuses what it does not serve."
          value={values.network}
          error={fault("network")}
          spellCheck={false}
          required
          onChange={(event) => change({ network: event.target.value })}
        />
      ) : null}
    </CommandDialog>
  );
}
