import { CircleMinus, CirclePlus, Pencil, type LucideIcon } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import { Badge, type Hue } from "@/components/ui/status";
import type { PolicyContent } from "@/lib/approvals/policy/types";
import { policyChanges, type Names, type PolicyChange } from "@/lib/approvals/policy/words";

const kinds: Record<PolicyChange["kind"], readonly [word: string, hue: Hue, icon: LucideIcon]> = {
  added: ["Added", "done", CirclePlus],
  changed: ["Changed", "waiting", Pencil],
  removed: ["Removed", "failed", CircleMinus],
};

function Side({ title, words, empty }: { title: string; words: readonly string[]; empty: string }) {
  return (
    <div className="min-w-0">
      <p className="text-small text-ink-muted">{title}</p>
      {words.length > 0 ? (
        <ul className="list-disc pl-5">
          {words.map((one, i) => (
            <li key={i} className="wrap-anywhere">{one}</li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-muted">{empty}</p>
      )}
    </div>
  );
}

interface DifferenceProps {
  before: PolicyContent;
  /** "Version 2", "Built in" */
  beforeTitle: string;
  after: PolicyContent;
  afterTitle: string;
  names: Names;
}

/** What one policy changes of another, old beside new, rule by rule. */
export function Difference({ before, beforeTitle, after, afterTitle, names }: DifferenceProps) {
  const changes = policyChanges(before, after, names);
  return (
    <Panel flush title="What changes" aside={<span className="text-small text-ink-muted">{beforeTitle} beside {afterTitle.toLowerCase()}</span>}>
      {changes.length === 0 ? (
        <p className="px-4 py-3">Nothing: both ask for the same. The order of rules changes only how they read.</p>
      ) : (
        <ul className="divide-y divide-line">
          {changes.map(({ kind, rule, before: was, after: will }, i) => {
            const [word, hue, icon] = kinds[kind];
            return (
              <li key={i} className="flex flex-col gap-2 px-4 py-3">
                <h3 className="flex flex-wrap items-center gap-2 font-strong wrap-anywhere">
                  <Badge hue={hue} icon={icon}>{word}</Badge> {rule}
                </h3>
                <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
                  <Side title={beforeTitle} words={was} empty="Not there." />
                  <Side title={afterTitle} words={will} empty={kind === "removed" ? "No longer there." : "None."} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

/** What a version is called. */
export const versionTitle = ({ number, state }: { number: number; state: string }): string => (state === "built_in" ? "Built in" : `Version ${number}`);
