"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { TickField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { AccountNumber } from "@/components/ui/mono-id";
import { Panel } from "@/components/ui/panel";
import { PayeeIdentity } from "@/components/ui/payee-identity";
import { Notice, Status } from "@/components/ui/status";
import type { PayeeReview } from "@/lib/desk/payees/review";
import type { PayeeValues } from "@/lib/forms/payee";
import type { Finding } from "@/lib/payees/look-alike";
import { kinds } from "./words";

interface ReviewProps {
  values: PayeeValues;
  review: PayeeReview;
  busy: boolean;
  onBack: () => void;
  onAdd: () => void;
}

/** Exactly what Jiko will be sent, and whom it looks like. */
export function Review({ values, review: { sending, notes, findings, compared }, busy, onBack, onAdd }: ReviewProps) {
  const [looked, setLooked] = useState(false);
  const must = findings.length > 0;
  return (
    <div className="flex max-w-2xl min-w-0 flex-col gap-4">
      <Panel title="This is sent to Jiko" aside={<span className="font-strong">{kinds[values.kind].label}</span>}>
        <p className="mb-2 text-lead font-strong wrap-anywhere">{sending.name}</p>
        <PayeeIdentity payee={sending} />
        <div className="mt-1.5">
          <DefinitionList items={[["Registered as", values.nameType === "business" ? "a business" : "a person"]]} />
        </div>
      </Panel>
      {notes.map((note) => (
        <Notice key={note} hue="waiting">{note}</Notice>
      ))}
      <Panel title="What to look at" aside={<span className="text-small text-ink-muted">compared with {compared} {compared === 1 ? "payee" : "payees"}</span>}>
        {must ? (
          <div className="flex flex-col gap-3">
            <ul className="flex flex-col gap-2">
              {findings.map((finding) => (
                <li key={finding.key}>
                  <FindingNotice finding={finding} />
                </li>
              ))}
            </ul>
            <TickField
              label="I have looked at this, and the payee is meant as it stands here."
              checked={looked}
              onChange={(event) => setLooked(event.target.checked)}
            />
          </div>
        ) : (
          <p>No other payee has this account or a name like this.</p>
        )}
      </Panel>
      <div className="flex flex-wrap items-start gap-2">
        <Button onClick={() => !busy && onBack()}>Back to the form</Button>
        <Button
          tone="primary"
          busy={busy}
          busyLabel="Adding…"
          barred={must && !looked ? "Look at what was found, and tick that you have." : null}
          onClick={onAdd}
        >
          Add the payee
        </Button>
      </div>
      <p className="text-small text-ink-muted">Adding pays nothing. Jiko checks the account first; then transfers can be filed to it, and others must sign them.</p>
    </div>
  );
}

function FindingNotice({ finding: { text, payee } }: { finding: Finding }) {
  return (
    <Notice hue="waiting" title={text}>
      {payee ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`/counterparties/${payee.id}`} target="_blank" className="link wrap-anywhere">
            {payee.name}
            <span className="sr-only"> (opens another tab)</span>
          </Link>
          {payee.accountEnding ? <AccountNumber value={payee.accountEnding} masked /> : null}
          <Status of="payee" value={payee.status} />
        </p>
      ) : null}
    </Notice>
  );
}
