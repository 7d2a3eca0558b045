import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { AmountField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { emptyLimit, type LimitForm } from "@/lib/approvals/policy/form";
import { actingRoles, type Choices } from "./choices";
import { TickList } from "./tick-list";

interface LimitsProps {
  limits: readonly LimitForm[];
  onChange: (limits: LimitForm[]) => void;
  /** What is wrong, by the place below `limits`. */
  fault: (field: string) => string | null;
  choices: Choices;
}

/** What members may file and sign in one business day. */
export function LimitsEditor({ limits, onChange, fault, choices }: LimitsProps) {
  const set = (at: number, part: Partial<LimitForm>) => onChange(limits.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <Panel title="Limits of members" aside={<span className="text-small text-ink-muted">In one business day; the lowest that fits a member counts</span>}>
      <div className="flex flex-col gap-4">
        {limits.map((limit, i) => (
          <fieldset key={i} className="flex min-w-0 flex-col gap-3 rounded-control border border-line px-3 py-2.5">
            <legend className="px-1 text-small text-ink-muted">Limit {i + 1}</legend>
            <div className="grid gap-3 sm:grid-cols-2">
              {(["filedPerDay", "signedPerDay"] as const).map((name) => (
                <AmountField
                  key={name}
                  label={name === "filedPerDay" ? "May file" : "May sign"}
                  optional
                  value={limit[name]}
                  error={fault(`${i}.${name}`)}
                  onChange={({ target }) => set(i, { [name]: target.value })}
                />
              ))}
            </div>
            <p className="text-small text-ink-muted">With nobody chosen below, it holds for everybody.</p>
            <TickList
              label="Of roles"
              choices={actingRoles}
              chosen={limit.for.roles}
              error={fault(`${i}.for.roles`)}
              onChange={(roles) => set(i, { for: { ...limit.for, roles } })}
            />
            <TickList
              label="Of members"
              choices={choices.members}
              chosen={limit.for.members}
              error={fault(`${i}.for.members`)}
              onChange={(members) => set(i, { for: { ...limit.for, members } })}
            />
            <div>
              <Button tone="quiet" onClick={() => onChange(limits.filter((_, k) => k !== i))} aria-label={`Remove limit ${i + 1}`}>Remove this limit</Button>
            </div>
          </fieldset>
        ))}
        <div>
          <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => onChange([...limits, emptyLimit])}>Add a limit</Button>
        </div>
      </div>
    </Panel>
  );
}
