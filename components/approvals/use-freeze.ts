import { useEffect, useMemo, useRef } from "react";
import { useFrozen } from "@/components/api/freeze";
import type { ApprovalView } from "@/lib/approvals/types";

/**
 * The view with the freeze as it is now: one that came since bars signing, with every figure left where it stands; once one is
 * lifted that was there when the view was made, the view is read anew.
 */
export function useFreeze(view: ApprovalView | null, look: () => Promise<unknown>): ApprovalView | null {
  const frozen = useFrozen();
  const madeFrozen = useRef(frozen !== null);
  useEffect(() => {
    if (frozen !== null || !madeFrozen.current) return;
    madeFrozen.current = false;
    void look();
  }, [frozen, look]);
  return useMemo(() => {
    if (!view || !frozen || view.request.status !== "PENDING_APPROVAL") return view;
    return { ...view, barred: { ...view.barred, approve: view.barred.approve ?? frozen } };
  }, [view, frozen]);
}
