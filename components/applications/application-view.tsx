"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import { usePolling } from "@/components/api/live-state";
import { DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Notice, Status } from "@/components/ui/status";
import { stepWords, type ApplicationView, type Step } from "@/lib/forms/application";
import { missing, type Missing } from "@/lib/forms/application-missing";
import type { PartyView } from "@/lib/forms/related-party";
import { applicationHref, parts, type ApplicationAddress } from "./address";
import { Apply } from "./apply";
import { People } from "./people";
import { PersonForm } from "./person-form";
import { applicationQuery, documentsQuery, peopleQuery } from "./queries";
import { RequestedDocuments } from "./requested-documents";
import { StepForm } from "./step-form";
import { Summary } from "./summary";
import { statusMeaning } from "./words";

/** One application: its parts to fill in while it is a draft, what Jiko asks for, and what became of it. */
export function Application({ id, part, person }: ApplicationAddress & { id: string }) {
  const interval = usePolling(30_000);
  const application = useQuery({ ...applicationQuery(id), refetchInterval: interval });
  const people = useQuery(peopleQuery(id));
  const documents = useQuery({ ...documentsQuery(id), refetchInterval: interval });
  const given = application.data;
  const lacks = given && people.data ? missing(given, people.data.items) : null;
  const draft = given?.status === "CREATED";
  return (
    <>
      <PageHeader
        title={given ? (given.name ?? "Unnamed company") : <Skeleton width="12rem" />}
        crumbs={[{ href: "/applications", label: "Applications" }, ...(part && given ? [{ href: applicationHref(id), label: given.name ?? "Application" }] : [])]}
        meta={
          given ? (
            <>
              <Status of="application" value={given.status} />
              <span>{statusMeaning(given.status)}</span>
            </>
          ) : null
        }
        action={given && draft && lacks ? <Apply id={id} lacks={lacks} /> : null}
      />
      <QueryView query={application} what="the application" loading={<Waiting />}>
        {(whole) => (
          <div className="grid items-start gap-4 lg:grid-cols-[14rem_minmax(0,1fr)]">
            <Parts id={id} open={part} lacks={draft ? lacks : []} draft={draft} />
            <div className="flex min-w-0 flex-col gap-4">
              <Facts application={whole} />
              {part === null ? (
                <>
                  {documents.data?.items.length || whole.status === "DOCUMENTS_NEEDED" ? (
                    <RequestedDocuments applicationId={id} status={whole.status} query={documents} />
                  ) : null}
                  {draft ? <Lacking id={id} lacks={lacks} /> : null}
                  <Summary application={whole} />
                  <QueryView query={people} what="the people" loading={<Waiting />}>
                    {({ items, next_page }) => <People id={id} people={items} more={next_page !== null} editable={draft} />}
                  </QueryView>
                </>
              ) : (
                <Part id={id} part={part} person={person} application={whole} people={people} draft={draft} />
              )}
            </div>
          </div>
        )}
      </QueryView>
    </>
  );
}

interface PartProps {
  id: string;
  part: Step | "people";
  person: string | null;
  application: ApplicationView;
  people: { data: { items: PartyView[]; next_page: string | null } | undefined; error: unknown; isFetching: boolean; refetch: () => unknown };
  draft: boolean;
}

function Part({ id, part, person, application, people, draft }: PartProps) {
  if (part === "people") {
    return (
      <QueryView query={people} what="the people" loading={<Waiting />}>
        {({ items, next_page }) =>
          person && draft ? (
            <PersonForm key={person} id={id} person={person} people={items} />
          ) : (
            <People id={id} people={items} more={next_page !== null} editable={draft} />
          )
        }
      </QueryView>
    );
  }
  return draft ? <StepForm key={part} id={id} step={part} application={application} /> : <Summary application={application} only={part} />;
}

/** The parts as a list that says of each whether it is complete. */
function Parts({ id, open, lacks, draft }: { id: string; open: Step | "people" | null; lacks: Missing[] | null; draft: boolean }) {
  const link = "touch flex items-center justify-between gap-2 rounded-control px-2.5 py-1";
  const look = (here: boolean) => `${link} ${here ? "bg-accent-soft font-strong text-accent" : "hover:bg-sunken"}`;
  return (
    <nav aria-label="Parts of the application" className="panel p-2">
      <ul className="flex flex-col gap-0.5 max-lg:grid max-lg:grid-cols-2">
        <li>
          <Link href={applicationHref(id)} aria-current={open === null ? "page" : undefined} className={look(open === null)}>Overview</Link>
        </li>
        {parts.map((part) => {
          const complete = lacks && !lacks.some((one) => one.part === part);
          return (
            <li key={part}>
              <Link href={applicationHref(id, part)} aria-current={open === part ? "page" : undefined} className={look(open === part)}>
                {stepWords[part]}
                {draft && lacks ? (
                  complete ? (
                    <CircleCheck aria-label="complete" className="size-4 flex-none text-done" />
                  ) : (
                    <CircleAlert aria-label="something is missing" className="size-4 flex-none text-waiting" />
                  )
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Lacking({ id, lacks }: { id: string; lacks: Missing[] | null }) {
  if (!lacks) return null;
  if (lacks.length === 0) {
    return <Notice hue="done" title="Everything is there">Look it over and submit it. Nothing can be changed after that.</Notice>;
  }
  return (
    <Panel title="What is missing">
      <ul className="flex flex-col gap-1">
        {lacks.map(({ part, message }) => (
          <li key={`${part} ${message}`}>
            <Link href={applicationHref(id, part)} className="link">{stepWords[part]}</Link>: {message}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Facts({ application: { exception_reasons, time_created, updated_at, customer_id } }: { application: ApplicationView }) {
  return (
    <>
      <p className="text-small text-ink-muted">
        Begun <DateText at={time_created} />, changed <DateText at={updated_at} />
        {customer_id ? ". It has become a customer of Jiko." : "."}
      </p>
      {exception_reasons.length > 0 ? (
        <Notice hue="failed" title="What Jiko says">
          {exception_reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </Notice>
      ) : null}
    </>
  );
}

function Waiting() {
  return (
    <Loading what="the application" className="panel flex flex-col gap-3 px-4 py-3">
      {Array.from({ length: 8 }, (_, i) => (
        <Skeleton key={i} width="60%" />
      ))}
    </Loading>
  );
}
