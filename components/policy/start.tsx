"use client";

import { useQuery } from "@tanstack/react-query";
import { useBarred } from "@/components/ui/desk";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { QueryView } from "@/components/ui/query-view";
import { StartDraft } from "@/components/ui/start-draft";
import { formOf, readPolicyForm } from "@/lib/approvals/policy/form";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import { policyQuery } from "./queries";

const header = { title: "Propose a policy", crumbs: [{ href: "/policy", label: "Policy" }] };
const current = { kind: "current", label: "Change the policy in force", hint: "Begin with its rules and limits as they are" } as const;
const fresh = { kind: "fresh", label: "Begin anew", hint: "With the one rule that is built in: one approver, with a passkey" } as const;
const several = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/** Whose names and rules the form needs is read before it begins. */
export function StartPolicy() {
  const mayNot = useBarred("policy.propose");
  const query = useQuery({ ...policyQuery(), enabled: mayNot === null });
  const start = (from: typeof builtInPolicy | null, barred: { title: string; text: string } | null) => (
    <StartDraft
      kind="policy"
      header={header}
      question="What do you begin with?"
      kinds={from ? [current, fresh] : [fresh]}
      empty={(kind) => formOf(kind === "current" && from ? from : builtInPolicy)}
      href={(id) => `/policy/new/${id}`}
      read={(value) => {
        const { rules, limits, note } = readPolicyForm(value);
        const about = `${several(rules.length, "rule")}, ${several(limits.length, "limit")}`;
        return { title: note.trim() || rules.at(-1)?.name.trim() || "No name yet", about };
      }}
      notDone="It was not proposed"
      barred={barred}
    />
  );
  if (mayNot) return start(null, { title: "You cannot propose a policy", text: mayNot });
  return (
    <QueryView query={query} what="the policy" loading={<PageSkeleton title={header.title} />}>
      {({ inForce }) => start(inForce.policy, null)}
    </QueryView>
  );
}
