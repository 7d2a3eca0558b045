import type { Finding, FindingSources, PastRequest, Thresholds } from "./types";

/** Looks for one thing. Pure: what is not known is not found. */
export type Find = (sources: FindingSources, thresholds: Thresholds) => Finding | null;

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** States in which a request pays nothing and never will. */
export const refused: readonly string[] = ["REJECTED", "CANCELED", "FAILED"];
export const time = ({ at }: { at: string }): number => Date.parse(at);
export const several = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** Requests to the same payee, before this one. */
export const toPayee = ({ request, past }: FindingSources): PastRequest[] =>
  request.payeeId === null ? [] : past.filter((one) => one.payeeId === request.payeeId && time(one) <= time(request));
