import { CircleCheck, CircleX } from "lucide-react";
import { DateText } from "@/components/ui/date-text";
import { Badge } from "@/components/ui/status";
import type { DeliveryAttempt } from "@/lib/jiko/events";

const answerOf = ({ response_code, response_message }: DeliveryAttempt): string =>
  [response_code === 0 ? "No answer" : `Status ${response_code}`, response_message].filter(Boolean).join(": ");

/** How the deliveries of an event went: the outcome at a glance, each attempt when opened. */
export function Attempts({ attempts, nameOf }: { attempts: readonly DeliveryAttempt[]; nameOf: (subscriptionId: string) => string }) {
  if (attempts.length === 0) return <span className="text-ink-muted">No webhook wanted it</span>;
  const delivered = new Set(attempts.filter(({ success }) => success).map(({ subscription_id }) => subscription_id));
  const all = new Set(attempts.map(({ subscription_id }) => subscription_id));
  const missing = all.size - delivered.size;
  const sorted = [...attempts].sort((a, b) => Date.parse(a.called_at) - Date.parse(b.called_at));
  return (
    <details>
      <summary className="touch cursor-pointer">
        {missing === 0 ? (
          <Badge hue="done" icon={CircleCheck}>Delivered</Badge>
        ) : (
          <Badge hue="failed" icon={CircleX}>{all.size === 1 ? "Not delivered" : `${missing} of ${all.size} not delivered`}</Badge>
        )}
        <span className="ml-2 text-small text-ink-muted">{attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`}</span>
      </summary>
      <ol className="mt-1 flex flex-col gap-1 text-small">
        {sorted.map((one) => (
          <li key={one.delivery_attempt_id} className="flex flex-wrap gap-x-3">
            <DateText at={one.called_at} form="table" />
            <span className={one.success ? undefined : "text-failed"}>{answerOf(one)}</span>
            <span className="text-ink-muted">{nameOf(one.subscription_id)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
