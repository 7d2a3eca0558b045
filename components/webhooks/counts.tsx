import { DateText } from "@/components/ui/date-text";
import { Figure, Panel } from "@/components/ui/panel";
import type { EndpointView } from "@/lib/desk/webhooks/endpoints";

type Counted = Omit<EndpointView, "id" | "url" | "bothUntil">;

/** Deliveries that were taken and that were refused, by why. */
export function Counts({ of }: { of: Counted }) {
  const last = (at: string | null) => at && <>last <DateText at={at} form="table" /></>;
  return (
    <Panel title="Deliveries" className="mb-4">
      <dl className="grid grid-cols-2 gap-4 md:grid-cols-5">
        <Figure label="Taken" note={last(of.lastAcceptedAt)}>{of.accepted}</Figure>
        <Figure label="Of these, repeats" note="changed nothing">{of.repeated}</Figure>
        <Figure label="Refused: signature" note={last(of.lastRefusedAt)}>{of.badSignature}</Figure>
        <Figure label="Refused: other company">{of.badCustomer}</Figure>
        <Figure label="Refused: no event">{of.badBody}</Figure>
      </dl>
    </Panel>
  );
}
