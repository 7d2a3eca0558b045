"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { DateText } from "@/components/ui/date-text";
import { useDesk, useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Badge, type Hue } from "@/components/ui/status";
import type { PasskeyView } from "@/lib/desk/passkeys/list";
import { AddPasskey } from "./add";
import { ConfirmPasskey, RevokePasskey } from "./changes";
import { useFinish } from "./finish";
import { passkeysQuery, waitingQuery } from "./queries";
import { shortFingerprint } from "./words";

const states: Record<PasskeyView["state"], { hue: Hue; word: string }> = {
  active: { hue: "done", word: "Signs" },
  waiting: { hue: "waiting", word: "Waits to be confirmed" },
  revoked: { hue: "quiet", word: "Revoked" },
};

/** One's own passkeys, with the way to another one. Comes back here from Jiko and finishes what was begun. */
export function OwnPasskeys() {
  const passkeys = useQuery(passkeysQuery(null));
  const finished = useFinish();
  const older = passkeys.data?.some(({ state }) => state === "active") ?? false;
  return (
    <Panel title="Your passkeys" flush aside={passkeys.data ? <AddPasskey older={older} before={passkeys.data.length > 0} /> : null}>
      {finished}
      <QueryView query={passkeys} what="your passkeys" loading={<PasskeysLoading />}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="You have no passkey.">
              Signing transfers off needs one: a finger, a face or a PIN on a device of yours, for exactly what is shown.
            </Empty>
          ) : (
            <Rows rows={rows} action={(one) => (one.state === "revoked" ? null : <RevokePasskey passkey={one} own />)} />
          )
        }
      </QueryView>
    </Panel>
  );
}

/** The passkeys of another member: an admin can revoke them, an approver confirms one that waits. */
export function MemberPasskeys({ memberId }: { memberId: string }) {
  const passkeys = useQuery(passkeysQuery(memberId));
  const mayRevoke = useMay("passkeys.revoke");
  return (
    <Panel title="Passkeys" flush>
      <QueryView query={passkeys} what="the passkeys" loading={<PasskeysLoading />}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="This member has no passkey." />
          ) : (
            <Rows
              rows={rows}
              action={(one) => (
                <>
                  {one.state === "waiting" ? <ConfirmPasskey passkey={one} /> : null}
                  {mayRevoke && one.state !== "revoked" ? <RevokePasskey passkey={one} /> : null}
                </>
              )}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

/** Passkeys of others that wait for a second person; nothing where none does. */
export function WaitingPasskeys() {
  const { viewer } = useDesk();
  const waiting = useQuery({ ...waitingQuery(), enabled: viewer.permissions.includes("transfers.decide") });
  if (!waiting.data?.length) return null;
  return (
    <Panel title="Passkeys that wait for a second person" flush>
      <Rows rows={waiting.data} named action={(one) => <ConfirmPasskey passkey={one} />} />
    </Panel>
  );
}

function Rows({ rows, named, action }: { rows: readonly PasskeyView[]; named?: boolean; action: (one: PasskeyView) => ReactNode }) {
  return (
    <ul className="divide-y divide-line">
      {rows.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2.5">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2 font-strong wrap-anywhere">
              {named ? `${one.memberName}: ` : ""}
              {one.label}
              <Badge hue={states[one.state].hue}>{states[one.state].word}</Badge>
            </p>
            <p className="text-small text-ink-muted">
              Added <DateText at={one.createdAt} /> ·{" "}
              {one.lastUsedAt ? <>last used <DateText at={one.lastUsedAt} /></> : "never used"} · fingerprint{" "}
              <span className="font-mono">{shortFingerprint(one)}</span>
            </p>
          </div>
          <div className="flex flex-wrap gap-2">{action(one)}</div>
        </li>
      ))}
    </ul>
  );
}

const PasskeysLoading = () => (
  <Loading what="the passkeys">
    <div className="flex flex-col gap-1 px-4 py-2.5">
      <Skeleton width="30%" />
      <Skeleton width="60%" />
    </div>
  </Loading>
);
