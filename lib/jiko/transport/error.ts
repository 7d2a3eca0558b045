import { AppError, marked, type ErrorCode } from "@/lib/errors";

/** May the call have changed something at Jiko? `none` is only said where that is proven. */
export type Effect = "none" | "unknown";

type AppDetails = NonNullable<ConstructorParameters<typeof AppError>[1]>;

export interface JikoErrorDetails extends AppDetails {
  operation: string;
  effect: Effect;
  upstreamStatus?: number | null;
  requestId?: string | null;
  /** Paths of the fields in which an answer breaks the contract. */
  at?: string[];
  /** What Jiko said, made safe to show; never to decide on. */
  detail?: string | null;
}

const jikoError = Symbol.for("countersign.JikoError");

/** A call to Jiko that did not work out. Carries no value that was sent or received, no URL and no token. */
export class JikoError extends AppError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return marked(value, jikoError);
  }

  /** The operation's id (`pockets.list`), or `download`. */
  readonly operation: string;
  readonly effect: Effect;
  readonly upstreamStatus: number | null;
  /** Jiko's own reference of the call, for its support. */
  readonly requestId: string | null;
  readonly at: string[];
  readonly detail: string | null;

  constructor(code: ErrorCode, { operation, effect, upstreamStatus, requestId, at, detail, ...details }: JikoErrorDetails) {
    super(code, details);
    this.name = "JikoError";
    Object.defineProperty(this, jikoError, { value: true });
    this.operation = operation;
    this.effect = effect;
    this.upstreamStatus = upstreamStatus ?? null;
    this.requestId = requestId ?? null;
    this.at = at ?? [];
    this.detail = detail ?? null;
  }
}
