"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { strategiesQuery } from "@/components/api/reads";
import { FieldError } from "@/components/ui/field";
import { Yield } from "@/components/ui/money";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { strategyBar, type StrategyUse } from "@/lib/forms/pocket";
import type { TradingStrategy } from "@/lib/jiko/trading-strategies";

export interface StrategyValues {
  depositStrategyId: string;
  reinvestmentStrategyId: string;
}

const uses: readonly (readonly [keyof StrategyValues, StrategyUse, string])[] = [
  ["depositStrategyId", "DEPOSIT", "New money"],
  ["reinvestmentStrategyId", "REINVESTMENT", "At maturity"],
];

interface StrategyChoiceProps {
  values: StrategyValues;
  onChange: (change: Partial<StrategyValues>) => void;
  faults: Record<string, string>;
  /** What the pocket has now, which can stay even where it is no longer on offer. */
  kept?: { depositStrategyId: string; reinvestmentStrategyId: string | null };
  /** Shows that a strategy of JikoNet pockets exists, and why it cannot be chosen. */
  jikoNet?: boolean;
}

/** All strategies with what they yield now, side by side, and a choice for each of the two uses. */
export function StrategyChoice(props: StrategyChoiceProps) {
  const strategies = useQuery(strategiesQuery());
  return (
    <QueryView query={strategies} what="the strategies" loading={<Waiting />}>
      {({ items }) => <Choices {...props} strategies={items} />}
    </QueryView>
  );
}

const cell = "border-t border-line px-2 py-1.5 first:pl-3 last:pr-3";
const choice = "text-center align-top";

function Choices({ values, onChange, faults, kept, jikoNet, strategies }: StrategyChoiceProps & { strategies: readonly TradingStrategy[] }) {
  const id = useId();
  const gone = [...new Set([kept?.depositStrategyId, kept?.reinvestmentStrategyId])].filter(
    (one): one is string => Boolean(one) && !strategies.some((known) => known.id === one),
  );
  return (
    <div className="flex flex-col gap-1">
      <div className="overflow-x-auto rounded-control border border-line">
        <table className="w-full border-collapse text-table">
          <caption className="sr-only">Strategies with their yields now, to choose one for new money and one for money at maturity</caption>
          <thead>
            <tr className="text-small text-ink-muted">
              <th scope="col" className="h-9 px-2 pl-3 text-left">Strategy and what it yields now</th>
              {uses.map(([field, , label]) => (
                <th key={field} scope="col" id={`${id}-${field}`} className="px-2 text-center last:pr-3">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {strategies.map((strategy) => {
              const bars = uses.map(([, use]) => strategyBar(strategy, use));
              const sentences = [...new Set(bars)].filter((bar) => bar !== null);
              return (
                <tr key={strategy.id}>
                  <th scope="row" id={`${id}-${strategy.id}`} className={`${cell} text-left font-regular`}>
                    <span className="block">{strategy.description}</span>
                    <span className="block text-small text-ink-muted">
                      <Yield fraction={strategy.yield_to_maturity} /> · <Yield fraction={strategy.discount_yield} kind="discount" />
                    </span>
                    {sentences.map((bar) => (
                      <span key={bar} id={`${id}-${strategy.id}-bar`} className="block text-small text-ink-muted">
                        {bar}
                      </span>
                    ))}
                  </th>
                  {uses.map(([field, , label], i) => (
                    <td key={field} className={`${cell} ${choice}`}>
                      <Radio
                        name={`${id}-${field}`}
                        label={`${label}: ${strategy.description}`}
                        checked={values[field] === strategy.id}
                        disabled={bars[i] !== null && kept?.[field] !== strategy.id}
                        describedBy={bars[i] ? `${id}-${strategy.id}-bar` : undefined}
                        onChange={() => onChange({ [field]: strategy.id })}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
            {gone.map((one) => (
              <tr key={one}>
                <th scope="row" className={`${cell} text-left font-regular`}>
                  {one}
                  <span className="block text-small text-ink-muted">No longer listed by Jiko.</span>
                </th>
                {uses.map(([field, , label]) => (
                  <td key={field} className={`${cell} ${choice}`}>
                    <Radio
                      name={`${id}-${field}`}
                      label={`${label}: ${one}`}
                      checked={values[field] === one}
                      disabled={kept?.[field] !== one}
                      onChange={() => onChange({ [field]: one })}
                    />
                  </td>
                ))}
              </tr>
            ))}
            {jikoNet ? (
              <tr>
                <th scope="row" className={`${cell} text-left font-regular`}>
                  JikoNet, 4 weeks
                  <span id={`${id}-jikonet`} className="block text-small text-ink-muted">
                    Jiko itself sets up pockets on JikoNet, with a strategy of their own. Ask Jiko for one.
                  </span>
                </th>
                {uses.map(([field, , label]) => (
                  <td key={field} className={`${cell} ${choice}`}>
                    <Radio name={`${id}-${field}`} label={`${label}: JikoNet, 4 weeks`} checked={false} disabled describedBy={`${id}-jikonet`} />
                  </td>
                ))}
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      {uses.map(([field, , label]) => (
        <FieldError key={field} id={`${id}-${field}-error`} error={faults[field] && `${label}: ${faults[field]}`} />
      ))}
    </div>
  );
}

interface RadioProps {
  name: string;
  label: string;
  checked: boolean;
  disabled: boolean;
  describedBy?: string;
  onChange?: () => void;
}

function Radio({ name, label, checked, disabled, describedBy, onChange = () => undefined }: RadioProps) {
  return (
    <label className="inline-flex size-6 items-center justify-center max-sm:size-11">
      <span className="sr-only">{label}</span>
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={describedBy}
        onChange={onChange}
        className="size-4 accent-accent"
      />
    </label>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="rounded-control border border-line">
      {Array.from({ length: 6 }, (_, i) => (
        <div key={i} className="flex h-12 items-center border-t border-line px-3 first:border-0">
          <Skeleton width="24ch" />
        </div>
      ))}
    </div>
  );
}
