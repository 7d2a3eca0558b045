"use client";

import { useQuery } from "@tanstack/react-query";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { QueryView } from "@/components/ui/query-view";
import { Notice } from "@/components/ui/status";
import { Difference, versionTitle } from "./difference";
import { VersionState, VersionStory } from "./history";
import { namesOf } from "./names";
import { versionQuery } from "./queries";
import { PolicyRules } from "./rules";

const crumbs = [{ href: "/policy", label: "Policy" }];

/** One version, and what it changed of the one that was in force before. */
export function Version({ number }: { number: number }) {
  return (
    <QueryView query={useQuery(versionQuery(number))} what="this version" loading={<PageSkeleton title={`Version ${number}`} />}>
      {({ version, before, known }) => {
        const names = namesOf(known);
        return (
          <>
            <PageHeader
              title={`Version ${number}`}
              crumbs={crumbs}
              meta={
                <>
                  <VersionState state={version.state} />
                  <span className="wrap-anywhere"><VersionStory version={version} /></span>
                </>
              }
            />
            <div className="flex min-w-0 flex-col gap-4">
              {version.note ? <p className="wrap-anywhere">“{version.note}”</p> : null}
              {version.digest ? <p className="text-small text-ink-muted">SHA-256 <MonoId value={version.digest} what="the hash" /></p> : null}
              {version.policy ? null : (
                <Notice hue="failed" title="This is not what was proposed">
                  What lies in the database is not what the record says. The record and its evidence still hold what was proposed and signed.
                </Notice>
              )}
              {version.policy && before?.policy ? (
                <Difference before={before.policy} beforeTitle={versionTitle(before)} after={version.policy} afterTitle={`Version ${number}`} names={names} />
              ) : null}
              {version.policy ? <PolicyRules policy={version.policy} names={names} /> : null}
            </div>
          </>
        );
      }}
    </QueryView>
  );
}
