import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { RuleForm } from "@/lib/approvals/policy/form";
import { ruleOf } from "@/lib/approvals/policy/form-content";
import type { Names } from "@/lib/approvals/policy/words";
import type { Choices } from "./choices";
import { Conditions } from "./conditions";
import { Outcome } from "./outcome";
import { RuleWords } from "./rules";

interface RuleEditorProps {
  rule: RuleForm;
  at: number;
  count: number;
  onChange: (rule: RuleForm) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  /** What is wrong, by the place below this rule. */
  fault: (field: string) => string | null;
  choices: Choices;
  names: Names;
}

/** One rule, with how it reads so far. */
export function RuleEditor({ rule, at, count, onChange, onMove, onRemove, fault, choices, names }: RuleEditorProps) {
  const called = rule.name.trim() || `rule ${at + 1}`;
  const icon = "size-4";
  return (
    <Panel
      title={`${at + 1}. ${rule.name.trim() || "A new rule"}`}
      aside={
        <span className="flex flex-wrap items-start gap-1">
          {/* Barred rather than gone at the ends: whoever moves a rule by keyboard keeps the focus. */}
          <Button
            tone="quiet"
            icon={<ArrowUp aria-hidden className={icon} />}
            barred={at === 0 ? "It is the first." : null}
            onClick={() => onMove(-1)}
            aria-label={`Move ${called} up`}
          >
            Up
          </Button>
          <Button
            tone="quiet"
            icon={<ArrowDown aria-hidden className={icon} />}
            barred={at === count - 1 ? "It is the last." : null}
            onClick={() => onMove(1)}
            aria-label={`Move ${called} down`}
          >
            Down
          </Button>
          <Button tone="quiet" icon={<Trash2 aria-hidden className={icon} />} onClick={onRemove} aria-label={`Remove ${called}`}>Remove</Button>
        </span>
      }
    >
      <div className="flex flex-col gap-5">
        <TextField label="Name of the rule" value={rule.name} error={fault("name")} onChange={({ target }) => onChange({ ...rule, name: target.value })} />
        <Conditions when={rule.when} onChange={(when) => onChange({ ...rule, when })} fault={(name) => fault(`when.${name}`)} choices={choices} />
        <Outcome id={rule.id} then={rule.then} onChange={(then) => onChange({ ...rule, then })} fault={(field) => fault(`then.${field}`)} choices={choices} />
        <div className="rounded-control bg-sunken px-3 py-2">
          <h3 className="text-small text-ink-muted">So it reads</h3>
          <RuleWords rule={ruleOf(rule)} names={names} />
        </div>
      </div>
    </Panel>
  );
}
