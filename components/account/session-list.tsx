"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/components/api/error";
import { readAgain } from "@/components/api/read-again";
import { leaveForSignIn } from "@/components/api/sign-in";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Age, DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { FieldError } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Badge } from "@/components/ui/status";
import type { MemberSession } from "@/lib/auth/member-sessions";
import { endSession, sessionsQuery } from "./queries";

interface SessionListProps {
  /** Null: the viewer's own. */
  memberId: string | null;
  title: string;
  /** Said when there is none. */
  none: string;
}

/** Live sessions of a member on this desk, each with a way to end it. */
export function SessionList({ memberId, title, none }: SessionListProps) {
  const sessions = useQuery(sessionsQuery(memberId));
  return (
    <Panel title={title} flush aside={<span className="text-small text-ink-muted">On this desk; Jiko&rsquo;s own pages have sessions of their own.</span>}>
      <QueryView query={sessions} what="the sessions" loading={<SessionsLoading />}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={none} />
          ) : (
            <ul className="divide-y divide-line">
              {rows.map((one) => (
                <li key={one.handle} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2.5">
                  <Described session={one} />
                  {one.current ? null : <EndButton memberId={memberId} session={one} />}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}

const nameOf = ({ browser }: MemberSession) => browser ?? "Unknown browser";

function Described({ session }: { session: MemberSession }) {
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-2 font-strong">
        {nameOf(session)}
        {session.current ? <Badge hue="info">This session</Badge> : null}
      </p>
      <p className="text-small text-ink-muted">
        Since <DateText at={session.since} />
        {session.address ? <> from {session.address}</> : null}
      </p>
      <p className="text-small text-ink-muted">
        Last active <DateText at={session.lastActive} form="time" />, <Age since={session.lastActive} />. Ends at <DateText at={session.endsAt} form="time" /> at the latest.
      </p>
    </div>
  );
}

function EndButton({ memberId, session }: { memberId: string | null; session: MemberSession }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const end = async () => {
    setBusy(true);
    setError(null);
    try {
      await endSession(memberId, session.handle);
      announce("The session has ended.");
    } catch (thrown) {
      if (leaveForSignIn(thrown)) return;
      const known = thrown instanceof ApiError ? thrown : null;
      setError(`${known?.message ?? "The session could not be ended."}${known?.reference ? ` Reference ${known.reference}.` : ""}`);
    } finally {
      await readAgain(client, { queryKey: sessionsQuery(memberId).queryKey });
      setBusy(false);
    }
  };
  return (
    <span className="flex flex-col items-start gap-1">
      <Button onClick={() => void end()} busy={busy} busyLabel="Ending…">
        End
        <span className="sr-only"> the session in {nameOf(session)}</span>
      </Button>
      <FieldError id={`end-${session.handle}`} error={error} />
    </span>
  );
}

function SessionsLoading() {
  return (
    <Loading what="the sessions" className="divide-y divide-line">
      {[1, 2].map((i) => (
        <div key={i} className="flex flex-col gap-1 px-4 py-2.5">
          <Skeleton width="16ch" />
          <Skeleton width="28ch" />
          <Skeleton width="34ch" />
        </div>
      ))}
    </Loading>
  );
}
