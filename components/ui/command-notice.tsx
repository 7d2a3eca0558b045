import type { CommandState } from "@/components/api/command-run";
import { Notice } from "./status";

/** What a command was refused with about single fields, by their names. */
export function faultsOf(state: CommandState<unknown>): Record<string, string> {
  if (state.state !== "refused") return {};
  return Object.fromEntries((state.error?.fields ?? []).map(({ field, message }) => [field, message]));
}

interface CommandNoticeProps {
  state: CommandState<unknown>;
  /** What did not happen: "The pocket was not opened". */
  failed: string;
  /** Fields that say themselves what is wrong with them. */
  fields?: readonly string[];
}

/** Where a command stands that has not been done: being checked, refused, or not done. Nothing otherwise. */
export function CommandNotice({ state, failed, fields = [] }: CommandNoticeProps) {
  if (state.state === "checking") {
    return (
      <Notice hue="waiting" title="We are checking what became of this">
        <p>{state.message}</p>
        <p className="text-small">
          Reference <span className="font-mono select-all">{state.commandId.slice(0, 8)}</span>
        </p>
      </Notice>
    );
  }
  if (state.state !== "refused" && state.state !== "not_done") return null;
  const error = state.state === "refused" ? state.error : null;
  const elsewhere = (error?.fields ?? []).filter(({ field }) => !fields.includes(field));
  // A fault that stands at its field needs no sentence that says only that there is one.
  const told = error && error.fields.length > 0 && elsewhere.length === 0;
  return (
    <div role="alert">
      <Notice hue="failed" title={failed}>
        <p>{told ? "See what is said below." : state.message}</p>
        {elsewhere.map(({ field, message }) => (
          <p key={field}>{message}</p>
        ))}
        {error?.reference ? (
          <p className="text-small">
            Reference <span className="font-mono select-all">{error.reference}</span>
          </p>
        ) : null}
      </Notice>
    </div>
  );
}
