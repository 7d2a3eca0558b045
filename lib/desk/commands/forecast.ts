import "server-only";
import { randomUUID } from "node:crypto";
import { and, count, eq, gte } from "drizzle-orm";
import { z } from "zod";
import { bankingNow, dayOf } from "@/lib/clock";
import { plannedFlow, recurringVerdict } from "@/lib/db/schema/treasury";
import { AppError } from "@/lib/errors";
import { pocketsGet } from "@/lib/jiko/pockets";
import { lineFault, tidy } from "@/lib/payees/text";
import { sha256Hex } from "@/lib/sha256";
import { addDays } from "@/lib/treasury/business-days";
import { isDay } from "@/lib/treasury/day";
import { checkedText } from "../checked-text";
import { deskCommand } from "../desk-command";
import { orAbsent } from "../sources";
import { projectedDays } from "@/lib/treasury/projection";
import { isRecurring } from "../treasury/projection";

const changes = ["forecast"] as const;
const permission = "forecast.edit";

/**
 * Whether a flow that came back in a rhythm is expected again: for everybody's projection, until somebody decides otherwise. The
 * record names the flow by a hash, because its name holds a counterparty's.
 */
export const judgeRecurring = deskCommand({
  name: "forecast.judge",
  permission,
  changes,
  input: z.strictObject({ id: z.string().min(1).max(1_000), verdict: z.enum(["accepted", "struck", "open"]) }),
  subjectId: () => null,
  done: "The projection follows it.",
  async look({ session }, { id }) {
    if (!(await isRecurring(session.customerId, dayOf(await bankingNow()), id))) throw new AppError("not_found", { message: "This flow is no longer found." });
  },
  async apply(tx, { session: { customerId, memberId, name }, at }, { id, verdict }) {
    await tx.delete(recurringVerdict).where(and(eq(recurringVerdict.customerId, customerId), eq(recurringVerdict.recurringId, id)));
    if (verdict !== "open") await tx.insert(recurringVerdict).values({ customerId, recurringId: id, verdict, memberId, memberName: name, at });
    return { result: { verdict }, details: { flow: sha256Hex(id), verdict } };
  },
});

const mostPlanned = 200;
/** Ten billion dollars: more is a slip of the finger. */
const largest = 1_000_000_000_000;

/** A flow that somebody expects: a tax payment, a round of funding. */
export const planFlow = deskCommand({
  name: "forecast.plan",
  permission,
  changes,
  input: z.strictObject({
    pocketId: z.guid("Choose a pocket.").toLowerCase(),
    day: z.string().refine(isDay, "Enter a day as year, month and day."),
    amount: z.int("Enter an amount.").min(-largest).max(largest).refine((cents) => cents !== 0, "Enter an amount above zero."),
    text: checkedText((typed) => lineFault(tidy(typed), { ask: "Say what it is.", limit: 100 })).transform(tidy),
  }),
  subjectId: ({ pocketId }) => pocketId,
  done: "The projection counts it.",
  async look({ client }, { pocketId }) {
    const pocket = await orAbsent(client.call(pocketsGet, { params: { pocket_id: pocketId } }, { for: "command" }));
    if (!pocket) throw new AppError("not_found", { message: "There is no such pocket." });
    return dayOf(await bankingNow());
  },
  async apply(tx, { session: { customerId, memberId, name }, at, seen: today }, { pocketId, day, amount, text }) {
    const fault = (message: string) => new AppError("invalid_input", { fields: [{ field: "day", message }] });
    if (day < today) throw fault("This day has passed.");
    if (day > addDays(today, projectedDays - 1)) throw fault("The projection ends before this day.");
    const [known] = await tx.select({ rows: count() }).from(plannedFlow).where(and(eq(plannedFlow.customerId, customerId), gte(plannedFlow.day, today)));
    if (known!.rows >= mostPlanned) throw new AppError("conflict", { message: `There are ${mostPlanned} expected flows. Take one back first.` });
    const id = randomUUID();
    await tx.insert(plannedFlow).values({ customerId, id, pocketId, day, amount, text, memberId, memberName: name, at });
    return { result: { id }, details: { plannedId: id, pocketId, day, amount, text: sha256Hex(text) } };
  },
});

/** Takes an expected flow back, whoever wrote it down. */
export const dropPlanned = deskCommand({
  name: "forecast.drop",
  permission,
  changes,
  input: z.strictObject({ id: z.guid().toLowerCase() }),
  subjectId: () => null,
  done: "The projection no longer counts it.",
  async apply(tx, { session: { customerId } }, { id }) {
    const [gone] = await tx.delete(plannedFlow).where(and(eq(plannedFlow.customerId, customerId), eq(plannedFlow.id, id))).returning();
    if (!gone) throw new AppError("not_found", { message: "This expected flow is no longer there." });
    return { result: { id }, details: { plannedId: id, pocketId: gone.pocketId, day: gone.day, amount: gone.amount } };
  },
});
