import { formatCents, cents } from "@/lib/treasury/money";
import type { CompanyState, Member, NotificationRecord, TransferRequest } from "./types";
import { idFrom } from "./wire";

const rails = { WIRE: "Wire", ON_US: "Transfer", USDC: "USDC payout" } as const;

function sentence(state: CompanyState, { transfer }: TransferRequest): string {
  const { amount } = transfer;
  const how = amount.type === "REQUESTED_AMOUNT" && "amount_usdc" in amount ? formatCents(cents(Number(amount.amount_usdc))) : "everything";
  const from = state.pockets.find(({ id }) => id === transfer.origin_pocket_id)?.pocket_name ?? "a pocket";
  return `${rails[transfer.type]} of ${how} from ${from}`;
}

/** Who may sign a request: those who were named, else every active approver and administrator but its creator (assumed). */
const eligible = (state: CompanyState, { reviewers, created_by }: TransferRequest): Member[] =>
  state.members.filter(
    ({ id, role, status }) =>
      status === "ACTIVE" &&
      id !== created_by.member_id &&
      (role === "APPROVER" || role === "ADMIN") &&
      (!reviewers.some(({ decision }) => decision === "PENDING") || reviewers.some(({ member_id }) => member_id === id)),
  );

/** What everybody who may sign a request is told when it is filed. */
export function aboutRequest(state: CompanyState, request: TransferRequest): NotificationRecord[] {
  return eligible(state, request).map(({ id: member_id }) => ({
    id: idFrom(`notification ${request.id} ${member_id}`),
    title: "A transfer waits for you",
    description: sentence(state, request),
    type: "TRANSFER_REQUEST_PENDING_APPROVAL",
    status: "UNREAD",
    created_at: request.created_at,
    notification_metadata: { transfer_id: request.id },
    member_id,
    object_type: "Notification",
  }));
}
