import { queryOptions } from "@tanstack/react-query";
import { request } from "@/components/api/request";
import type { MemberSession } from "@/lib/auth/member-sessions";
import type { MembershipView } from "@/lib/desk/memberships";

/** Null: one's own. */
const sessionsPath = (memberId: string | null) => (memberId ? `/api/team/${memberId}/sessions` : "/api/sessions");
export const sessionsKey = (memberId: string | null) => ["team", "sessions", memberId] as const;
export const sessionsQuery = (memberId: string | null) =>
  queryOptions({
    queryKey: sessionsKey(memberId),
    queryFn: ({ signal }) => request<MemberSession[]>(sessionsPath(memberId), { signal }),
    staleTime: 10_000,
  });
export const endSession = (memberId: string | null, handle: string) =>
  request<{ ended: boolean }>(`${sessionsPath(memberId)}/${handle}/end`, { method: "POST" });

export const membershipsKey = ["team", "memberships"] as const;
export const membershipsQuery = () =>
  queryOptions({
    queryKey: membershipsKey,
    queryFn: ({ signal }) => request<MembershipView[]>("/api/memberships", { signal }),
    staleTime: 60_000,
  });
