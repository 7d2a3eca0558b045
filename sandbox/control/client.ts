import type { Burst, BurstOutcome } from "@/sandbox/bank/webhooks/burst";
import type { CallLine } from "@/sandbox/bank/calls";
import type { FaultRule, HeldCall } from "@/sandbox/bank/faults";
import type { CompanyEvent, CompanyState, Counterparty, Transaction, TransferRequest } from "@/sandbox/company/types";
import type { IssuedToken } from "@/sandbox/portal/portal";

type Deep<T> = { [Key in keyof T]?: T[Key] extends readonly unknown[] ? T[Key] : T[Key] extends object ? Deep<T[Key]> : T[Key] };
type Fault = Omit<FaultRule, "times"> & { times?: number };

/** A typed caller of the control port, for tests. Members are named by id, e-mail or the part before its @ (`approver.one`). */
export function controlClient(controlUrl: string) {
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const answer = (await response.json()) as Answer & { error?: string };
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.error ?? ""}`);
    return answer;
  }
  return {
    now: async () => new Date((await ask<{ now: string }>("GET", "/clock")).now),
    /** ISO 8601 duration, like `PT1H` or `P2D`. */
    advance: (duration: string) => ask<{ now: string }>("POST", "/clock", { advance: duration }),
    moveTo: (instant: Date) => ask<{ now: string }>("POST", "/clock", { to: instant.toISOString() }),
    reset: () => ask<{ now: string }>("POST", "/reset"),
    fault: (rule: Fault) => ask<{ id: string }>("POST", "/faults", rule),
    clearFaults: () => ask("DELETE", "/faults"),
    hold: (operation: string, options: { when?: "before" | "after"; member?: string } = {}) => ask<{ id: string }>("POST", "/hold", { operation, ...options }),
    release: (id: string, options: { drop?: boolean } = {}) => ask("POST", "/release", { id, ...options }),
    held: () => ask<HeldCall[]>("GET", "/held"),
    calls: () => ask<CallLine[]>("GET", "/calls"),
    clearCalls: () => ask("DELETE", "/calls"),
    tokens: () => ask<IssuedToken[]>("GET", "/tokens"),
    expireTokens: (member?: string) => ask("POST", "/tokens/expire", member === undefined ? {} : { member }),
    /** Scopes that the portal no longer knows; none: all 25 again. */
    refuseScopes: (refuse: readonly string[]) => ask("POST", "/scopes", { refuse }),
    revoke: (member: string) => ask("POST", "/tokens/revoke", { member }),
    changeCounterparty: (id: string, change: Deep<Counterparty> | Record<string, unknown>) => ask<Counterparty>("PATCH", `/counterparties/${id}`, change),
    changePocket: (id: string, change: Record<string, unknown>) => ask("PATCH", `/pockets/${id}`, change),
    changeMember: (member: string, change: Record<string, unknown>) => ask("PATCH", `/members/${member}`, change),
    changeTransaction: (id: string, change: Deep<Transaction> | Record<string, unknown>) => ask<Transaction>("PATCH", `/transactions/${id}`, change),
    deleteTransaction: (id: string) => ask("DELETE", `/transactions/${id}`),
    /** A deposit of so many cents that appears now, under a time (ISO 8601) that has passed. */
    bookLate: (entry: { pocket: string; amount: number; booked: string; title?: string }) => ask<Transaction>("POST", "/transactions", entry),
    changeTransfer: (id: string, change: Deep<TransferRequest> | Record<string, unknown>) => ask<TransferRequest>("PATCH", `/transfer-requests/${id}`, change),
    decide: (id: string, decision: { member: string; decision: "approve" | "reject" | "cancel"; reason?: string }) =>
      ask<TransferRequest>("POST", `/transfer-requests/${id}/decide`, decision),
    state: () => ask<CompanyState>("GET", "/state"),
    events: () => ask<CompanyEvent[]>("GET", "/events"),
    /** New events to every enabled subscription; answers once all deliveries were answered. */
    sendWebhooks: (wish: Partial<Burst>) => ask<BurstOutcome>("POST", "/webhooks/send", wish),
    /** How many times faster retries follow each other. */
    webhookSpeed: (factor: number) => ask("POST", "/webhooks/speed", { factor }),
    limits: (factor: number) => ask("POST", "/limits", { factor }),
    scale: (transactions: number) => ask<{ transactions: number }>("POST", "/scale", { transactions }),
  };
}

export type Control = ReturnType<typeof controlClient>;
