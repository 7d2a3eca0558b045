"use client";

import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { CommandDialog } from "@/components/ui/command-dialog";
import { faultsOf } from "@/components/ui/command-notice";
import { Notice } from "@/components/ui/status";
import type { PocketDialogProps } from "./rename-dialog";
import { StrategyChoice, type StrategyValues } from "./strategy-choice";

export function StrategiesDialog({ pocket, open, onClose }: PocketDialogProps) {
  const kept = { depositStrategyId: pocket.deposit_strategy_id, reinvestmentStrategyId: pocket.reinvestment_strategy_id };
  const [chosen, setChosen] = useState<Partial<StrategyValues>>({});
  const close = () => {
    setChosen({});
    changing.reset();
    onClose();
  };
  const changing = useCommand<StrategyValues & { pocketId: string }>("pocket.strategies", {
    doneMessage: "Jiko has the new strategies. They apply to the next purchase.",
    onDone: close,
  });
  const values: StrategyValues = { depositStrategyId: kept.depositStrategyId, reinvestmentStrategyId: kept.reinvestmentStrategyId ?? "", ...chosen };
  const same = values.depositStrategyId === kept.depositStrategyId && values.reinvestmentStrategyId === (kept.reinvestmentStrategyId ?? "");
  return (
    <CommandDialog
      open={open}
      onClose={close}
      title={`Change the strategies of ${pocket.pocket_name}`}
      state={changing.current}
      onEdit={changing.reset}
      failed="The strategies were not changed"
      fields={["depositStrategyId", "reinvestmentStrategyId"]}
      submit="Change"
      busyLabel="Changing…"
      barred={same ? "These are its strategies now." : values.reinvestmentStrategyId ? null : "Choose one for money at maturity too."}
      onSubmit={() => void changing.run({ pocketId: pocket.id, ...values })}
    >
      <p>A change applies to the next purchase. The bills that the pocket holds stay until they mature or are sold.</p>
      {pocket.attributes.includes("JIKONET") ? (
        <Notice>This pocket is on JikoNet, where Jiko sets up the strategy itself. Jiko may refuse a change made here.</Notice>
      ) : null}
      <StrategyChoice values={values} onChange={(part) => setChosen((before) => ({ ...before, ...part }))} faults={faultsOf(changing.current)} kept={kept} />
    </CommandDialog>
  );
}
