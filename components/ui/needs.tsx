import { worthOf, type Need } from "@/lib/treasury/forecast";
import { formatCents } from "@/lib/treasury/money";
import type { ProjectedDay } from "@/lib/treasury/projection";
import { DateText } from "./date-text";
import { Notice } from "./status";

interface NeedsProps {
  days: readonly ProjectedDay[];
  needs: readonly Need[];
  pocketName: (id: string) => string;
}

/** Whether what is expected can be paid, in words: who runs short, and where bills would have to be sold. */
export function Needs({ days, needs, pocketName }: NeedsProps) {
  const last = days.at(-1);
  if (!last) return null;
  if (needs.length === 0) {
    return (
      <Notice hue="done" title="Nothing runs short in these thirteen weeks.">
        What is expected to leave is covered by cash and by bills that mature. On <DateText at={last.day} /> there are{" "}
        {formatCents(worthOf(last.closing))}.
      </Notice>
    );
  }
  const short = needs.some(({ kind }) => kind === "short");
  return (
    <Notice
      hue={short ? "failed" : "waiting"}
      title={short ? "Not everything that is expected can be paid." : "Bills would have to be sold before they mature."}
    >
      <ul>
        {needs.map(({ pocketId, kind, day, missing }) => (
          <li key={pocketId}>
            {kind === "short" ? (
              <>
                {pocketName(pocketId)} runs short on <DateText at={day} />; at the worst {formatCents(missing)} are missing.
              </>
            ) : (
              <>
                {pocketName(pocketId)} pays more than lies free from <DateText at={day} /> on; at the worst {formatCents(missing)} would
                come from sales.
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
