import { queryOptions } from "@tanstack/react-query";
import { request } from "@/components/api/request";
import { given } from "@/lib/approvals/policy/given";
import type { PolicyContent } from "@/lib/approvals/policy/types";
import type { PolicyView, Simulation, VersionDetail } from "@/lib/desk/policy/types";

export const policyKey = ["policy"] as const;
export const policyQuery = () =>
  queryOptions({ queryKey: policyKey, queryFn: ({ signal }) => request<PolicyView>("/api/policy", { signal }), staleTime: 15_000 });

export const versionKey = (number: number) => ["policy", "versions", number] as const;
export const versionQuery = (number: number) =>
  queryOptions({ queryKey: versionKey(number), queryFn: ({ signal }) => request<VersionDetail>(`/api/policy/versions/${number}`, { signal }), staleTime: 15_000 });

/** The number of a version is none of what is simulated or reviewed. */
const plain = ({ rules, limits, thresholds }: PolicyContent): PolicyContent => given({ rules, limits, thresholds });
const about = <Answer>(what: "simulation" | "review", content: PolicyContent) =>
  queryOptions({
    queryKey: ["policy", what, plain(content)],
    queryFn: ({ signal }) => request<Answer>(`/api/policy/${what}`, { method: "POST", body: { policy: plain(content) }, signal }),
    staleTime: 60_000,
    retry: false,
  });
export const simulationQuery = (content: PolicyContent) => about<Simulation>("simulation", content);
export const reviewQuery = (content: PolicyContent) => about<{ policy: PolicyContent }>("review", content);
