import type { Saving } from "@/components/api/use-draft";
import { Button } from "./button";
import { DateText } from "./date-text";
import { Notice } from "./status";

/** Whether what was typed is safe. One line, always there, so that nothing jumps. */
export function SavingLine({ saving }: { saving: Saving }) {
  return (
    <span role="status" className="text-ink-muted">
      {saving.state === "saved" ? (
        <>Draft saved <DateText at={saving.at} form="time" /></>
      ) : saving.state === "saving" ? (
        "Saving the draft…"
      ) : saving.state === "failed" ? (
        `Not saved: ${saving.message} Trying again.`
      ) : (
        "Not saved"
      )}
    </span>
  );
}

/** Another tab or device changed the same draft: one of the two must be chosen, nothing is mixed. */
export function Conflict({ at, onSettle }: { at: string; onSettle: (take: "theirs" | "mine") => void }) {
  return (
    <div role="alert">
      <Notice hue="waiting" title="This draft was changed elsewhere">
        <p className="mb-2">Another tab or device saved it at <DateText at={at} />. What you type here is not saved until you choose.</p>
        <div className="flex flex-wrap gap-2">
          <Button tone="primary" onClick={() => onSettle("theirs")}>Take the newer one</Button>
          <Button onClick={() => onSettle("mine")}>Keep what is here</Button>
        </div>
      </Notice>
    </div>
  );
}
