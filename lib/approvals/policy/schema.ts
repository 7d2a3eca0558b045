import { z } from "zod";
import { roles } from "@/lib/jiko/team";
import { cents } from "@/lib/treasury/money";
import { boundsFault, thresholdNames, thresholds } from "../findings/thresholds";
import { findingCodes, type ThresholdName, type Thresholds } from "../findings/types";
import { assurances, rails, type Policy, type PolicyContent } from "./types";

/** As many as a person can read through before signing a policy. */
export const mostRules = 40;

const id = z.guid().toLowerCase();
const amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER).transform(cents);
const days = z.int().min(1).max(3650);
const chosen = <T extends z.ZodType>(one: T) =>
  z
    .array(one)
    .min(1, "Choose at least one.")
    .refine((list) => new Set(list).size === list.length, "The same one twice.");
const findings = chosen(z.enum(findingCodes));

const signers = z.strictObject({ roles: chosen(z.enum(roles)).optional(), members: chosen(id).optional() });
const demand = z.strictObject({ count: z.int().min(1).max(10), from: signers, step: z.int().min(1).max(5) });

const conditions = z.strictObject({
  amountOver: amount.optional(),
  paidTodayOver: amount.optional(),
  // What cannot be told applies to every rule about rails; nobody can choose it.
  rails: chosen(z.enum(rails).exclude(["unknown"])).optional(),
  pockets: chosen(id).optional(),
  initiators: chosen(id).optional(),
  payeeNewerThanDays: days.optional(),
  payeeChangedWithinDays: days.optional(),
  findings: findings.optional(),
});

const outcome = z.strictObject({
  demands: z.array(demand).max(10),
  assurance: z.enum(assurances),
  acknowledge: findings.optional(),
  callBack: z.boolean().optional(),
  expiresAfterHours: z.int().min(1).max(24 * 90).optional(),
});

/** What does not show could make one name look like another. */
const name = z
  .string()
  .trim()
  .min(1, "Name the rule.")
  .max(80, "At most 80 characters.")
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, "The name holds characters that do not show.");
const rule = z.strictObject({ id, name, when: conditions, then: outcome });
const limit = z.strictObject({ for: signers, filedPerDay: amount.nullable(), signedPerDay: amount.nullable() });

const threshold = (which: ThresholdName) => {
  const { unit, least, most } = thresholds[which];
  const fault = boundsFault(which);
  const value = z.int(fault).min(least, fault).max(most, fault);
  return (unit === "cents" ? value.transform(cents) : value).optional();
};
/** An empty part would say the same as none and hash otherwise. */
const ownThresholds: z.ZodType<Partial<Thresholds>> = z
  .strictObject(Object.fromEntries(thresholdNames.map((which) => [which, threshold(which)])))
  .refine((set) => Object.keys(set).length > 0, "Set at least one threshold, or leave this out.");

const content = {
  rules: z.array(rule).min(1, "A policy has at least one rule.").max(mostRules),
  limits: z.array(limit).max(mostRules),
  thresholds: ownThresholds.optional(),
};

/** What holds for the whole: it must ask for at least one sign-off whatever the request, by one rule without conditions. */
const whole = <Schema extends z.ZodType<PolicyContent>>(schema: Schema) =>
  schema
    .refine(({ rules }) => new Set(rules.map((one) => one.id)).size === rules.length, { path: ["rules"], message: "Two rules have the same id." })
    .refine(({ rules }) => rules.some(({ when, then }) => Object.values(when).every((one) => one === undefined) && then.demands.length > 0), {
      path: ["rules"],
      message: "One rule must apply to every request and demand at least one sign-off.",
    });

/** What is proposed: a policy but for its number. */
export const policyContent: z.ZodType<PolicyContent> = whole(z.strictObject(content));

/** A policy as it is signed and kept. */
export const policySchema: z.ZodType<Policy> = whole(z.strictObject({ version: z.int().min(1), ...content }));
