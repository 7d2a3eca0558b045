import type { CompanyState } from "../../sandbox/company/types";
import { stack } from "./stack";

interface Fault {
  operation: string;
  kind: string;
  status?: number;
  delayMs?: number;
  retryAfter?: number;
  times?: number;
  member?: string;
}

interface Call {
  operation: string | null;
  method: string;
  path: string;
  member: string | null;
  status: number;
}

/** The sandbox's control port: what a test may do to the bank behind the product's back, and see of it. */
export class Bank {
  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${stack().controlUrl}${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Control port: ${method} ${path} gave ${answer.status}: ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  reset = () => this.ask<void>("POST", "/reset");
  now = () => this.ask<{ now: string }>("GET", "/clock");
  advance = (duration: string) => this.ask<{ now: string }>("POST", "/clock", { advance: duration });
  fault = (fault: Fault) => this.ask<void>("POST", "/faults", fault);
  clearFaults = () => this.ask<void>("DELETE", "/faults");
  hold = (operation: string) => this.ask<{ id: string }>("POST", "/hold", { operation });
  held = () => this.ask<unknown[]>("GET", "/held");
  release = (id: string) => this.ask<void>("POST", "/release", { id });
  calls = () => this.ask<Call[]>("GET", "/calls");
  forgetCalls = () => this.ask<void>("DELETE", "/calls");
  tokens = () => this.ask<{ kind: string; value: string; memberId: string | null }[]>("GET", "/tokens");
  expireTokens = (member?: string) => this.ask<void>("POST", "/tokens/expire", { member });
  revokeTokens = (member: string) => this.ask<void>("POST", "/tokens/revoke", { member });
  changeCounterparty = (id: string, change: unknown) => this.ask<void>("PATCH", `/counterparties/${id}`, change);
  changeRequest = (id: string, change: unknown) => this.ask<void>("PATCH", `/transfer-requests/${id}`, change);
  decide = (id: string, member: string, decision: "approve" | "reject" | "cancel") =>
    this.ask<void>("POST", `/transfer-requests/${id}/decide`, { member, decision });
  state = () => this.ask<CompanyState>("GET", "/state");
  limits = (factor: number) => this.ask<void>("POST", "/limits", { factor });
}
