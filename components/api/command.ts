import { isOurs } from "./error";
import { request } from "./request";

export type CommandAnswer<Result> =
  | { state: "done"; commandId: string; result: Result }
  | { state: "unknown"; commandId: string; message: string };

export interface CommandOutcome<Result> {
  state: "done" | "not_done" | "refused" | "unknown";
  message: string;
  result?: Result;
  /** With a refusal, as the error that was lost would have brought it. */
  data?: unknown;
}

const unanswered =
  "No answer came back. This may or may not have been done; we are checking and will show the result here. Nothing will be sent twice.";

/**
 * Sends a command once. `commandId` is minted by the caller, one per attempt. A refusal is an `ApiError`. Where no answer
 * of ours came back the outcome is unknown, and `commandOutcome` finds out.
 */
export async function command<Result>(name: string, input: unknown, commandId: string): Promise<CommandAnswer<Result>> {
  try {
    return await request<CommandAnswer<Result>>(`/api/commands/${name}`, { method: "POST", body: { commandId, input } });
  } catch (error) {
    if (isOurs(error)) throw error;
    return { state: "unknown", commandId, message: unanswered };
  }
}

/** What became of a command whose answer was lost. */
export const commandOutcome = <Result>(commandId: string, signal?: AbortSignal) =>
  request<CommandOutcome<Result>>(`/api/commands/outcomes/${commandId}`, { signal });
