import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { draft } from "@/lib/db/schema/draft";
import { AppError } from "@/lib/errors";
import { checkTransfer, toCreateTransfer, transferKinds, type TransferValues } from "@/lib/forms/transfer";
import { accountOf, nameOf } from "@/lib/jiko/counterparties";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { transferRequestsCreate, transferRequestsGet, type CreateTransfer, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { filedToday, limitFault, oneAtATime } from "../approvals/limits";
import { memberOf } from "../approvals/look";
import { command, Unclear } from "../command";
import { policyInForce } from "../policy/in-force";
import { refuseFrozen } from "./freeze";
import { orAbsent, readPayee, readPocket, type Reader } from "../sources";

const text = (max: number) => z.string().max(max);

/** The form as `lib/forms/transfer.ts` has it; what is said about it is said there. */
const values: z.ZodType<TransferValues> = z.strictObject({
  kind: z.enum(transferKinds),
  originPocketId: text(50),
  destinationPocketId: text(50),
  counterpartyId: text(50),
  transferType: z.enum(["BANK_TRANSFER", "SECURITY_TRANSFER"]),
  amountMode: z.enum(["amount", "everything"]),
  amount: text(100),
  description: text(1000),
  endToEnd: text(1000),
  reviewers: z.array(text(50)).max(100),
});

const input = z.strictObject({ draftId: z.uuid().toLowerCase(), values });

interface Intent {
  memberId: string;
  transfer: CreateTransfer;
  reviewers: string[];
}

export interface FileResult {
  transferId: string;
  status: string;
  requiredApprovals: number;
}

const resultOf = (request: TransferRequest): FileResult => ({
  transferId: request.id,
  status: request.status,
  requiredApprovals: request.required_approvals,
});

const targetOf = (transfer: CreateTransfer | TransferRequest["transfer"]): unknown => {
  if (transfer.type === "WIRE" || transfer.type === "USDC") return transfer.counterparty_id;
  if (transfer.type !== "ON_US") return null;
  const { details } = transfer;
  if (details.type === "PEER_TO_PEER") return details.destination_counterparty_id;
  return details.type === "INTERNAL_REALLOCATION" ? details.destination_pocket_id : null;
};

/** What makes two transfers the same, as one text. Jiko may answer null or nothing for what was left empty. */
function essence(transfer: CreateTransfer | TransferRequest["transfer"]): string {
  const { amount } = transfer;
  const onUs = transfer.type === "ON_US" ? transfer : null;
  return JSON.stringify([
    transfer.type,
    transfer.type === "UNKNOWN" ? null : transfer.origin_pocket_id,
    targetOf(transfer),
    amount.type === "REQUESTED_AMOUNT" ? amount.amount_usdc : amount.type,
    ("description" in transfer && transfer.description) || null,
    onUs && [
      onUs.details.type,
      (onUs.details.type === "INTERNAL_REALLOCATION" && onUs.details.transfer_type) || null,
      onUs.end_to_end_identification || null,
    ],
  ]);
}

/** Whether the reviewers are those who were named. Where none was named the list fills with whoever decides. */
const sameReviewers = ({ reviewers }: TransferRequest, named: string[]): boolean =>
  named.every((id) => reviewers.some(({ member_id }) => member_id === id)) &&
  reviewers.every(({ decision, member_id }) => decision !== "PENDING" || named.includes(member_id));

/**
 * What a request at Jiko is to the one that was to be filed: the same, somebody else's, or of the same member under the
 * same id with another content. The last may be ours, changed by Jiko on the way, or an earlier filing of this form.
 */
function standingOf(request: TransferRequest, { transfer, memberId, reviewers }: Intent): "same" | "changed" | "foreign" {
  if (request.id.toLowerCase() !== transfer.id.toLowerCase() || request.created_by.member_id !== memberId) return "foreign";
  return essence(request.transfer) === essence(transfer) && sameReviewers(request, reviewers) ? "same" : "changed";
}

/** Never "nothing was filed": whoever believes that files the payment a second time. */
const stands = ({ id }: TransferRequest): AppError =>
  new AppError("conflict", {
    message: "A transfer stands under this form's id at Jiko, but not as it is typed here. Look at it first, before you file anything else.",
    data: { transferId: id },
  });
const taken = "Another transfer stands under this form's id at Jiko. Nothing was filed; begin a new transfer.";

const readBack = (client: JikoClient, { transfer }: Intent) => client.call(transferRequestsGet, { params: { transfer_id: transfer.id } });

export const file = command<z.output<typeof input>, Intent, FileResult>({
  name: "transfer.file",
  permission: "transfers.file",
  reads: "transfers.read",
  changes: ["transfer-requests", "notifications"],
  input,
  subjectId: ({ draftId }) => draftId,
  refusedDetails: ({ values: { kind, originPocketId } }) => ({ transferKind: kind, originPocketId }),
  texts: {
    done: "Filed. It waits for approval now.",
    unknown:
      "Jiko did not answer clearly. The transfer may or may not have been filed; " +
      "we are checking and will show the result here. It will not be filed twice.",
    notDone: "The transfer did not reach Jiko. Nothing was filed; your form is kept, and you can file it again.",
    blocked: "This transfer was sent before, and it is not known yet whether it arrived. Wait for that first; nothing was sent now.",
  },

  async prepare({ session, client }, { draftId, values: form }) {
    const typed = checkTransfer(form, { memberId: session.memberId });
    if (!typed.ok) throw new AppError("invalid_input", { fields: typed.faults });
    const read: Reader = (op, given) => client.call(op, given, { for: "command" });
    const own = form.kind === "own";
    const [origin, destination, payee] = await Promise.all([
      readPocket(read, form.originPocketId),
      own ? readPocket(read, form.destinationPocketId) : null,
      own ? null : readPayee(read, form.counterpartyId),
    ]);
    const checked = checkTransfer(form, {
      pockets: [origin, destination].filter((one) => one !== null),
      payees: payee ? [{ id: payee.id, type: payee.type, status: payee.status, name: nameOf(payee.counterparty_name) }] : [],
      memberId: session.memberId,
    });
    if (!checked.ok) throw new AppError("invalid_input", { fields: checked.faults });
    return {
      intent: { memberId: session.memberId, transfer: toCreateTransfer(checked, draftId) as CreateTransfer, reviewers: form.reviewers },
      details: {
        transferKind: form.kind,
        originPocketId: form.originPocketId,
        destinationPocketId: own ? form.destinationPocketId : null,
        counterpartyId: own ? null : form.counterpartyId,
        payeeName: payee && nameOf(payee.counterparty_name),
        payeeEnding: payee && (accountOf(payee)?.slice(-4) ?? null),
        amount: checked.cents,
        reviewers: form.reviewers,
        role: session.role,
      },
      async claim(tx) {
        const { customerId, memberId } = session;
        await refuseFrozen(tx, customerId);
        // "Everything" is what the pocket holds now: more than that it can hardly be.
        const upper = checked.cents === "everything" ? (origin?.portfolio?.total_value ?? null) : checked.cents;
        const { policy, fault: unsound } = await policyInForce(customerId, tx);
        await oneAtATime(tx, memberId);
        const fault = unsound ?? limitFault(policy, memberOf(session), "filedPerDay", await filedToday(customerId, memberId, tx), upper);
        if (fault) throw new AppError("conflict", { message: fault });
        return { details: { upperAmount: upper } };
      },
    };
  },

  async call(client, intent) {
    try {
      return resultOf(await client.call(transferRequestsCreate, { body: { transfer: intent.transfer, reviewers: intent.reviewers } }));
    } catch (error) {
      if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
      // The id is taken. Either an earlier try arrived after all, or it belongs to something else: only reading tells.
      const found = await readBack(client, intent).catch((cause: unknown) => {
        throw new Unclear("The id is taken at Jiko, and what stands under it could not be read", cause);
      });
      const standing = standingOf(found, intent);
      if (standing === "same") return resultOf(found);
      if (standing === "changed") throw stands(found);
      throw new AppError("conflict", { message: taken, cause: error });
    }
  },

  async findOut(client, intent) {
    const found = await orAbsent(readBack(client, intent));
    const standing = found ? standingOf(found, intent) : "foreign";
    if (standing === "changed") return { state: "refused", error: stands(found!) };
    return standing === "same" ? { state: "done", result: resultOf(found!) } : { state: "not_done" };
  },

  async onDone(tx, { transfer }, { customerId, memberId }) {
    await tx.delete(draft).where(and(eq(draft.customerId, customerId), eq(draft.memberId, memberId), eq(draft.id, transfer.id)));
  },
});
