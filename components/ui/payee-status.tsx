import { canBePaid } from "@/lib/forms/payee";
import { Notice, statusWord } from "./status";

const meanings: Record<string, string> = {
  PENDING: "Jiko is still checking it, so nothing can be filed to it yet.",
  LINKED: "It is connected at Jiko, and transfers can be filed to it.",
  VERIFIED: "Jiko has confirmed it, and transfers can be filed to it.",
  UNLINKED: "It was switched off: nothing new can be filed to it, and what was filed before goes on.",
  FAILED: "Jiko could not confirm it, so nothing can be filed to it.",
};

/** What a payee's state means for paying it. */
export const payeeMeaning = (status: string): string =>
  meanings[status] ?? "Countersign does not know this state, so nothing can be filed to it here.";

/**
 * Says that a payee cannot be paid, and why; nothing where it can. `filed`: for a request that waits already, which Jiko may
 * run all the same.
 */
export function PayeeBarred({ status, filed }: { status: string; filed?: boolean }) {
  if (canBePaid(status)) return null;
  return (
    <Notice hue={status === "PENDING" ? "waiting" : "failed"} title={filed ? "Nothing new could be filed to this payee" : "This payee cannot be paid now"}>
      {statusWord("payee", status)}: {payeeMeaning(status)}
      {filed ? " This request was filed already, and Jiko may still pay it once it is approved: find out first why the payee is in this state." : null}
    </Notice>
  );
}
