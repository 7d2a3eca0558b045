import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { instantAt, now } from "@/lib/clock";
import { callBack } from "@/lib/db/schema/approvals";
import { AppError } from "@/lib/errors";
import { callBackDays, callBackLimits, callBackWays } from "@/lib/forms/call-back";
import { counterpartiesGet, nameOf } from "@/lib/jiko/counterparties";
import { lineFault, tidy } from "@/lib/payees/text";
import { checkedText } from "../checked-text";
import { deskCommand } from "../desk-command";
import { adderBar, membershipsOf, uncheckable } from "../payees/call-back";
import { markFits, markOf } from "../payees/fingerprint";
import { orAbsent, type Reader } from "../sources";

const line = (ask: string | null, limit: number) => checkedText((typed) => lineFault(tidy(typed), { ask, limit })).transform(tidy);

/** Clocks of people run a little ahead of ours. */
const aheadMs = 5 * 60_000;

const when = z.strictObject({ day: z.iso.date("Give the day."), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give the time.") });

const input = z
  .strictObject({
    payeeId: z.guid().toLowerCase(),
    mark: z.string().max(200),
    how: z.enum(callBackWays, "Choose how it was confirmed."),
    contact: line("Say with whom.", callBackLimits.contact),
    source: line("Say where the number or address was taken from.", callBackLimits.source),
    note: line(null, callBackLimits.note),
    ...when.shape,
  })
  .superRefine((given, context) => {
    const { success, data } = when.safeParse({ day: given.day, time: given.time });
    if (!success) return;
    const ago = now().getTime() - instantAt(data.day, data.time).getTime();
    const fault = (message: string) => context.addIssue({ code: "custom", path: ["day"], message });
    if (ago < -aheadMs) fault("This is in the future.");
    if (ago > callBackDays * 24 * 3_600_000) fault(`This is more than ${callBackDays} days ago. Ask again.`);
  });

/** A second person asked a payee, by a way that was known before, whether its account is right. */
export const confirmPayee = deskCommand({
  name: "payee.confirm",
  permission: "payees.confirm",
  changes: ["payee-checks"],
  input,
  subjectId: ({ payeeId }) => payeeId,
  done: "The call-back is recorded.",

  async look({ session, client }, { payeeId, mark }) {
    const read: Reader = (op, given) => client.call(op, given, { for: "command" });
    const [payee, memberships] = await Promise.all([
      orAbsent(read(counterpartiesGet, { params: { counterparty_id: payeeId } })),
      membershipsOf(read, session),
    ]);
    if (!payee) throw new AppError("not_found", { message: "There is no such payee." });
    const unknown = uncheckable(payee);
    if (unknown) throw new AppError("conflict", { message: unknown });
    if (!markFits(payee, mark)) {
      const message = "The payee's name or account is no longer what you were shown. Nothing was recorded; look again.";
      throw new AppError("conflict", { message });
    }
    return { payee, memberships };
  },

  async apply(tx, { session, at, seen: { payee, memberships } }, { payeeId, how, contact, source, note, day, time }) {
    const { customerId, memberId, name, email } = session;
    const barred = await adderBar(tx, customerId, memberships, payeeId);
    if (barred) throw new AppError("forbidden", { message: barred });
    const row = {
      id: randomUUID(), customerId, counterpartyId: payeeId, fingerprint: markOf(payee), how, contact, source, note: note || null,
      confirmedAt: instantAt(day, time), memberId, memberName: name, email: email.toLowerCase(), recordedAt: at,
    };
    await tx.insert(callBack).values(row);
    const { id, fingerprint } = row;
    const about = { payeeName: nameOf(payee.counterparty_name), how, contact, source, note, confirmedAt: row.confirmedAt.toISOString() };
    return { result: { id }, details: { callBackId: id, fingerprint, ...about } };
  },
});
