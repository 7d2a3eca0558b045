"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button";
import { useBarred } from "@/components/ui/desk";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { QueryView } from "@/components/ui/query-view";
import { Notice } from "@/components/ui/status";
import type { PolicyView } from "@/lib/desk/policy/types";
import { versionTitle } from "./difference";
import { History, VersionState, VersionStory } from "./history";
import { namesOf } from "./names";
import { Proposal } from "./proposal";
import { policyQuery } from "./queries";
import { PolicyRules } from "./rules";

/** What the company asks for before a request goes out, and how it came to be so. */
export function Policy() {
  return (
    <QueryView query={useQuery(policyQuery())} what="the policy" loading={<PageSkeleton title="Policy" />}>
      {(view) => <Shown view={view} />}
    </QueryView>
  );
}

function Shown({ view: { inForce, fault, proposed, history, known } }: { view: PolicyView }) {
  const mayNotPropose = useBarred("policy.propose");
  const names = namesOf(known);
  const barred = mayNotPropose ?? (proposed ? `Version ${proposed.number} is proposed already. It must be signed or withdrawn first.` : null);
  return (
    <>
      <PageHeader
        title="Policy"
        meta={
          <>
            <span>{versionTitle(inForce)}</span>
            <VersionState state={inForce.state} />
            <span className="wrap-anywhere"><VersionStory version={inForce} /></span>
          </>
        }
        action={<ButtonLink href="/policy/new" tone={proposed ? "plain" : "primary"} barred={barred}>Propose a change</ButtonLink>}
      />
      <div className="flex min-w-0 flex-col gap-4">
        {fault ? <div role="alert"><Notice hue="failed" title="Nothing can be signed here">{fault}</Notice></div> : null}
        <Notice hue="quiet" title="It binds what passes through this desk, and nothing else">
          Jiko has its own number of approvals and knows nothing of this policy. Whoever files or decides at Jiko by another way is held by Jiko&apos;s rules
          alone; the desk notices that afterwards and says so.
        </Notice>
        {proposed ? <Proposal proposed={proposed} inForce={inForce} names={names} /> : null}
        {inForce.policy ? <PolicyRules policy={inForce.policy} names={names} title={proposed ? "Rules in force" : "Rules"} /> : null}
        <History versions={history} />
      </div>
    </>
  );
}
