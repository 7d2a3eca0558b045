import { thresholdNames, thresholds, thresholdsOf, valueWords } from "../findings/thresholds";
import type { ThresholdName } from "../findings/types";
import type { PolicyContent } from "./types";
import type { PolicyChange } from "./words";

type Set = Pick<PolicyContent, "thresholds">;

/** What a threshold does, by this policy or by default, as a sentence without its full stop. */
export const thresholdSentence = (policy: Set, name: ThresholdName): string => thresholds[name].sentence(valueWords(name, thresholdsOf(policy)[name]));

const side = (policy: Set, name: ThresholdName): string[] => [
  thresholdSentence(policy, name),
  ...(policy.thresholds?.[name] === undefined ? ["By default: the policy sets none of its own"] : []),
];

function effect(name: ThresholdName, was: number, will: number): string[] {
  const { stricter } = thresholds[name];
  if (stricter === null || was === will) return [];
  return [will > was === (stricter === "higher") ? "More is pointed out than before" : "Less is pointed out than before"];
}

/** Every threshold that is another, by name and value. One that was the default and is now set to the same is another too: defaults can change. */
export function thresholdChanges(before: Set, after: Set): PolicyChange[] {
  const [was, will] = [thresholdsOf(before), thresholdsOf(after)];
  return thresholdNames.flatMap((name): PolicyChange[] => {
    const set = after.thresholds?.[name];
    if (before.thresholds?.[name] === set) return [];
    const moves =
      was[name] === will[name]
        ? `${valueWords(name, was[name])}, ${set === undefined ? "by default instead of set" : "set instead of by default"}`
        : `${valueWords(name, was[name])} → ${valueWords(name, will[name])}`;
    const sides = { before: side(before, name), after: [...side(after, name), ...effect(name, was[name], will[name])] };
    return [{ kind: "changed", rule: `${thresholds[name].label}: ${moves}`, ...sides }];
  });
}
