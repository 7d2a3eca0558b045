import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { draft } from "@/lib/db/schema/draft";
import { AppError } from "@/lib/errors";
import { typedName, type PayeeValues } from "@/lib/forms/payee";
import {
  accountOf,
  counterpartiesCreate,
  counterpartiesGet,
  counterpartiesList,
  counterpartiesUpdate,
  isPayable,
  nameOf,
  type Counterparty,
} from "@/lib/jiko/counterparties";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { checkPayee, formField } from "@/lib/payees/check";
import { findingsOf } from "@/lib/payees/look-alike";
import { command, Unclear, type Command } from "../command";
import { fingerprintOf, fits, type Fingerprint } from "../payees/fingerprint";
import { payeeValues } from "../payees/input";
import { allPages } from "./all-pages";
import { orAbsent } from "../sources";

const adding = z.strictObject({
  draftId: z.uuid().toLowerCase(),
  values: payeeValues,
  /** Keys of what the review pointed out. */
  seen: z.array(z.string().max(100)).max(1000),
  /** Random, and kept nowhere: the record holds a hash of what was sent, and without this no account could be tried out against it. */
  salt: z.uuid(),
});

interface AddIntent {
  draftId: string;
  wanted: Fingerprint;
  /** Payees like it that were there before. */
  known: string[];
}

export interface PayeeResult {
  payeeId: string;
  status: string;
}

const resultOf = ({ id, status }: Counterparty): PayeeResult => ({ payeeId: id, status });
const endingOf = (payee: Counterparty): string | null => accountOf(payee)?.slice(-4) ?? null;
const readAll = (client: JikoClient): Promise<Counterparty[]> =>
  allPages((query) => client.call(counterpartiesList, { query }, { for: "command" }));

const unknown = (what: string) =>
  `Jiko did not answer clearly. ${what}; we are checking and will show the result here. Nothing will be sent twice.`;

/** The body that a form stands for. Throws `invalid_input` with a fault per field. */
function bodyOf(values: PayeeValues) {
  const checked = checkPayee(values);
  if (!checked.ok) throw new AppError("invalid_input", { fields: checked.faults });
  return checked.body;
}

/** Jiko's 422 with the names that the form has for its fields. */
function inFormsWords(error: unknown, values: PayeeValues): unknown {
  if (!(error instanceof JikoError) || error.code !== "invalid_input" || error.fields.length === 0) return error;
  const { message, operation, effect, upstreamStatus, requestId, detail, fields } = error;
  const renamed = fields.map((one) => ({ ...one, field: formField(one.field, values) ?? one.field }));
  return new JikoError("invalid_input", { message, operation, effect, upstreamStatus, requestId, detail, fields: renamed, cause: error });
}

/** Jiko knows no key against a second payee, so a fingerprint and the ids that exist beforehand tell the new one from the others. */
export const addPayee = command<z.output<typeof adding>, AddIntent, PayeeResult>({
  name: "payee.add",
  permission: "payees.manage",
  reads: "transfers.read",
  changes: ["counterparties"],
  input: adding,
  subjectId: ({ draftId }) => draftId,
  refusedDetails: ({ values }) => ({ payeeKind: values.kind, payeeName: typedName(values).slice(0, 200) }),
  texts: {
    done: "The payee is at Jiko, which checks it now.",
    unknown: unknown("The payee may or may not have been added"),
    notDone: "The payee did not reach Jiko. Nothing was added; your form is kept, and you can send it again.",
    blocked: "You sent this payee before, and it is not known yet whether it arrived. Wait for that first; nothing was sent now.",
  },

  async prepare({ session, client }, { draftId, values, seen }) {
    const body = bodyOf(values);
    const known = await readAll(client);
    const findings = findingsOf(body, known);
    const unseen = findings.filter(({ key }) => !seen.includes(key));
    if (unseen.length > 0) {
      const message = "There is something about this payee that you were not shown. Nothing was sent; look at the review again.";
      throw new AppError("conflict", { message, data: { unseen: unseen.map(({ key }) => key) } });
    }
    const wanted = fingerprintOf(body);
    return {
      intent: { draftId, wanted, known: known.filter((one) => fits(one, wanted)).map(({ id }) => id) },
      details: {
        payeeKind: values.kind,
        payeeName: nameOf({ middle_name: null, ...body.counterparty_name } as Counterparty["counterparty_name"]),
        payeeEnding: ("identifier" in body ? body.identifier : "account_number" in body ? body.account_number : body.address).slice(-4),
        pointedOut: findings.map(({ key }) => key),
        role: session.role,
      },
    };
  },

  async call(client, _, { values }) {
    try {
      return resultOf(await client.call(counterpartiesCreate, { body: bodyOf(values) }));
    } catch (error) {
      throw inFormsWords(error, values);
    }
  },

  async findOut(client, { wanted, known }) {
    const found = (await readAll(client)).find((one) => !known.includes(one.id) && fits(one, wanted));
    return found ? { state: "done", result: resultOf(found) } : { state: "not_done" };
  },

  async onDone(tx, { draftId }, { customerId, memberId }) {
    await tx.delete(draft).where(and(eq(draft.customerId, customerId), eq(draft.memberId, memberId), eq(draft.id, draftId)));
  },
});

const switching = z.strictObject({ payeeId: z.guid().toLowerCase() });

interface SwitchIntent {
  payeeId: string;
  status: "LINKED" | "UNLINKED";
}

/** Whether a payee stands as it was to stand. A payee that is linked again may come back verified at once. */
const isSo = (payee: Counterparty, status: SwitchIntent["status"]): boolean =>
  status === "LINKED" ? isPayable(payee) : payee.status === "UNLINKED";

interface SwitchKind {
  name: string;
  status: SwitchIntent["status"];
  /** Why a payee cannot be switched, by the state that it is in. */
  barred(payee: Counterparty): string | null;
  texts: Command["texts"];
}

const switchPayee = ({ name, status, barred, texts }: SwitchKind) =>
  command<z.output<typeof switching>, SwitchIntent, PayeeResult>({
    name,
    permission: "payees.manage",
    reads: "transfers.read",
    changes: ["counterparties"],
    input: switching,
    subjectId: ({ payeeId }) => payeeId,
    texts,

    async prepare({ session, client }, { payeeId }) {
      const payee = await client.call(counterpartiesGet, { params: { counterparty_id: payeeId } }, { for: "command" });
      const why = barred(payee);
      if (why) throw new AppError("conflict", { message: why });
      const about = { payeeName: nameOf(payee.counterparty_name), payeeEnding: endingOf(payee), before: payee.status, after: status };
      return { intent: { payeeId, status }, details: { ...about, role: session.role } };
    },

    async call(client, { payeeId }) {
      const params = { counterparty_id: payeeId };
      try {
        return resultOf(await client.call(counterpartiesUpdate, { params, body: { status } }));
      } catch (error) {
        if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
        // Something on the way may have sent it twice, or a colleague was faster: then it stands as it was to stand.
        const found = await client.call(counterpartiesGet, { params }).catch((cause: unknown) => {
          throw new Unclear("Jiko found a conflict, and how the payee stands could not be read", cause);
        });
        if (isSo(found, status)) return resultOf(found);
        throw error;
      }
    },

    async findOut(client, { payeeId }) {
      const found = await orAbsent(client.call(counterpartiesGet, { params: { counterparty_id: payeeId } }));
      return found && isSo(found, status) ? { state: "done", result: resultOf(found) } : { state: "not_done" };
    },
  });

const notDone = "This did not reach Jiko. The payee is as it was; look at it again before you go on.";
const blocked = "What you sent about this payee before is not known to have arrived yet. Wait for that first; nothing was sent now.";
const otherwise = (status: string) => `Its status at Jiko is ${status.toLowerCase()}. Nothing was changed.`;

export const unlinkPayee = switchPayee({
  name: "payee.unlink",
  status: "UNLINKED",
  texts: { done: "The payee is unlinked. Nothing new can be filed to it.", unknown: unknown("The payee may or may not be unlinked"), notDone, blocked },
  barred: (payee) => (isPayable(payee) ? null : `Only a payee that can be paid can be unlinked. ${otherwise(payee.status)}`),
});

export const linkPayee = switchPayee({
  name: "payee.link",
  status: "LINKED",
  texts: { done: "The payee is linked again and can be paid.", unknown: unknown("The payee may or may not be linked again"), notDone, blocked },
  barred: (payee) => (payee.status === "UNLINKED" ? null : `Only an unlinked payee can be linked again. ${otherwise(payee.status)}`),
});
