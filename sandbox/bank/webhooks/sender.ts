import { randomUUID } from "node:crypto";
import { signatureHeader } from "@/lib/jiko/events";
import type { CompanyEvent, CompanyState, SubscriptionRecord } from "@/sandbox/company/types";
import { signatureOf } from "./sign";

/** How long a subscriber may take (assumed). */
const timeoutMs = 10_000;
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

interface Answer {
  /** 0 where none came. */
  code: number;
  message: string | null;
}

/** What the sender works on. `company` is replaced by a reset: read it anew on each use. */
export interface Source {
  readonly company: CompanyState;
  now(): Date;
  changed(): void;
}

/**
 * Delivers events to subscriptions, signed, with the retries of their policies, in real time. It calls this machine alone:
 * what another address would have answered, nobody knows, so such an attempt is noted as one without an answer.
 */
export class WebhookSender {
  /** Multiplies the pauses between tries. */
  factor = 1;
  /** How many of the company's events were looked at. What the seed brought is the past. */
  private seen: number;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly source: Source) {
    this.seen = source.company.events.length;
  }

  /** Forgets retries that wait, and takes all events there are for delivered. */
  restart(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.seen = this.source.company.events.length;
  }

  /** Sends whatever happened since the last look. */
  pump(): void {
    const fresh = this.source.company.events.slice(this.seen);
    this.seen += fresh.length;
    for (const event of fresh) {
      for (const subscription of this.source.company.subscriptions) {
        if (subscription.status === "enabled" && subscription.events.includes(event.event_type)) void this.deliver(event, subscription.id, 1);
      }
    }
  }

  /** Events that are sent by hand are not sent by themselves too. */
  skip(count: number): void {
    this.seen += count;
  }

  private async deliver(event: CompanyEvent, subscriptionId: string, attempt: number): Promise<void> {
    const { company } = this.source;
    const subscription = company.subscriptions.find((one) => one.id === subscriptionId && one.status === "enabled");
    if (!subscription) return;
    const { code } = await this.send(event, subscription);
    const policy = subscription.retry_policy;
    if (isSuccess(code) || !policy || attempt >= policy.maximum_attempts) return;
    // A dropped connection or a timeout counts as an error to be retried (assumed).
    if (code !== 0 && !policy.retry_on_status_codes.includes(code)) return;
    if (company !== this.source.company) return;
    const seconds = Math.min(policy.initial_interval_seconds * policy.backoff_coefficient ** (attempt - 1), policy.maximum_interval_seconds);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.deliver(event, subscriptionId, attempt + 1);
    }, seconds * 1000 * this.factor);
    timer.unref();
    this.timers.add(timer);
  }

  /** One try, noted in the log of the event. `secret`: what to sign with instead of the subscription's own. */
  async send(event: CompanyEvent, subscription: SubscriptionRecord, secret = subscription.shared_secret): Promise<Answer> {
    const { company } = this.source;
    const calledAt = this.source.now().toISOString();
    const answer = loopback.has(new URL(subscription.url).hostname)
      ? await post(subscription.url, JSON.stringify(event), secret)
      : { code: 0, message: "The sandbox delivers to this machine alone" };
    company.deliveries.push({
      event_id: event.event_id,
      delivery_attempt_id: randomUUID(),
      subscription_id: subscription.id,
      success: isSuccess(answer.code),
      response_code: answer.code,
      response_message: answer.message,
      called_at: calledAt,
    });
    this.source.changed();
    return answer;
  }
}

const isSuccess = (code: number) => code >= 200 && code < 300;

async function post(url: string, body: string, secret: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", [signatureHeader]: signatureOf(secret, body) },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { code: response.status, message: isSuccess(response.status) ? null : response.statusText || null };
  } catch (error) {
    return { code: 0, message: error instanceof Error && error.name === "TimeoutError" ? "No answer within 10 s" : "No connection" };
  }
}
