import { parseAmount, type Cents } from "@/lib/treasury/money";
import { boundsFault, thresholdNames, thresholds } from "../findings/thresholds";
import type { ThresholdName } from "../findings/types";
import type { Chosen, LimitForm, PolicyForm, RuleForm, SignersForm, Typed } from "./form";
import { given } from "./given";
import type { Conditions, Limit, Outcome, PolicyContent, Rule, Signers } from "./types";

export interface Fault {
  field: string;
  message: string;
}

/** Reads texts into what they mean, and notes what is wrong at which place. */
class Reading {
  readonly faults: Fault[] = [];

  fault(field: string, message: string): undefined {
    this.faults.push({ field, message });
  }

  amount(field: string, text: string): Cents | undefined {
    const parsed = parseAmount(text);
    return parsed.ok ? parsed.cents : this.fault(field, parsed.message);
  }

  whole(field: string, text: string, most: number): number | undefined {
    const value = /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : 0;
    return value >= 1 && value <= most ? value : this.fault(field, `Enter a whole number from 1 to ${most}.`);
  }

  chosen<T extends string>(field: string, list: readonly string[]): T[] | undefined {
    return list.length > 0 ? ([...list] as T[]) : this.fault(field, "Choose at least one.");
  }
}

const signersOf = ({ roles, members }: SignersForm): Signers =>
  given({ roles: roles.length > 0 ? (roles as Signers["roles"]) : undefined, members: members.length > 0 ? members : undefined });

function conditionsOf(reading: Reading, at: string, when: RuleForm["when"]): Conditions {
  const typed = <T>(name: Typed, read: (field: string, text: string) => T | undefined) =>
    when[name] === undefined ? undefined : read(`${at}.${name}`, when[name]);
  const chosen = <T extends string>(name: Chosen) => (when[name] === undefined ? undefined : reading.chosen<T>(`${at}.${name}`, when[name]));
  const amount = (field: string, text: string) => reading.amount(field, text);
  const days = (field: string, text: string) => reading.whole(field, text, 3650);
  return given({
    amountOver: typed("amountOver", amount), paidTodayOver: typed("paidTodayOver", amount),
    rails: chosen<NonNullable<Conditions["rails"]>[number]>("rails"), pockets: chosen("pockets"), initiators: chosen("initiators"),
    payeeNewerThanDays: typed("payeeNewerThanDays", days), payeeChangedWithinDays: typed("payeeChangedWithinDays", days),
    findings: chosen("findings"),
  });
}

function outcomeOf(reading: Reading, at: string, { demands, assurance, acknowledge, callBack, expiresAfterHours }: RuleForm["then"]): Outcome {
  return given({
    demands: demands.map(({ count, step, from }, i) => ({
      count: reading.whole(`${at}.demands.${i}.count`, count, 10) ?? 1,
      step: reading.whole(`${at}.demands.${i}.step`, step, 5) ?? 1,
      from: signersOf(from),
    })),
    assurance,
    acknowledge: acknowledge.length > 0 ? acknowledge : undefined,
    callBack: callBack || undefined,
    expiresAfterHours: expiresAfterHours.trim() === "" ? undefined : reading.whole(`${at}.expiresAfterHours`, expiresAfterHours, 24 * 90),
  });
}

/** What one rule of the form means so far, for a reader; what is not right yet is left out. */
export const ruleOf = (form: RuleForm, reading = new Reading(), at = ""): Rule => ({
  id: form.id, name: form.name.trim(),
  when: conditionsOf(reading, `${at}when`, form.when),
  then: outcomeOf(reading, `${at}then`, form.then),
});

function limitOf(reading: Reading, at: string, form: LimitForm): Limit {
  const amount = (name: "filedPerDay" | "signedPerDay") => (form[name].trim() === "" ? null : (reading.amount(`${at}.${name}`, form[name]) ?? null));
  if (form.filedPerDay.trim() === "" && form.signedPerDay.trim() === "") reading.fault(`${at}.filedPerDay`, "Enter at least one of the two amounts.");
  return { for: signersOf(form.for), filedPerDay: amount("filedPerDay"), signedPerDay: amount("signedPerDay") };
}

function thresholdOf(reading: Reading, name: ThresholdName, text: string): number | undefined {
  const { unit, least, most } = thresholds[name];
  if (text.trim() === "") return undefined;
  const parsed = parseAmount(text);
  const value = unit === "cents" ? (parsed.ok ? parsed.cents : NaN) : /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : NaN;
  return value >= least && value <= most ? value : reading.fault(`thresholds.${name}`, boundsFault(name));
}

/** The policy that a form means, and what is wrong with it by place; what only the whole can tell is for the server to say. */
export function contentOf({ rules, limits, thresholds: typed }: Omit<PolicyForm, "note">): { content: PolicyContent; faults: Fault[] } {
  const reading = new Reading();
  const set = given(Object.fromEntries(thresholdNames.map((name) => [name, thresholdOf(reading, name, typed[name] ?? "")])));
  const content = given({
    rules: rules.map((one, i) => {
      if (one.name.trim() === "") reading.fault(`rules.${i}.name`, "Name the rule.");
      return ruleOf(one, reading, `rules.${i}.`);
    }),
    limits: limits.map((one, i) => limitOf(reading, `limits.${i}`, one)),
    thresholds: Object.keys(set).length > 0 ? (set as PolicyContent["thresholds"]) : undefined,
  });
  return { content, faults: reading.faults };
}
