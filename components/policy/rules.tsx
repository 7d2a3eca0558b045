import { Panel } from "@/components/ui/panel";
import { defaultThresholds, thresholdNames, valueWords } from "@/lib/approvals/findings/thresholds";
import type { ThresholdName } from "@/lib/approvals/findings/types";
import { thresholdSentence } from "@/lib/approvals/policy/threshold-words";
import type { PolicyContent, Rule } from "@/lib/approvals/policy/types";
import { limitWords, thenWords, whenWords, type Names } from "@/lib/approvals/policy/words";

const limitSentence = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}.`;

/** A rule in sentences: when it applies, and what it asks for. */
export function RuleWords({ rule, names }: { rule: Pick<Rule, "when" | "then">; names: Names }) {
  return (
    <>
      <p className="wrap-anywhere text-ink-muted">{whenWords(rule.when, names)}:</p>
      <ul className="list-disc pl-5">
        {thenWords(rule.then, names).map((words) => (
          <li key={words} className="wrap-anywhere">{words}.</li>
        ))}
      </ul>
    </>
  );
}

/** A policy in sentences. */
export function PolicyRules({ policy, names, title = "Rules" }: { policy: PolicyContent; names: Names; title?: string }) {
  const { rules, limits } = policy;
  return (
    <>
      <Panel flush title={title} aside={<span className="text-small text-ink-muted">All that apply hold together; none weakens another.</span>}>
        <ol className="divide-y divide-line">
          {rules.map((rule) => (
            <li key={rule.id} className="flex max-w-prose flex-col gap-1 px-4 py-3">
              <h3 className="font-strong wrap-anywhere">{rule.name}</h3>
              <RuleWords rule={rule} names={names} />
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title="Limits of members" aside={<span className="text-small text-ink-muted">In one business day</span>}>
        {limits.length > 0 ? (
          <ul className="flex flex-col gap-1">
            {limits.map((one, i) => (
              <li key={i} className="wrap-anywhere">{limitSentence(limitWords(one, names))}</li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-muted">None: what a member files and signs in a day is not limited here.</p>
        )}
      </Panel>
      <PolicyThresholds policy={policy} />
    </>
  );
}

/** What the findings go by: what this policy sets of its own, and the defaults for all else. */
function PolicyThresholds({ policy }: { policy: PolicyContent }) {
  const own = (name: ThresholdName) => policy.thresholds?.[name] !== undefined;
  return (
    <Panel title="Thresholds of the findings" aside={<span className="text-small text-ink-muted">What this policy sets is said so; the rest is the default</span>}>
      <ul className="flex max-w-prose flex-col gap-1">
        {thresholdNames.map((name) => (
          <li key={name} className={own(name) ? "wrap-anywhere" : "wrap-anywhere text-ink-muted"}>
            {thresholdSentence(policy, name)}.
            {own(name) ? <span className="font-strong"> Set here; by default {valueWords(name, defaultThresholds[name])}.</span> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
