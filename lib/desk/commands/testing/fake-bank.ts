// A bank in memory behind the client's interface, for tests of the commands alone: it keeps Jiko's rules as far as they
// matter here, and can lose any one call before or after its effect.
import { AppError } from "@/lib/errors";
import type { Counterparty } from "@/lib/jiko/counterparties";
import type { Pocket } from "@/lib/jiko/pockets";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import type { CreateTransfer, TransferRequest } from "@/lib/jiko/transfer-requests";

export type Fault = "drop-before" | "drop-after" | "error-after" | "timeout" | "malformed" | "rate-limit" | "refused-connection" | "bug" | "twice";

export interface Member {
  member_id: string;
  name: string;
  email: string;
}

export interface Given {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** What changes something, by the last word of the operation's id. */
const writing = /\.(create|update|delete|apply|approve|reject|cancel|link|unlink|upload)/;

function pageOf<Item>(items: Item[], query: Record<string, unknown>) {
  const from = Number(query.cursor ?? 0);
  const to = from + Number(query.limit);
  return { items: items.slice(from, to), next_page: to < items.length ? String(to) : null, prev_page: null };
}

export class FakeBank {
  requests = new Map<string, TransferRequest>();
  pockets = new Map<string, Pocket>();
  payees = new Map<string, Counterparty>();
  team: { id: string; name: string; email: string; role: string; status: string }[] = [];
  /** Operations in the order they arrived, with the effect they had. */
  calls: string[] = [];
  /** The next call of an operation fails like this. */
  faults = new Map<string, Fault>();
  /** Called when a call has arrived, before it has any effect. */
  onCall: (operation: string) => Promise<void> | void = () => undefined;

  /** Operations that a test adds, by their id. They refuse with `refuse`. */
  also: Record<string, (given: Given, member: Member) => unknown> = {};

  writes = (): string[] => this.calls.filter((one) => writing.test(one));

  as(member: Member): JikoClient {
    return { call: (async (op: { id: string }, input: Given) => this.answer(op.id, input, member)) as JikoClient["call"] };
  }

  private async answer(operation: string, input: Given, member: Member): Promise<unknown> {
    const fault = this.faults.get(operation);
    this.faults.delete(operation);
    const writes = writing.test(operation);
    const fail = (code: "upstream_unavailable" | "upstream_timeout" | "upstream_contract", upstreamStatus: number | null = null) =>
      new JikoError(code, { operation, effect: writes ? "unknown" : "none", upstreamStatus });
    if (fault === "refused-connection") throw new JikoError("upstream_unavailable", { operation, effect: "none" });
    if (fault === "rate-limit")
      throw new JikoError("rate_limited", { operation, effect: "none", upstreamStatus: 429, retryAfterSeconds: 7 });
    if (fault === "drop-before") throw fail("upstream_unavailable");
    this.calls.push(operation);
    await this.onCall(operation);
    if (fault === "twice") this.perform(operation, input, member);
    const result = structuredClone(this.perform(operation, input, member));
    switch (fault) {
      case "drop-after":
        throw fail("upstream_unavailable");
      case "error-after":
        throw fail("upstream_unavailable", 500);
      case "timeout":
        throw fail("upstream_timeout");
      case "malformed":
        throw fail("upstream_contract", 200);
      case "bug":
        throw new TypeError("a fault of ours");
      default:
        return result;
    }
  }

  refuse(operation: string, code: "not_found" | "conflict" | "forbidden" | "invalid_input", upstreamStatus: number): never {
    throw new JikoError(code, { operation, effect: "none", upstreamStatus });
  }

  private perform(operation: string, given: Given, member: Member): unknown {
    const { params = {}, query = {}, body } = given;
    const added = this.also[operation];
    if (added) return added(given, member);
    const found = <T>(map: Map<string, T>, id: string | undefined): T => map.get(id ?? "") ?? this.refuse(operation, "not_found", 404);
    switch (operation) {
      case "pockets.get":
        return found(this.pockets, params.pocket_id);
      case "counterparties.get":
        return found(this.payees, params.counterparty_id);
      case "transferRequests.get":
        return found(this.requests, params.transfer_id);
      case "transferRequests.list": {
        const statuses = query["status[]"] as string[] | undefined;
        return pageOf([...this.requests.values()].reverse().filter(({ status }) => statuses?.includes(status) ?? true), query);
      }
      case "counterparties.list":
        return pageOf([...this.payees.values()], query);
      case "team.list":
        return pageOf(this.team, query);
      case "transferRequests.create":
        return this.create(operation, body as { transfer: CreateTransfer; reviewers: string[] }, member);
      case "transferRequests.cancel": {
        const request = found(this.requests, params.transfer_id);
        if (request.created_by.member_id !== member.member_id) this.refuse(operation, "forbidden", 403);
        if (request.status !== "PENDING_APPROVAL") this.refuse(operation, "conflict", 409);
        request.status = "CANCELED";
        return request;
      }
      case "transferRequests.approve":
      case "transferRequests.reject":
        return this.decide(operation, found(this.requests, params.transfer_id), member, (body as { reason?: string }).reason ?? null);
      default:
        throw new AppError("internal", { message: `The fake bank does not know ${operation}` });
    }
  }

  private create(operation: string, { transfer, reviewers }: { transfer: CreateTransfer; reviewers: string[] }, member: Member): TransferRequest {
    if (this.requests.has(transfer.id)) this.refuse(operation, "conflict", 409);
    const request = {
      id: transfer.id,
      transfer: { ...transfer, description: "description" in transfer ? transfer.description : null, counterparty_name: null },
      status: "PENDING_APPROVAL",
      created_by: member,
      required_approvals: 1,
      reviewers: reviewers.map((id) => ({ member_id: id, name: "Somebody", email: "one@example.com", decision: "PENDING", decided_at: null, reason: null })),
      failure_reason: null,
      fees: [],
      created_at: "2026-06-15T14:02:10Z",
      updated_at: "2026-06-15T14:02:10Z",
    } as unknown as TransferRequest;
    this.requests.set(request.id, request);
    return request;
  }

  private decide(operation: string, request: TransferRequest, member: Member, reason: string | null): TransferRequest {
    if (request.created_by.member_id === member.member_id) this.refuse(operation, "forbidden", 403);
    if (request.status !== "PENDING_APPROVAL" || request.reviewers.some(({ member_id }) => member_id === member.member_id))
      this.refuse(operation, "conflict", 409);
    const decision = operation.endsWith("approve") ? "APPROVED" : "REJECTED";
    request.reviewers.push({ ...member, decision, decided_at: "2026-06-15T14:10:00Z", reason });
    const approvals = request.reviewers.filter((one) => one.decision === "APPROVED").length;
    if (decision === "REJECTED") request.status = "REJECTED";
    else if (approvals >= request.required_approvals) request.status = "APPROVED";
    return request;
  }
}
