import { cents, formatCents, type Cents } from "@/lib/treasury/money";
import { thresholdNames, thresholds } from "../findings/thresholds";
import type { ThresholdName } from "../findings/types";
import { assurances, type Assurance, type PolicyContent, type Signers } from "./types";
import { given } from "./given";

/** Characters that the reason for a policy may have. */
export const policyNoteLimit = 500;

/** Conditions that are typed, and those that are chosen. */
export const typedConditions = ["amountOver", "paidTodayOver", "payeeNewerThanDays", "payeeChangedWithinDays"] as const;
export const chosenConditions = ["rails", "pockets", "initiators", "findings"] as const;
export type Typed = (typeof typedConditions)[number];
export type Chosen = (typeof chosenConditions)[number];

/** The form of a policy: texts as they were typed. Its shape is that of the policy, so that both name a place alike. */
export interface SignersForm {
  roles: string[];
  members: string[];
}
export interface DemandForm {
  count: string;
  step: string;
  from: SignersForm;
}
export interface RuleForm {
  id: string;
  name: string;
  /** Only the conditions that were added are there. */
  when: Partial<Record<Typed, string> & Record<Chosen, string[]>>;
  then: { demands: DemandForm[]; assurance: Assurance; acknowledge: string[]; callBack: boolean; expiresAfterHours: string };
}
export interface LimitForm {
  for: SignersForm;
  /** Empty: no limit. */
  filedPerDay: string;
  signedPerDay: string;
}
export interface PolicyForm {
  rules: RuleForm[];
  limits: LimitForm[];
  /** Empty or not there: the default. */
  thresholds: Partial<Record<ThresholdName, string>>;
  note: string;
}

export const emptyDemand: DemandForm = { count: "1", step: "1", from: { roles: [], members: [] } };
export const emptyLimit: LimitForm = { for: { roles: [], members: [] }, filedPerDay: "", signedPerDay: "" };
export const emptyRule = (id: string): RuleForm => ({
  id, name: "", when: {},
  then: { demands: [emptyDemand], assurance: "passkey", acknowledge: [], callBack: false, expiresAfterHours: "" },
});

const typedAmount = (amount: Cents | null | undefined): string => (amount == null ? "" : formatCents(amount).slice(1));
const typedThreshold = (name: ThresholdName, value: number): string => (thresholds[name].unit === "cents" ? typedAmount(cents(value)) : String(value));
const signersForm = ({ roles = [], members = [] }: Signers): SignersForm => ({ roles: [...roles], members: [...members] });

/** The form of a policy as it stands, to begin a change from. */
export function formOf({ rules, limits, thresholds: set = {} }: PolicyContent): PolicyForm {
  return {
    note: "",
    rules: rules.map(({ id, name, when, then }) => ({
      id, name,
      when: given({
        amountOver: when.amountOver === undefined ? undefined : typedAmount(when.amountOver),
        paidTodayOver: when.paidTodayOver === undefined ? undefined : typedAmount(when.paidTodayOver),
        payeeNewerThanDays: when.payeeNewerThanDays?.toString(),
        payeeChangedWithinDays: when.payeeChangedWithinDays?.toString(),
        rails: when.rails && [...when.rails], pockets: when.pockets && [...when.pockets],
        initiators: when.initiators && [...when.initiators], findings: when.findings && [...when.findings],
      }),
      then: {
        demands: then.demands.map(({ count, step, from }) => ({ count: String(count), step: String(step), from: signersForm(from) })),
        assurance: then.assurance, acknowledge: [...(then.acknowledge ?? [])], callBack: then.callBack ?? false,
        expiresAfterHours: then.expiresAfterHours?.toString() ?? "",
      },
    })),
    limits: limits.map((one) => ({ for: signersForm(one.for), filedPerDay: typedAmount(one.filedPerDay), signedPerDay: typedAmount(one.signedPerDay) })),
    thresholds: given(Object.fromEntries(thresholdNames.map((name) => [name, set[name] === undefined ? undefined : typedThreshold(name, set[name])]))),
  };
}

type Loose = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);
const object = (value: unknown): Loose => (value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Loose) : {});
const objects = (value: unknown): Loose[] => (Array.isArray(value) ? value.map(object) : []);
const signers = (value: unknown): SignersForm => ({ roles: texts(object(value).roles), members: texts(object(value).members) });

function readRule(value: Loose): RuleForm {
  const [when, then] = [object(value.when), object(value.then)];
  return {
    id: text(value.id), name: text(value.name),
    when: Object.fromEntries([
      ...typedConditions.filter((name) => name in when).map((name) => [name, text(when[name])]),
      ...chosenConditions.filter((name) => name in when).map((name) => [name, texts(when[name])]),
    ]) as RuleForm["when"],
    then: {
      demands: objects(then.demands).map(({ count, step, from }) => ({ count: text(count), step: text(step), from: signers(from) })),
      assurance: assurances.find((one) => one === then.assurance) ?? "passkey",
      acknowledge: texts(then.acknowledge), callBack: then.callBack === true, expiresAfterHours: text(then.expiresAfterHours),
    },
  };
}

function readThresholds(value: unknown): PolicyForm["thresholds"] {
  const typed = object(value);
  return Object.fromEntries(thresholdNames.filter((name) => name in typed).map((name) => [name, text(typed[name])]));
}

/** The form as a draft holds it. */
export const readPolicyForm = (value: Record<string, unknown>): PolicyForm => ({
  note: text(value.note),
  rules: objects(value.rules).map(readRule),
  limits: objects(value.limits).map((one) => ({ for: signers(one.for), filedPerDay: text(one.filedPerDay), signedPerDay: text(one.signedPerDay) })),
  thresholds: readThresholds(value.thresholds),
});
