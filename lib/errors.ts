/**
 * The closed set of things that can go wrong for a person, with the HTTP status that our routes answer and the sentence
 * that is read when nothing more exact is known. A cause is logged and never sent.
 */
export const errorCodes = {
  invalid_input: [400, "Something in the request is not as it should be."],
  unauthenticated: [401, "You are signed out. Sign in to go on."],
  session_expired: [401, "Your session has ended. Sign in again to go on; what you typed is kept."],
  forbidden: [403, "Your role does not allow this."],
  cross_site: [403, "This request did not come from Countersign itself and was refused."],
  not_found: [404, "There is nothing here."],
  method_not_allowed: [405, "This address does not do that."],
  conflict: [409, "This has changed since it was shown. Look again before you go on."],
  subject_changed: [409, "The request is no longer what was shown. Nothing was decided."],
  too_large: [413, "This is larger than is allowed."],
  rate_limited: [429, "Jiko's limit on requests is used up for the moment. Nothing was sent."],
  upstream_refused: [502, "Jiko refused this."],
  upstream_contract: [502, "Jiko answered in a form that Countersign does not know. Nothing is shown rather than something wrong."],
  upstream_unavailable: [503, "Jiko cannot be reached at the moment."],
  upstream_timeout: [504, "Jiko did not answer in time."],
  internal: [500, "Something went wrong in Countersign. Nothing was sent to Jiko because of it."],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ErrorCode = keyof typeof errorCodes;

/** A fault in one field of what was sent: `field` is its path (`amount`, `payee.id`), `message` a sentence about it. */
export interface FieldFault {
  field: string;
  message: string;
}

interface Details {
  /** The sentence a person reads, where it says more than the code's own. */
  message?: string;
  fields?: FieldFault[];
  retryAfterSeconds?: number;
  /** Anything the screen needs to explain the error, such as the difference between two snapshots. */
  data?: unknown;
  cause?: unknown;
}

/**
 * Tells by a mark whether something is of a class. Pages and route handlers are bundled apart and have a copy of each class
 * each, while they share what is kept per process: an error thrown by the one must be known to the other.
 */
export const marked = (value: unknown, mark: symbol): boolean => typeof value === "object" && value !== null && mark in value;
const appError = Symbol.for("countersign.AppError");

/** The one error class that reaches people. Throw it anywhere on the server; `route` turns it into an answer. */
export class AppError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return marked(value, appError);
  }

  readonly code: ErrorCode;
  readonly fields: FieldFault[];
  readonly retryAfterSeconds: number | null;
  readonly data: unknown;

  constructor(code: ErrorCode, details: Details = {}) {
    super(details.message ?? errorCodes[code][1], { cause: details.cause });
    this.name = "AppError";
    Object.defineProperty(this, appError, { value: true });
    this.code = code;
    this.fields = details.fields ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.data = details.data;
  }

  get status(): number {
    return errorCodes[this.code][0];
  }
}

/** What our routes send for an error, and what the browser reads. `reference` finds the log line. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  reference: string;
  fields: FieldFault[];
  retryAfterSeconds: number | null;
  data?: unknown;
}
