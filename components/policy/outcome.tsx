import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SelectField, TextField, TickField } from "@/components/ui/field";
import { emptyDemand, type DemandForm, type RuleForm } from "@/lib/approvals/policy/form";
import { assurances, type Assurance } from "@/lib/approvals/policy/types";
import { findingChoices, signingRoles, type Choices } from "./choices";
import { PlaceFault } from "./place-fault";
import { TickList } from "./tick-list";

interface OutcomeProps {
  id: string;
  then: RuleForm["then"];
  onChange: (then: RuleForm["then"]) => void;
  /** What is wrong, by the place below `then`. */
  fault: (field: string) => string | null;
  choices: Choices;
}

const assuranceLabels: Record<Assurance, string> = {
  passkey: "With a passkey",
  "fresh-sign-in": "After signing in at Jiko anew",
  session: "While signed in",
};

/** What a rule asks for. */
export function Outcome({ id, then, onChange, fault, choices }: OutcomeProps) {
  const set = (part: Partial<RuleForm["then"]>) => onChange({ ...then, ...part });
  const setDemand = (at: number, part: Partial<DemandForm>) => set({ demands: then.demands.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-strong">What it asks for</h3>
      {then.demands.map((demand, i) => (
        <DemandFields
          key={i}
          demand={demand}
          number={then.demands.length > 1 ? i + 1 : null}
          onChange={(part) => setDemand(i, part)}
          onRemove={() => set({ demands: then.demands.filter((_, k) => k !== i) })}
          fault={(field) => fault(`demands.${i}.${field}`)}
          choices={choices}
        />
      ))}
      <PlaceFault id={`${id}-demands`} error={fault("demands")} />
      <div>
        <Button
          icon={<Plus aria-hidden className="size-4" />}
          barred={then.demands.length >= 10 ? "At most ten." : null}
          onClick={() => set({ demands: [...then.demands, emptyDemand] })}
        >
          Add sign-offs
        </Button>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label="Signed" value={then.assurance} onChange={({ target }) => set({ assurance: target.value as Assurance })}>
          {assurances.toReversed().map((one) => (
            <option key={one} value={one}>{assuranceLabels[one]}</option>
          ))}
        </SelectField>
        <TextField
          label="Expires after hours"
          optional
          inputMode="numeric"
          value={then.expiresAfterHours}
          error={fault("expiresAfterHours")}
          onChange={({ target }) => set({ expiresAfterHours: target.value })}
        />
      </div>
      <TickField
        label="The payee’s account must be confirmed by a call back first"
        checked={then.callBack}
        onChange={({ target }) => set({ callBack: target.checked })}
      />
      <TickList
        label="Findings to tick before signing, where they are there"
        choices={findingChoices}
        chosen={then.acknowledge}
        error={fault("acknowledge")}
        onChange={(acknowledge) => set({ acknowledge })}
      />
    </div>
  );
}

interface DemandProps {
  demand: DemandForm;
  /** Null where it is the only one. */
  number: number | null;
  onChange: (part: Partial<DemandForm>) => void;
  onRemove: () => void;
  fault: (field: string) => string | null;
  choices: Choices;
}

function DemandFields({ demand: { count, step, from }, number, onChange, onRemove, fault, choices }: DemandProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-control border border-line px-3 py-2.5">
      <legend className="px-1 text-small text-ink-muted">Sign-offs{number === null ? "" : ` ${number}`}</legend>
      <div className="grid grid-cols-2 gap-3">
        <TextField label="How many" inputMode="numeric" value={count} error={fault("count")} onChange={({ target }) => onChange({ count: target.value })} />
        <TextField
          label="Step"
          inputMode="numeric"
          value={step}
          error={fault("step")}
          onChange={({ target }) => onChange({ step: target.value })}
        />
      </div>
      <p className="text-small text-ink-muted">
        A step begins when all sign-offs of the one before are there. With nobody chosen below, whoever may sign counts.
      </p>
      <TickList
        label="Of roles"
        choices={signingRoles}
        chosen={from.roles}
        error={fault("from.roles")}
        onChange={(roles) => onChange({ from: { ...from, roles } })}
      />
      <TickList
        label="Of members"
        choices={choices.signers}
        chosen={from.members}
        error={fault("from.members")}
        onChange={(members) => onChange({ from: { ...from, members } })}
      />
      <div>
        <Button tone="quiet" onClick={onRemove}>Remove these sign-offs</Button>
      </div>
    </fieldset>
  );
}
