import { randomUUID } from "node:crypto";
import { matchPath } from "@/lib/jiko/operation";

export const faultKinds = [
  "status",
  "delay",
  "drop-before",
  "drop-after",
  "error-after",
  "truncate",
  "malformed",
  "html-error",
  "rate-limit",
  "slow",
] as const;

/** A fault that the next fitting calls meet. */
export interface FaultRule {
  /** The contract's id of an operation, or method and path: `POST /api/oauth2/token`, `GET /api/v2/pockets/{pocket_id}/`. */
  operation: string;
  kind: (typeof faultKinds)[number];
  status?: number;
  /** `delay`: how long the answer is kept back; `slow`: over how long its body trickles. Default longer than any deadline. */
  delayMs?: number;
  /** Seconds, for `rate-limit`. */
  retryAfter?: number;
  /** How many calls meet it; default 1. */
  times: number;
  /** Member id; absent: whoever calls. */
  member?: string;
}

/** What a rule or a hold is compared with. */
export interface Target {
  operation: string | null;
  method: string;
  path: string;
  member: string | null;
}

export function aimsAt(operation: string, target: Target): boolean {
  if (operation === target.operation) return true;
  const [method, path] = operation.split(" ");
  return path !== undefined && method === target.method && matchPath(path, target.path) !== null;
}

/** The faults that wait for their call, in the order in which they were asked for. */
export class Faults {
  private rules: (FaultRule & { id: string })[] = [];

  add(rule: FaultRule): string {
    const id = randomUUID();
    this.rules.push({ ...rule, id });
    return id;
  }

  clear(): void {
    this.rules = [];
  }

  all(): readonly (FaultRule & { id: string })[] {
    return this.rules;
  }

  /** The fault for this call, used up by one. */
  take(target: Target): FaultRule | null {
    const rule = this.rules.find((one) => aimsAt(one.operation, target) && (one.member === undefined || one.member === target.member));
    if (!rule) return null;
    rule.times -= 1;
    if (rule.times <= 0) this.rules = this.rules.filter((one) => one !== rule);
    return rule;
  }
}

/** A call that waits at a gate; `id` is the gate's. */
export interface HeldCall {
  id: string;
  operation: string;
  when: "before" | "after";
  method: string;
  path: string;
  member: string | null;
  since: string;
}

interface Gate {
  id: string;
  operation: string;
  when: "before" | "after";
  member?: string;
  opened: Promise<"go" | "drop">;
  open(how: "go" | "drop"): void;
  waiting: HeldCall[];
}

/** Gates at which fitting calls wait, before their effect or between effect and answer, until they are released. */
export class Holds {
  private gates: Gate[] = [];

  add(operation: string, when: "before" | "after", member?: string): string {
    let open: Gate["open"] = () => undefined;
    const opened = new Promise<"go" | "drop">((resolve) => (open = resolve));
    const id = randomUUID();
    this.gates.push({ id, operation, when, member, opened, open, waiting: [] });
    return id;
  }

  /** Lets everything that waits go on (or drops its connection); later calls are not held. False where there is no such gate. */
  release(id: string, how: "go" | "drop" = "go"): boolean {
    const gate = this.gates.find((one) => one.id === id);
    gate?.open(how);
    this.gates = this.gates.filter((one) => one !== gate);
    return gate !== undefined;
  }

  releaseAll(): void {
    for (const gate of [...this.gates]) this.release(gate.id);
  }

  /** Every call that waits. */
  all(): HeldCall[] {
    return this.gates.flatMap((gate) => gate.waiting);
  }

  /** The gate that this call has to pass, or null. */
  gateFor(when: Gate["when"], target: Target): Gate | null {
    return (
      this.gates.find((one) => one.when === when && aimsAt(one.operation, target) && (one.member === undefined || one.member === target.member)) ?? null
    );
  }

  async pass(gate: Gate, target: Target): Promise<"go" | "drop"> {
    const { id, operation, when } = gate;
    const { method, path, member } = target;
    gate.waiting.push({ id, operation, when, method, path, member, since: new Date().toISOString() });
    return gate.opened;
  }
}
