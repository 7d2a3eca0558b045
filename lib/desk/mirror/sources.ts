import "server-only";
import type { Topic } from "@/lib/forms/topics";
import { accountOf, counterpartiesGet, counterpartiesList, nameOf, type Counterparty } from "@/lib/jiko/counterparties";
import type { AnyOperation, Scope } from "@/lib/jiko/operation";
import { tradesList, type Trade } from "@/lib/jiko/trades";
import { transactionsGet, transactionsList, type Transaction } from "@/lib/jiko/transactions";
import { titleOf, transferRequestsGet, transferRequestsList, transferStatuses, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { wiresGet, wiresList, type Wire } from "@/lib/jiko/wires";
import { plainCents, type Cents } from "@/lib/treasury/money";
import { signedFlow, signedTrade } from "@/lib/treasury/flows";
import { railOf, sentType, textsOf, type PayeeData } from "./texts";
import type { MirrorKind } from "./types";
import { searchText, wordsOf } from "./words";

/** A thing of Jiko's as a row of the copy. */
export interface Row {
  id: string;
  pocketId: string | null;
  counterpartyId: string | null;
  at: string;
  amount: number | null;
  status: string;
  open: boolean;
  /** What lists are ordered and filtered by: words of its name, its type, which way it went, and its later time. */
  name: string;
  type: string | null;
  direction: string | null;
  laterAt: Date | null;
  search: string;
  data: unknown;
  /** The payee whole, where versions of it are kept. */
  payee: Counterparty | null;
}

/** How one kind is read at Jiko. */
export interface Source {
  list: AnyOperation;
  /** The query for what may still change, where the list can be asked for it. */
  open?: Record<string, unknown>;
  /** The read of one thing, where there is one, and the name of its path parameter. */
  get: { op: AnyOperation; param: string } | null;
  scope: Scope;
  /** The query for what lies between two instants (both inclusive); null: the list cannot be asked for a time. */
  between: ((from: Date | null, until: Date | null) => Record<string, string>) | null;
  /** What open desks read again when rows are new or other than they were. */
  topics: readonly Topic[];
  /** Seconds between two looks for what is new. */
  everySeconds: number;
  rowOf(item: never): Row;
}

const range = (name: string) => (from: Date | null, until: Date | null) => ({
  ...(from ? { [`${name}_from`]: from.toISOString() } : {}),
  ...(until ? { [`${name}_to`]: until.toISOString() } : {}),
});
/** An amount the way people type it in a search. */
const figure = (amount: number | null) => (amount === null ? null : plainCents(Math.abs(amount) as Cents));
const texts = (details: object) => Object.values(details).filter((value): value is string => typeof value === "string");

/** In the form that lists order by. */
const ordered = (name: string) => wordsOf(name).join(" ");

function transactionRow(one: Transaction): Row {
  const search = [one.id, one.transaction_id, figure(one.amount), ...("details" in one ? texts(one.details) : [])];
  return {
    id: one.id,
    pocketId: one.pocket_id,
    counterpartyId: null,
    at: one.time_booked,
    amount: signedFlow(one),
    status: one.status,
    open: one.status !== "SETTLED",
    name: ordered(one.title),
    type: sentType(one),
    direction: one.direction,
    laterAt: one.time_settled === null ? null : new Date(one.time_settled),
    search: searchText(search, textsOf.transactions(one)),
    data: one,
    payee: null,
  };
}

function tradeRow(one: Trade): Row {
  return {
    id: one.id,
    pocketId: one.pocket_id,
    counterpartyId: null,
    at: one.trade_datetime,
    amount: signedTrade(one),
    status: one.status,
    open: one.status !== "SETTLED",
    name: ordered(one.description),
    type: one.activity,
    direction: null,
    laterAt: null,
    search: searchText([one.id, one.activity, figure(one.notional), one.maturity_date], textsOf.trades(one)),
    data: one,
    payee: null,
  };
}

function wireRow(one: Wire): Row {
  return {
    id: one.id,
    pocketId: one.pocket_id,
    counterpartyId: one.counterparty_id,
    at: one.created_at,
    amount: one.direction === "INCOMING" ? Math.abs(one.amount) : one.direction === "OUTGOING" ? -Math.abs(one.amount) : null,
    status: one.status,
    open: one.status !== "SUCCESS" && one.status !== "REJECTED",
    name: ordered(textsOf.wires(one).party),
    type: null,
    direction: one.direction,
    laterAt: new Date(one.updated_at),
    search: searchText([one.id, figure(one.amount)], textsOf.wires(one)),
    data: one,
    payee: null,
  };
}

const over = ["COMPLETED", "REJECTED", "CANCELED", "FAILED"];

function requestRow(one: TransferRequest): Row {
  const { transfer } = one;
  const details = "details" in transfer ? transfer.details : null;
  const peer = details?.type === "PEER_TO_PEER" ? details.destination_counterparty_id : null;
  const amount = transfer.amount.type === "REQUESTED_AMOUNT" ? -transfer.amount.amount_usdc : null;
  return {
    id: one.id,
    pocketId: transfer.origin_pocket_id,
    counterpartyId: "counterparty_id" in transfer ? transfer.counterparty_id : peer,
    at: one.created_at,
    amount,
    status: one.status,
    open: !over.includes(one.status),
    name: ordered(titleOf(one)),
    type: railOf(one),
    direction: null,
    laterAt: new Date(one.updated_at),
    search: searchText([one.id, figure(amount)], textsOf.transferRequests(one)),
    data: one,
    payee: null,
  };
}

function payeeRow(one: Counterparty): Row {
  const name = nameOf(one.counterparty_name);
  const ending = accountOf(one)?.slice(-4) ?? null;
  const { id, status, time_created, updated_at } = one;
  const [type, verification] = [sentType(one), one.verification.type];
  const data: PayeeData = { id, type, status, name, account_ending: ending, verification, time_created, updated_at };
  return {
    id,
    pocketId: null,
    counterpartyId: null,
    at: time_created,
    amount: null,
    status,
    // Any of them may change, and all of them are read each time.
    open: false,
    name: ordered(name),
    type,
    direction: null,
    laterAt: new Date(updated_at),
    search: searchText([id], textsOf.counterparties(data)),
    data,
    payee: one,
  };
}

export const sources: Record<MirrorKind, Source> = {
  transactions: {
    list: transactionsList,
    get: { op: transactionsGet, param: "id" },
    scope: transactionsList.scope,
    between: range("time_booked"),
    topics: ["transactions", "pockets"],
    everySeconds: 60,
    rowOf: transactionRow,
  },
  trades: {
    list: tradesList,
    get: null,
    scope: tradesList.scope,
    between: range("trade_datetime"),
    topics: ["trades", "pockets"],
    everySeconds: 120,
    rowOf: tradeRow,
  },
  wires: {
    list: wiresList,
    get: { op: wiresGet, param: "wire_id" },
    scope: wiresList.scope,
    between: null,
    topics: ["wires"],
    everySeconds: 120,
    rowOf: wireRow,
  },
  transferRequests: {
    list: transferRequestsList,
    open: { "status[]": transferStatuses.filter((one) => !over.includes(one)) },
    get: { op: transferRequestsGet, param: "transfer_id" },
    scope: transferRequestsList.scope,
    between: null,
    topics: ["transfer-requests"],
    everySeconds: 60,
    rowOf: requestRow,
  },
  counterparties: {
    list: counterpartiesList,
    get: { op: counterpartiesGet, param: "counterparty_id" },
    scope: counterpartiesList.scope,
    between: null,
    topics: ["counterparties"],
    everySeconds: 300,
    rowOf: payeeRow,
  },
};
