import { createJiko, type AccessToken, type Caller, type CallLine, type JikoConfig } from "..";
import type { Clock } from "../deadline";
import type { FaultServer } from "./fault-server";

export const ids = {
  pocket: "0f7c2d9e-58a1-4c1e-9a53-6d3f1f0a8b01",
  other: "0f7c2d9e-58a1-4c1e-9a53-6d3f1f0a8b02",
  payee: "0f7c2d9e-58a1-4c1e-9a53-6d3f1f0a8b03",
  transfer: "0f7c2d9e-58a1-4c1e-9a53-6d3f1f0a8b04",
  member: "0f7c2d9e-58a1-4c1e-9a53-6d3f1f0a8b05",
};

export const cents = (value: number) => ({ value, currency: "USD", formatted: "" });

/** A pocket as Jiko sends it. */
export const pocket = {
  id: ids.pocket,
  pocket_name: "Operating",
  status: "OPEN",
  portfolio: { securities: [], cash: cents(4_200), total_value: cents(4_200) },
  deposit_strategy_id: "UST-4W",
};

export const page = (...items: unknown[]) => ({ items, next_page: null, prev_page: null, object_type: "CursorList" });

/** A transfer request as Jiko sends it. */
export const transferRequest = {
  id: ids.transfer,
  transfer: {
    id: ids.transfer,
    type: "WIRE",
    origin_pocket_id: ids.pocket,
    counterparty_id: ids.payee,
    amount: { type: "REQUESTED_AMOUNT", amount_usdc: 125_000 },
  },
  status: "PENDING_APPROVAL",
  created_by: { member_id: ids.member, name: "Initiator One", email: "initiator.one@example.com" },
  required_approvals: 1,
  reviewers: [],
  created_at: "2026-07-15T14:00:00Z",
  updated_at: "2026-07-15T14:00:00Z",
};

/** What files that request. */
export const filing = {
  body: {
    transfer: {
      id: ids.transfer,
      type: "WIRE" as const,
      origin_pocket_id: ids.pocket,
      counterparty_id: ids.payee,
      amount: { type: "REQUESTED_AMOUNT" as const, amount_usdc: 125_000 },
    },
  },
};

/** What makes a webhook subscription. */
export const subscribing = {
  body: { events: ["transfers.wire.out.success"], url: "https://hooks.example.com/jiko", shared_secret: "sixteen or more signs" },
};

export interface TestCaller extends Caller {
  /** The stale values that a renewal was asked for. */
  renewals: string[];
}

/** A caller with bearer tokens `token-1`, `token-2`, ...: each renewal gives the next one. */
export function bearer(overrides: Partial<Caller> = {}): TestCaller {
  const renewals: string[] = [];
  const token = async (stale?: string): Promise<AccessToken> => {
    if (stale) renewals.push(stale);
    return { value: `token-${renewals.length + 1}`, type: "Bearer", dpopKey: null };
  };
  return { budgetKey: "client member", kind: "person", token, ...overrides, renewals };
}

/** A client of that server which keeps its log lines. Deadlines are long unless a test is about them: none waits for one. */
export function clientOf(server: Pick<FaultServer, "url">, config: Partial<JikoConfig> = {}, clock?: Clock) {
  const lines: CallLine[] = [];
  const defaults: JikoConfig = { apiUrl: server.url, deadlineMs: 20_000, downloadHosts: [], signing: null, backoffMs: 1 };
  return { jiko: createJiko({ ...defaults, onCall: (line) => lines.push(line), ...config }, clock), lines };
}

/** A clock whose pauses are over at once and move it. */
export function fakeClock(): Clock & { pauses: number[]; advance(ms: number): void } {
  let at = 1_000_000;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => at,
    advance: (ms) => void (at += ms),
    async pause(ms, signal) {
      signal.throwIfAborted();
      pauses.push(ms);
      at += ms;
    },
  };
}

/** The error of a promise that must fail. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any error, looked into
export const errorOf = (promise: Promise<unknown>): Promise<any> =>
  promise.then(
    () => {
      throw new Error("This should have failed");
    },
    (error: unknown) => error,
  );
