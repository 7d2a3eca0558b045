import { failureText } from "@/lib/approvals/failure";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { formatCents } from "@/lib/treasury/money";
import { plain } from "./plain";
import { signersOf } from "./signers";
import type { Telling } from "./types";

const rails: Record<string, string> = { WIRE: "Wire", ON_US: "Transfer", USDC: "USDC payout" };

const named = (text: string) => plain(text, 80);

/** `Wire of $2,500,000.00 to Sample Supplies LLC`: no account, no description. */
export function transferLine({ transfer }: TransferRequest): string {
  const { amount } = transfer;
  const known = amount.type === "REQUESTED_AMOUNT" ? formatCents(amount.amount_usdc) : null;
  const how = known ?? (amount.type === "FULL_WITHDRAWAL" ? "everything" : "an unknown amount");
  const own = transfer.type === "ON_US" && transfer.details.type === "INTERNAL_REALLOCATION";
  const to = transfer.counterparty_name ? ` to ${named(transfer.counterparty_name)}` : own ? " between own pockets" : "";
  return `${rails[transfer.type] ?? "Transfer"} of ${how}${to}`;
}

const about = (request: TransferRequest) => ({ subjectId: request.id.toLowerCase(), channel: false, urgent: false });
const once = (kind: string, request: TransferRequest, turn = "") => `${kind} ${request.id.toLowerCase()}${turn && ` ${turn}`}`;
const initiator = (request: TransferRequest) => ({ members: [request.created_by.member_id.toLowerCase()] });
const filedBy = (request: TransferRequest) => `${named(request.created_by.name)} filed it.`;

type Rest = Pick<Telling, "to" | "title" | "text"> & Partial<Telling>;

function telling(request: TransferRequest, kind: string, rest: Rest, turn?: string): Telling {
  return { ...about(request), kind, once: once(kind, request, turn), ...rest };
}

export function waits(request: TransferRequest): Telling {
  const { required_approvals: count } = request;
  return telling(request, "request.waits", {
    to: signersOf(request),
    channel: true,
    title: `Waits for approval: ${transferLine(request)}`,
    text: `${filedBy(request)} It needs ${count === 1 ? "one approval" : `${count} approvals`} at Jiko.`,
  });
}

export function rejected(request: TransferRequest): Telling {
  const by = request.reviewers.find(({ decision }) => decision === "REJECTED");
  const why = by?.reason ? ` The reason: “${plain(by.reason, 200)}”` : "";
  return telling(request, "request.rejected", {
    to: initiator(request),
    title: `Rejected: ${transferLine(request)}`,
    text: `${by ? named(by.name) : "Somebody"} rejected it. No money left the pocket.${why}`,
  });
}

/** Money that has left and comes back is another thing than a payment that never ran; it is told once all the same. */
const broken = (request: TransferRequest, kind: string, title: string): Telling =>
  telling(request, kind, {
    once: once("request.failed", request),
    to: initiator(request),
    title: `${title}: ${transferLine(request)}`,
    text: failureText(request.failure_reason),
  });

export const failed = (request: TransferRequest): Telling => broken(request, "request.failed", "Failed");
export const returned = (request: TransferRequest): Telling => broken(request, "request.returned", "Came back");

/** Whoever has signed here already need not be reminded: `signed`. */
export const reminder = (request: TransferRequest, signed: readonly string[], days: number, turn: number): Telling =>
  telling(
    request,
    "request.reminder",
    {
      to: signersOf(request, signed),
      title: `Still waits for approval: ${transferLine(request)}`,
      text: `${filedBy(request)} It waits for ${days === 1 ? "a day" : `${days} days`} now.`,
    },
    String(turn),
  );

export const expiring = (request: TransferRequest, signed: readonly string[], expiry: string): Telling =>
  telling(request, "request.expiring", {
    to: signersOf(request, signed),
    title: `Expires soon: ${transferLine(request)}`,
    text: `${filedBy(request)} It expires on ${expiry} and cannot be signed here after that.`,
  });

/** Two tellings: Jiko knows of no expiry, so somebody must cancel the request, and that is its initiator. */
export const expired = (request: TransferRequest): Telling[] => [
  telling(
    request,
    "request.expired",
    {
      to: initiator(request),
      title: `Has expired: ${transferLine(request)}`,
      text: "Nobody can sign it here any more. Cancel it, and file it again if it is still wanted. At Jiko it waits until somebody does.",
    },
    "initiator",
  ),
  telling(
    request,
    "request.expired",
    {
      to: signersOf(request),
      title: `Has expired: ${transferLine(request)}`,
      text: `It cannot be signed here any more; ${named(request.created_by.name)} is asked to cancel it.`,
    },
    "signers",
  ),
];
