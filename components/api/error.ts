import type { ErrorBody, ErrorCode, FieldFault } from "@/lib/errors";

/** `offline` is the one code that no server sends: the browser could not reach Countersign. */
export type ApiErrorCode = ErrorCode | "offline";

/** An error of our own API as a screen shows it. `reference` finds the log line; empty when no answer came. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  readonly reference: string;
  readonly fields: FieldFault[];
  readonly retryAfterSeconds: number | null;
  readonly data: unknown;

  constructor(status: number, body: Omit<ErrorBody, "code"> & { code: ApiErrorCode }) {
    super(body.message);
    this.name = "ApiError";
    this.code = body.code;
    this.status = status;
    this.reference = body.reference;
    this.fields = body.fields;
    this.retryAfterSeconds = body.retryAfterSeconds;
    this.data = body.data;
  }

  /** The sentence about one field of what was sent, by its path. */
  fault(field: string): string | undefined {
    return this.fields.find((one) => one.field === field)?.message;
  }
}

const empty = { reference: "", fields: [], retryAfterSeconds: null };

export const offline = () =>
  new ApiError(0, { ...empty, code: "offline", message: "Countersign cannot be reached. Check the connection." });

/** Reads an error answer. What is not one of our own error bodies came from something in between. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<ErrorBody> | null;
  if (body && typeof body.code === "string" && typeof body.message === "string") {
    return new ApiError(response.status, { ...empty, ...body, code: body.code, message: body.message });
  }
  const message = `Something between this browser and Countersign answered with status ${response.status}.`;
  return new ApiError(response.status, { ...empty, code: "internal", message });
}

/** Whether an answer came from Countersign itself, so that what it says about the effect can be believed. */
export const isOurs = (error: unknown): error is ApiError => error instanceof ApiError && error.reference !== "";
