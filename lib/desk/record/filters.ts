import "server-only";
import { and, eq, gte, like, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { actionGroups, type ActionGroup } from "@/lib/audit/words";
import { startOf } from "@/lib/clock";
import { auditEntry } from "@/lib/db/schema/audit";
import { date } from "@/lib/jiko/schemas";

const groups = Object.keys(actionGroups) as [ActionGroup, ...ActionGroup[]];
const outcomes = ["done", "refused", "not_done", "failed", "canceled", "unknown"] as const;

/** Which entries: of whom, of what kind, about what, with what outcome, and of which days of the company, both inclusive. */
export const recordFilters = z
  .strictObject({
    member: z.string().max(200).optional(),
    group: z.enum(groups).optional(),
    subject: z.string().max(200).optional(),
    outcome: z.enum(outcomes).optional(),
    from: date.optional(),
    to: date.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "The last day lies before the first." });
export type RecordFilters = z.output<typeof recordFilters>;

/** The entries of a customer that the filters leave. */
export const entriesOf = (customerId: string, { member, group, subject, outcome, from, to }: RecordFilters): SQL =>
  and(
    eq(auditEntry.customerId, customerId),
    member ? eq(auditEntry.memberId, member) : undefined,
    group ? or(...actionGroups[group][1].map((beginning) => like(auditEntry.action, `${beginning}%`))) : undefined,
    subject ? eq(auditEntry.subjectId, subject) : undefined,
    outcome ? eq(auditEntry.outcome, outcome) : undefined,
    from ? gte(auditEntry.at, startOf(from).toISOString()) : undefined,
    to ? lt(auditEntry.at, startOf(to, 1).toISOString()) : undefined,
  )!;
