import type { SnapshotPolicy } from "../types";
import { assurances } from "./types";

type Asked = Pick<SnapshotPolicy, "demands" | "assurance" | "acknowledge" | "callBack" | "expiresAt">;

/**
 * Whether what is asked now goes beyond what was shown: then whoever looked must look again before they sign. What asks for
 * less, or for the same in other words, does not matter.
 */
export function asksMore(shown: Asked, now: Asked): boolean {
  const covered = now.demands.every((demand) =>
    shown.demands.some(
      (one) => one.step === demand.step && one.count >= demand.count && JSON.stringify(one.from) === JSON.stringify(demand.from),
    ),
  );
  return (
    !covered ||
    assurances.indexOf(now.assurance) > assurances.indexOf(shown.assurance) ||
    now.acknowledge.some((code) => !shown.acknowledge.includes(code)) ||
    (now.callBack && !shown.callBack) ||
    (now.expiresAt !== null && (shown.expiresAt === null || now.expiresAt < shown.expiresAt))
  );
}
