"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { useBarred } from "@/components/ui/desk";
import { DownloadLink } from "@/components/ui/download-link";
import { Empty } from "@/components/ui/empty";
import { TextField } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { AccessMember, AccessReport as Report } from "@/lib/desk/record/access";
import { accessQuery } from "./queries";
import { Barred } from "./record";
import { RecordTabs } from "./record-tabs";

const yes = (is: boolean) => (is ? "Yes" : "No");
const waits = (state: string) => (state === "waiting" ? ", waits for a second person" : "");

const sources: Record<AccessMember["from"], string> = {
  here: "Came here",
  desk: "Invited or changed here",
  copy: "Filed or decided at Jiko",
  list: "Jiko's list",
};

const columns = columnsOf<AccessMember>([
  { id: "name", header: "Member", rowHeader: true, cell: ({ name }) => <span className="wrap-anywhere">{name}</span> },
  { id: "role", header: "Role", cell: ({ role, deactivated }) => (deactivated ? "Deactivated" : (role ?? "Not known")) },
  { id: "from", header: "Known from", cell: ({ from }) => sources[from] },
  { id: "signedIn", header: "Last sign-in", cell: ({ signedIn }) => (signedIn ? <DateText at={signedIn} form="table" /> : "Never until then") },
  { id: "file", header: "May file", cell: ({ mayFile }) => yes(mayFile) },
  { id: "sign", header: "May sign", cell: ({ maySign }) => yes(maySign) },
  {
    id: "passkeys",
    header: "Passkeys",
    cell: ({ passkeys }) =>
      passkeys.length === 0 ? (
        "None"
      ) : (
        <ul>
          {passkeys.map(({ id, fingerprint, since, state }) => (
            <li key={id}>
              <span className="font-mono text-[0.93em]">{fingerprint.slice(0, 16)}</span> since <DateText at={since} form="day" />
              {waits(state)}
            </li>
          ))}
        </ul>
      ),
  },
]);

/** Who could file and sign on a day, with which passkeys and under which policy, as the record has it. */
export function AccessReport({ date }: { date: string }) {
  const mayNot = useBarred("record.read");
  const report = useQuery({ ...accessQuery(date), enabled: mayNot === null });
  const router = useRouter();
  if (mayNot) return <Barred why={mayNot} />;
  const href = (day: string) => `/audit/access?date=${encodeURIComponent(day)}`;
  return (
    <>
      <PageHeader
        title="Access report"
        action={
          <span className="no-print flex gap-2">
            <Button onClick={() => window.print()}>Print</Button>
            <DownloadLink href={`/api/downloads/access-report?date=${date}`} what={`the access report of ${date}`}>
              Download CSV
            </DownloadLink>
          </span>
        }
      />
      <div className="no-print">
        <RecordTabs current="access" />
        <form
          role="search"
          aria-label="Choose the day"
          className="panel mb-4 flex flex-wrap items-end gap-3 px-4 py-3"
          onSubmit={(event) => {
            event.preventDefault();
            router.push(href(String(new FormData(event.currentTarget).get("date") ?? "")));
          }}
        >
          <TextField key={date} label="At the end of" type="date" name="date" defaultValue={date} required />
          <Button type="submit">Show</Button>
        </form>
      </div>
      <QueryView query={report} what="the access report" loading={<Skeleton width="40ch" />}>
        {(known) => <Known report={known} />}
      </QueryView>
    </>
  );
}

const today = columnsOf<AccessMember>([{ id: "atJiko", header: "On Jiko's list", cell: ({ atJiko }) => atJiko ?? "No" }]);

/** What the report rests on, and whom it cannot know. */
const limits: Record<Report["team"], string> = {
  read:
    "Whoever is on Jiko's list of today is here too, though they never came: what they may is what their role at Jiko would give them. " +
    "Whoever is not active on it may do nothing.",
  unreadable: "Jiko's list of today could not be read: whoever is on it and is not known otherwise is missing here.",
  past:
    "Jiko tells nobody how its team stood on a day that is past, and today's list is not taken for it. Whoever was on the team then, and by that day " +
    "neither came here, nor was invited or changed here, nor filed or decided a request in the desk's copy, is missing here.",
};

function Known({ report: { members, policy, frozen, until, team } }: { report: Report }) {
  return (
    <div className="grid gap-4">
      <Panel title="In force">
        <DefinitionList
          items={[
            ["Entries until", <DateText key="until" at={until} />],
            [
              "Policy",
              policy ? (
                <span key="policy">
                  Version {policy.number}, signed by {policy.signedBy} <DateText at={policy.signedAt} />
                </span>
              ) : (
                "Built in: one approver, with a passkey; signed by nobody"
              ),
            ],
            ["Frozen", frozen ? <span key="frozen">By {frozen.by}, since <DateText at={frozen.at} /></span> : "No"],
          ]}
        />
      </Panel>
      <div className="panel">
        <DataTable
          caption="Members and what they could do"
          columns={team === "read" ? [...columns, ...today] : columns}
          rows={members}
          rowKey={({ id }) => id}
          empty={<Empty title="Nobody is on record until then.">Choose a later day.</Empty>}
        />
      </div>
      <p className="max-w-prose text-small text-ink-muted">
        Roles are Jiko&apos;s, as each member&apos;s last sign-in here had them, or a change that the desk saw after it. {limits[team]} The
        policy decides whose sign-off counts for which request.
      </p>
    </div>
  );
}
