import type { z } from "zod";
import { isPayable, nameOf, type CounterpartyName, type counterpartiesUpdate, type CreateCounterparty } from "@/lib/jiko/counterparties";
import type { Counterparty, Member } from "@/sandbox/company/types";
import { conflict, forbidden, invalid, notFound } from "./errors";
import type { Books } from "./types";

/** How long the bank takes to check a new payee, on the banking clock. */
const checkMs = 60_000;

/** A new payee of this name does not pass the check: the way to see one fail. */
export const failingPayee = "Failed Verification Test LLC";

/** What Jiko takes is not published; these are the sandbox's own. */
const networks = ["ETHEREUM", "BASE", "POLYGON", "ARBITRUM", "SOLANA"];

type Details = Counterparty extends infer One ? (One extends Counterparty ? Omit<One, keyof Common> : never) : never;
type Common = Pick<Counterparty, "id" | "status" | "counterparty_name" | "verification" | "time_created" | "updated_at" | "object_type">;

const iso = (instant: Date) => instant.toISOString();

function mayChange(member: Member | null): void {
  if (!member || member.status !== "ACTIVE" || (member.role !== "INITIATOR" && member.role !== "ADMIN")) {
    throw forbidden("Your role may not change counterparties");
  }
}

/** The ABA check digit: weights 3, 7, 1. */
const isRoutingNumber = (text: string): boolean =>
  /^\d{9}$/.test(text) && [...text].reduce((sum, digit, i) => sum + Number(digit) * [3, 7, 1][i % 3]!, 0) % 10 === 0;

/** The payee that a body describes, each field as it was sent; the shapes are told apart by their fields. */
function detailsOf(body: CreateCounterparty): Details {
  if ("network" in body) {
    if (!networks.includes(body.network)) throw invalid(["body", "network"], "Unknown network", body.network);
    return { type: "crypto_wallet", network: body.network, address: body.address, institution_name: null };
  }
  if ("bic" in body) {
    const { counterparty_name: _, ...rest } = body;
    return { type: "international_wire", ...rest };
  }
  if (!("routing_number" in body)) return { type: "on_us", account_number: body.account_number, institution_name: "Jiko Bank", address: null };
  if (!isRoutingNumber(body.routing_number)) throw invalid(["body", "routing_number"], "Unknown routing number", body.routing_number);
  const { counterparty_name: _, ...rest } = body;
  return "identifier" in rest ? { type: "wire", ...rest, institution_name: null } : { type: "ach", ...rest, institution_name: null, address: null };
}

/** Registers a payee, which is PENDING until it is checked. Refuses with 403 or 422; twins are allowed, as at Jiko (assumed). */
export function createPayee(books: Books, member: Member | null, body: CreateCounterparty, now: Date): Counterparty {
  mayChange(member);
  const { company } = books.state;
  const payee = {
    id: books.company.mintId(company),
    status: "PENDING",
    counterparty_name: body.counterparty_name,
    verification: { type: "unverified" },
    time_created: iso(now),
    updated_at: iso(now),
    object_type: "Counterparty",
    ...detailsOf(body),
  } as Counterparty;
  company.counterparties.push(payee);
  books.state.due.push({ at: iso(new Date(now.getTime() + checkMs)), step: "check-payee", counterpartyId: payee.id });
  return payee;
}

export function payeeOf(books: Books, id: string): Counterparty {
  const found = books.state.company.counterparties.find((one) => one.id === id);
  if (!found) throw notFound("Counterparty");
  return found;
}

/** The check has ended. Whoever is no longer PENDING, because somebody changed it, stays as it is. */
export function checkPayee(books: Books, id: string, now: Date): void {
  const payee = payeeOf(books, id);
  if (payee.status !== "PENDING") return;
  const passed = nameOf(payee.counterparty_name as CounterpartyName) !== failingPayee;
  Object.assign(payee, { status: passed ? "VERIFIED" : "FAILED", updated_at: iso(now) });
  if (passed) payee.verification = { type: "name_match" };
}

type Change = z.output<(typeof counterpartiesUpdate)["body"]>;

/** UNLINKED from LINKED or VERIFIED, LINKED from UNLINKED, anything else 409. Requests that were filed already go on (assumed). */
export function changePayee(books: Books, member: Member | null, id: string, { status }: Change, now: Date): Counterparty {
  const payee = payeeOf(books, id);
  mayChange(member);
  const allowed = status === "UNLINKED" ? isPayable(payee) : payee.status === "UNLINKED";
  if (!allowed) throw conflict(`The counterparty is ${payee.status}`);
  return Object.assign(payee, { status, updated_at: iso(now) });
}
