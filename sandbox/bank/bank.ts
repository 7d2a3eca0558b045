import type { Company } from "@/sandbox/company/types";
import { BankingClock } from "@/sandbox/clock";
import { Calls } from "./calls";
import { Faults, Holds } from "./faults";
import { Files } from "./files";
import { Limits } from "./limits";
import { checkPayee } from "./payees";
import { storedFile } from "./stored-files";
import { finish, start } from "./transfers/run";
import type { BankState, Books, Due } from "./types";
import { WebhookSender } from "./webhooks/sender";

export interface BankOptions {
  company: Company;
  /** Start of the banking clock; null: real now. */
  now: Date | null;
  seed?: number;
  executes: boolean;
  limitFactor: number;
  /** State of an earlier run, and where its clock stood. */
  saved?: { state: BankState; now: string } | null;
  /** Called whenever something may have changed. */
  onChange?: () => void;
  realNow?: () => number;
}

/** The bank behind the Customer API: its books, its clock and the levers of the control port. */
export class Bank implements Books {
  readonly company: Company;
  readonly executes: boolean;
  readonly clock: BankingClock;
  readonly limits: Limits;
  readonly calls = new Calls();
  readonly faults = new Faults();
  readonly holds = new Holds();
  readonly files: Files;
  readonly webhooks: WebhookSender;
  readonly realNow: () => number;
  state: BankState;
  /** `http://host:port` that download links point to; known once the server listens. */
  filesBase = "";
  /** Told by whoever keeps the sign-ins. */
  signOut: (memberId: string) => void = () => undefined;

  constructor(private readonly options: BankOptions) {
    this.company = options.company;
    this.executes = options.executes;
    this.realNow = options.realNow ?? Date.now;
    const savedAt = options.saved ? new Date(options.saved.now) : null;
    const wanted = options.now ?? new Date(this.realNow());
    this.clock = new BankingClock(savedAt && savedAt > wanted ? savedAt : options.now, this.realNow);
    this.limits = new Limits(options.limitFactor, this.realNow);
    this.state = options.saved?.state ?? this.fresh(wanted);
    this.files = new Files(this.realNow, (path) => storedFile(this, path));
    const company = () => this.state.company;
    this.webhooks = new WebhookSender({
      get company() {
        return company();
      },
      now: () => this.now(),
      changed: () => this.options.onChange?.(),
    });
    this.catchUp();
  }

  private fresh(now: Date): BankState {
    return { version: 1, company: this.company.createCompany({ now, seed: this.options.seed }), due: [], reviewersOnly: {} };
  }

  now(): Date {
    return this.clock.now();
  }

  fileLink(path: string): string {
    return this.files.link(this.filesBase, path);
  }

  /** Brings the books to the clock: everything due runs at its own instant, in order. Answers now. */
  catchUp(now: Date = this.now()): Date {
    for (let due = this.nextDue(now); due; due = this.nextDue(now)) {
      const at = new Date(due.at);
      this.state.due = this.state.due.filter((one) => one !== due);
      this.company.settle(this.state.company, at);
      try {
        this.run(due, at);
      } catch (error) {
        // What was bent behind the screen past sense must not take the sandbox down with it.
        console.error(`sandbox: ${JSON.stringify(due)} cannot be done:`, error);
      }
      this.options.onChange?.();
    }
    this.company.settle(this.state.company, now);
    this.sleep();
    this.webhooks.pump();
    return now;
  }

  private run(due: Due, at: Date): void {
    switch (due.step) {
      case "start":
        return start(this, due.requestId, at);
      case "finish":
        return finish(this, due.requestId, due.transactionId, at);
      case "check-payee":
        return checkPayee(this, due.counterpartyId, at);
    }
  }

  private nextDue(until: Date): Due | null {
    const first = this.state.due.reduce<Due | null>((best, one) => (best && best.at <= one.at ? best : one), null);
    return first && new Date(first.at) <= until ? first : null;
  }

  /** Sets the alarm for the next step, so that transfers run without anybody asking. */
  private sleep(): void {
    const next = this.state.due.map((one) => one.at).sort()[0];
    this.clock.wakeAt(next ? new Date(next) : null, () => this.catchUp());
  }

  /** Something was written: persist it and see to what falls due. */
  changed(): void {
    this.sleep();
    this.webhooks.pump();
    this.options.onChange?.();
  }

  /** Throws RangeError for a moment that has passed. */
  moveTo(to: Date): Date {
    this.clock.moveTo(to);
    const now = this.catchUp();
    this.options.onChange?.();
    return now;
  }

  /** The company as it was seeded, brought to the clock; sign-ins, the clock and the list of calls stay, faults and holds go. */
  reset(): void {
    this.state = this.fresh(new Date(this.state.company.anchor));
    this.webhooks.restart();
    this.catchUp();
    this.faults.clear();
    this.holds.releaseAll();
    this.limits.clear();
    this.changed();
  }

  stop(): void {
    this.webhooks.restart();
    this.clock.wakeAt(null, () => undefined);
    this.holds.releaseAll();
  }
}
