import { cents, type Cents } from "@/lib/treasury/money";
import { wireFee } from "@/sandbox/company/movements";
import { InsufficientFunds, type Booked, type Movement, type TransferRequest } from "@/sandbox/company/types";
import { money } from "../money";
import type { Books } from "../types";
import { requestOf } from "./file";

/** How long a rail takes from start to end, on the banking clock. */
const railMs = 8000;

/** Payments to this payee come back: the way to see a transfer fail on its rail. */
export const returningPayee = "Returned Payments Test LLC";

const iso = (instant: Date) => instant.toISOString();

function announce(books: Books, request: TransferRequest, phase: "processing" | "success" | "rejected", now: Date): void {
  const { transfer } = request;
  const { company } = books.state;
  if (transfer.type === "WIRE") {
    books.company.emit(company, `transfers.wire.out.${phase}`, { wire_id: request.id, pocket_id: transfer.origin_pocket_id }, now);
  } else if (transfer.type === "ON_US") {
    const { details } = transfer;
    const destination = details.type === "INTERNAL_REALLOCATION" && "destination_pocket_id" in details ? String(details.destination_pocket_id) : null;
    books.company.emit(
      company,
      `transfers.on-us.${phase}`,
      { on_us_id: request.id, origin_pocket_id: transfer.origin_pocket_id, destination_pocket_id: destination },
      now,
    );
  }
  // USDC payouts: no event type is published.
}

function fail(books: Books, request: TransferRequest, reason: string, now: Date): void {
  request.status = "FAILED";
  request.failure_reason = reason;
  request.updated_at = iso(now);
  announce(books, request, "rejected", now);
}

/** Own pocket that receives, or null. */
const destinationOf = ({ transfer }: TransferRequest): string | null =>
  transfer.type === "ON_US" && transfer.details.type === "INTERNAL_REALLOCATION" && "destination_pocket_id" in transfer.details
    ? String(transfer.details.destination_pocket_id)
    : null;

function referenceNumber(request: TransferRequest, now: Date): string {
  return `${iso(now).slice(0, 10).replaceAll("-", "")}MMQFMP0A${String(Number.parseInt(request.id.slice(0, 8), 16) % 1_000_000).padStart(6, "0")}`;
}

function movement(books: Books, request: TransferRequest, now: Date): Movement {
  const { transfer } = request;
  const nameOf = (id: string | null) => books.state.company.pockets.find((one) => one.id === id)?.pocket_name ?? null;
  const payee = transfer.counterparty_name ?? "Payee";
  switch (transfer.type) {
    case "WIRE":
      return {
        type: "WIRE",
        title: payee,
        description: transfer.description ?? "Wire out",
        details: { reference_number: referenceNumber(request, now), counterparty_name: payee, wire_id: request.id, portal_id: null },
        settles: "open",
      };
    case "USDC":
      return { type: "GENERIC", title: payee, description: "USDC payout", details: { sub_title: payee }, settles: "open" };
    case "ON_US": {
      const to = destinationOf(request);
      const source = nameOf(transfer.origin_pocket_id);
      const target = to ? nameOf(to) : payee;
      return {
        type: "ON_US",
        title: to ? `${source} to ${target}` : payee,
        description: transfer.description ?? (to ? "Internal transfer" : "JikoNet payment"),
        details: { on_us_transfer_id: request.id, on_us_transfer_type: to ? "INTERNAL_REALLOCATION" : "PEER_TO_PEER", source, target },
        ...(to ? {} : { settles: "open" as const }),
      };
    }
  }
}

function amountOf(books: Books, { transfer }: TransferRequest, now: Date): Cents {
  if (transfer.amount.type === "REQUESTED_AMOUNT" && "amount_usdc" in transfer.amount) return cents(transfer.amount.amount_usdc as number);
  // Everything there is, net of fees (related: Jiko's Partner API).
  const all = books.company.withdrawable(books.state.company, transfer.origin_pocket_id, now);
  return cents(transfer.type === "WIRE" ? all - wireFee : all);
}

/** Takes the money out of its pocket. Throws InsufficientFunds. */
function book(books: Books, request: TransferRequest, amount: Cents, now: Date): { booked: Booked; done: boolean; endsAt: Date } {
  const { company } = books;
  const state = books.state.company;
  const from = request.transfer.origin_pocket_id;
  const to = destinationOf(request);
  const about = movement(books, request, now);
  const soon = new Date(now.getTime() + railMs);
  if (!to) return { booked: company.payOut(state, from, amount, about, now), done: false, endsAt: soon };
  const details = request.transfer.type === "ON_US" ? request.transfer.details : null;
  if (details && "transfer_type" in details && details.transfer_type === "SECURITY_TRANSFER") {
    return { booked: company.moveSecurities(state, from, to, amount, about, now).out, done: true, endsAt: now };
  }
  const { out } = company.moveCash(state, from, to, amount, about, now);
  const settles = state.books.unsettled.find((one) => one.kind === "transaction" && one.id === out.transaction.id);
  return { booked: out, done: false, endsAt: settles ? new Date(settles.at) : soon };
}

function openWire(books: Books, request: TransferRequest, amount: Cents, now: Date): void {
  const { transfer } = request;
  if (transfer.type !== "WIRE") return;
  const wire = {
    id: request.id,
    pocket_id: transfer.origin_pocket_id,
    direction: "OUTGOING" as const,
    status: "PROCESSING" as const,
    amount: money(amount),
    counterparty_id: transfer.counterparty_id,
    counterparty_name: transfer.counterparty_name ?? null,
    reference_number: referenceNumber(request, now),
    description: transfer.description ?? null,
    created_at: iso(now),
    updated_at: iso(now),
    object_type: "Wire" as const,
  };
  books.state.company.wires.push(wire);
  books.company.chargeWireFee(books.state.company, wire, now);
}

/** APPROVED → PROCESSING (or FAILED): pockets and funds are checked and the books move. */
export function start(books: Books, id: string, now: Date): void {
  const request = requestOf(books, id);
  if (request.status !== "APPROVED") return;
  const { pockets } = books.state.company;
  const ends = [request.transfer.origin_pocket_id, destinationOf(request)].filter((one) => one !== null);
  if (ends.some((end) => pockets.find((one) => one.id === end)?.status !== "OPEN")) return fail(books, request, "ACCOUNT_UNAVAILABLE", now);
  const amount = amountOf(books, request, now);
  if (amount <= 0) return fail(books, request, "INSUFFICIENT_FUNDS", now);
  let result: ReturnType<typeof book>;
  try {
    result = book(books, request, amount, now);
  } catch (error) {
    if (error instanceof InsufficientFunds) return fail(books, request, "INSUFFICIENT_FUNDS", now);
    throw error;
  }
  openWire(books, request, amount, now);
  request.status = "PROCESSING";
  request.updated_at = iso(now);
  announce(books, request, "processing", now);
  if (result.done) return complete(books, request, now);
  books.state.due.push({ at: iso(result.endsAt), step: "finish", requestId: id, transactionId: result.booked.transaction.id });
}

function complete(books: Books, request: TransferRequest, now: Date): void {
  request.status = "COMPLETED";
  request.updated_at = iso(now);
  announce(books, request, "success", now);
  const receiving = destinationOf(request);
  const row = books.state.company.transactions.findLast(
    ({ type, details, pocket_id }) => type === "ON_US" && details.on_us_transfer_id === request.id && pocket_id === receiving,
  );
  if (receiving && row) {
    const payload = { on_us_id: request.id, transaction_activity_id: row.id, receiving_pocket_id: receiving };
    books.company.emit(books.state.company, "transfers.on-us.received", payload, now);
  }
}

/** PROCESSING → COMPLETED or FAILED: the rail has answered. `transactionId` is the row that took the money out. */
export function finish(books: Books, id: string, transactionId: string, now: Date): void {
  const request = requestOf(books, id);
  if (request.status !== "PROCESSING") return;
  const { company } = books;
  const state = books.state.company;
  const wire = state.wires.find((one) => one.id === id);
  const returned = request.transfer.counterparty_name === returningPayee;
  // Moves between own pockets settle in the books themselves, on the next business day.
  if (!destinationOf(request)) company.settleTransaction(state, transactionId, now);
  if (returned) company.reverse(state, transactionId, "The payment came back", now);
  if (wire) {
    wire.status = returned ? "REJECTED" : "SUCCESS";
    wire.updated_at = iso(now);
  }
  if (returned) return fail(books, request, "INVALID_TRANSFER", now);
  complete(books, request, now);
}
