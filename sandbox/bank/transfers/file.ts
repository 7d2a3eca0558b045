import type { z } from "zod";
import { isPayable, nameOf } from "@/lib/jiko/counterparties";
import type { transferRequestsCreate } from "@/lib/jiko/transfer-requests";
import { cents } from "@/lib/treasury/money";
import { aboutRequest } from "@/sandbox/company/notifications";
import type { Counterparty, Member, TransferRequest } from "@/sandbox/company/types";
import { conflict, forbidden, invalid, notFound } from "../errors";
import type { Books } from "../types";

type Filing = z.output<(typeof transferRequestsCreate)["body"]>;
type Loc = (string | number)[];

function openPocket(books: Books, id: string, loc: Loc) {
  const pocket = books.state.company.pockets.find((one) => one.id === id);
  if (!pocket) throw invalid(loc, "Unknown pocket", id);
  if (pocket.status !== "OPEN") throw invalid(loc, `The pocket is ${pocket.status}`, id);
  return pocket;
}

function payee(books: Books, id: string, types: readonly Counterparty["type"][], loc: Loc) {
  const found = books.state.company.counterparties.find((one) => one.id === id);
  if (!found) throw invalid(loc, "Unknown counterparty", id);
  if (!types.includes(found.type)) throw invalid(loc, `A counterparty of type ${found.type} cannot be paid this way`, id);
  if (!isPayable(found)) throw invalid(loc, `The counterparty is ${found.status}`, id);
  return found;
}

/** Checks pockets and payee by the rules of transfers.md section 1 (assumed); answers the payee's name, null for an own pocket. */
function checkEnds(books: Books, { transfer }: Filing): string | null {
  const origin = openPocket(books, transfer.origin_pocket_id, ["body", "transfer", "origin_pocket_id"]);
  const onJikoNet = (pocket: { attributes: readonly string[] }) => pocket.attributes.includes("JIKONET");
  const counterpartyLoc = ["body", "transfer", "counterparty_id"];
  if (transfer.type === "WIRE") return nameOf(named(payee(books, transfer.counterparty_id, ["wire", "international_wire"], counterpartyLoc)));
  if (transfer.type === "USDC") return nameOf(named(payee(books, transfer.counterparty_id, ["crypto_wallet"], counterpartyLoc)));
  const { details } = transfer;
  if (details.type === "PEER_TO_PEER") {
    const found = payee(books, details.destination_counterparty_id, ["on_us"], ["body", "transfer", "details", "destination_counterparty_id"]);
    if (!onJikoNet(origin)) throw invalid(["body", "transfer", "origin_pocket_id"], "The pocket is not on JikoNet", origin.id);
    return nameOf(named(found));
  }
  const loc = ["body", "transfer", "details", "destination_pocket_id"];
  if (details.destination_pocket_id === origin.id) throw invalid(loc, "Origin and destination are the same pocket", origin.id);
  const destination = openPocket(books, details.destination_pocket_id, loc);
  if (details.transfer_type === "SECURITY_TRANSFER" && !(onJikoNet(origin) && onJikoNet(destination))) {
    throw invalid(["body", "transfer", "details", "transfer_type"], "Both pockets of a security transfer must be on JikoNet", details.transfer_type);
  }
  return null;
}

/** The name as it reads after parsing (a missing middle name is null). */
function named({ counterparty_name: name }: Counterparty) {
  return name.type === "business" ? name : { ...name, middle_name: name.middle_name ?? null };
}

function reviewersOf(books: Books, creator: Member, ids: readonly string[]): TransferRequest["reviewers"] {
  return [...new Set(ids)].map((id, index) => {
    const loc = ["body", "reviewers", index];
    const member = books.state.company.members.find((one) => one.id === id);
    if (!member || member.status !== "ACTIVE") throw invalid(loc, "Unknown reviewer", id);
    if (id === creator.id) throw invalid(loc, "The creator cannot be a reviewer", id);
    if (member.role !== "APPROVER" && member.role !== "ADMIN") throw invalid(loc, "This member may not review transfer requests", id);
    return { member_id: id, name: member.name, email: member.email, decision: "PENDING", decided_at: null, reason: null };
  });
}

function echo({ transfer }: Filing, counterparty_name: string | null): TransferRequest["transfer"] {
  const amount = transfer.amount.type === "FULL_WITHDRAWAL" ? transfer.amount : { ...transfer.amount, amount_usdc: Number(transfer.amount.amount_usdc) };
  if (transfer.type === "USDC") return { ...transfer, amount, description: null, counterparty_name };
  const description = transfer.description ?? null;
  if (transfer.type === "WIRE") return { ...transfer, amount, description, counterparty_name };
  return { ...transfer, amount, description, end_to_end_identification: transfer.end_to_end_identification ?? null, counterparty_name };
}

/** Files a request: the answer to a create. Funds are checked when it runs, not here. Refuses with 403, 409 or 422. */
export function file(books: Books, member: Member | null, filing: Filing, now: Date): TransferRequest {
  if (!member || member.status !== "ACTIVE" || (member.role !== "INITIATOR" && member.role !== "ADMIN")) {
    throw forbidden("Your role may not file transfer requests");
  }
  const { company } = books.state;
  const { transfer } = filing;
  if (company.requests.some((one) => one.id === transfer.id)) throw conflict("A transfer request with this id exists already");
  const counterpartyName = checkEnds(books, filing);
  const reviewers = reviewersOf(books, member, filing.reviewers);
  const weight =
    transfer.amount.type === "FULL_WITHDRAWAL" ? books.company.withdrawable(company, transfer.origin_pocket_id, now) : cents(transfer.amount.amount_usdc);
  const at = now.toISOString();
  const request: TransferRequest = {
    id: transfer.id,
    transfer: echo(filing, counterpartyName),
    status: "PENDING_APPROVAL",
    created_by: { member_id: member.id, name: member.name, email: member.email },
    required_approvals: books.company.requiredApprovals(weight),
    reviewers,
    failure_reason: null,
    fees: [],
    created_at: at,
    updated_at: at,
    object_type: "TransferRequest",
  };
  if (reviewers.length > 0) books.state.reviewersOnly[request.id] = reviewers.map((one) => one.member_id);
  company.requests.push(request);
  company.notifications.push(...aboutRequest(company, request));
  return request;
}

/** The request with this id, or 404. */
export function requestOf(books: Books, id: string): TransferRequest {
  const found = books.state.company.requests.find((one) => one.id === id);
  if (!found) throw notFound("Transfer request");
  return found;
}
