import "server-only";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds. Jiko's and our own answers lie between some milliseconds and the deadline of a call. */
const seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Everything that `/api/metrics` tells, by what it is called here; docs/runbook.md says what to do about it. A label is a
 * word of ours (an operation, a kind, an outcome, the place of a customer in JIKO_CUSTOMER_IDS), never a name or an id.
 */
function make() {
  const registry = new Registry();
  const registers = [registry];
  const about = (name: string, help: string, labelNames: string[]) => ({ name: `countersign_${name}`, help, labelNames, registers });
  const counter = (name: string, help: string, ...labels: string[]) => new Counter(about(name, help, labels));
  const gauge = (name: string, help: string, ...labels: string[]) => new Gauge(about(name, help, labels));
  const histogram = (name: string, help: string, ...labels: string[]) => new Histogram({ ...about(name, help, labels), buckets: seconds });
  collectDefaultMetrics({ register: registry });

  /** Counted in this process, as it happens. */
  const counted = {
    jikoCalls: counter("jiko_calls_total", "Exchanges with Jiko; outcome is ok or the code of the error", "operation", "outcome"),
    jikoSeconds: histogram("jiko_call_seconds", "From sending to the last byte of Jiko's answer", "operation"),
    jikoRepeats: counter("jiko_repeats_total", "Exchanges that were a further attempt of the same call", "operation"),
    jikoWaits: histogram("jiko_wait_seconds", "How long calls waited for the rate limit, of those that did, by whose they are", "group", "share"),
    jikoOverBudget: counter("jiko_over_budget_total", "Calls that were not sent: the wait would have been too long", "group", "share"),
    tokenRefreshes: counter("token_refreshes_total", "Renewals of tokens, by whose they are and how they ended", "owner", "outcome"),
    jobRuns: counter("job_runs_total", "Jobs that ran in this process; outcome is ok or failed", "kind", "outcome"),
    jobSeconds: histogram("job_seconds", "How long a run of a job took", "kind"),
    requests: counter("http_requests_total", "Requests that our routes answered", "method", "route", "status"),
    requestSeconds: histogram("http_request_seconds", "Until the head of our answer; what is streamed goes on after it", "method", "route"),
  };
  /** Looked up when somebody asks. */
  const looked = {
    jikoBudgetLeft: gauge("jiko_budget_left", "Calls of the minute left to whoever has used most of them", "group"),
    jikoBudgetLimit: gauge("jiko_budget_limit", "Calls a minute that Jiko allows, as far as is known", "group"),
    liveStreams: gauge("live_streams", "Desks that are open and listen to this process"),
    databaseReadable: gauge("database_readable", "1: what the database knows is below; 0: it could not be read"),
    jobs: gauge("jobs", "Jobs that are planned, due or under way", "kind"),
    jobsFailing: gauge("jobs_failing", "Jobs whose last run failed", "kind"),
    jobOldestDue: gauge("job_oldest_due_seconds", "How long the job has been due that nobody has taken up for longest", "kind"),
    mirrorRows: gauge("mirror_rows", "Rows of the desk's copy, counted every five minutes", "kind", "customer"),
    mirrorLag: gauge("mirror_lag_seconds", "Age of the time as of which the copy is complete", "kind", "customer"),
    mirrorFilled: gauge("mirror_filled", "1: the first filling has come to the oldest row; 0: it has not", "kind", "customer"),
    mirrorDiffering: gauge("mirror_differing", "Parts of the copy that were last found to differ from Jiko's list", "kind", "customer"),
    auditPosition: gauge("audit_position", "Entries of the audit record", "customer"),
    auditUnsigned: gauge("audit_unsigned_entries", "Entries after the newest signed head", "customer"),
    auditUnsignedAge: gauge("audit_unsigned_age_seconds", "Age of the first of them, 0 where there is none", "customer"),
    auditHeadAge: gauge("audit_head_age_seconds", "Age of the newest signed head", "customer"),
    webhookDeliveries: gauge("webhook_deliveries", "Deliveries so far: accepted, or why they were refused", "customer", "outcome"),
    webhookAge: gauge("webhook_newest_age_seconds", "Age of the newest delivery that was accepted", "customer"),
    sessions: gauge("sessions", "Sessions that are alive", "customer"),
    messages: gauge("messages_unsent", "Messages on their way out: waiting, retrying, given_up", "customer", "state"),
  };
  return { registry, counted, looked };
}

type Metrics = ReturnType<typeof make>;
export type LookedUp = keyof Metrics["looked"];

// Pages, routes and the start-up code are bundled apart; a process counts once.
const shared = globalThis as typeof globalThis & { countersignMetrics?: Metrics };
export const metrics = (): Metrics => (shared.countersignMetrics ??= make());

/** What is counted as it happens. */
export const counted = (): Metrics["counted"] => metrics().counted;
