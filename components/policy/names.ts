import { findingName } from "@/lib/approvals/findings/words";
import type { Names } from "@/lib/approvals/policy/words";
import type { PolicyView } from "@/lib/desk/policy/types";

type Known = PolicyView["known"];

/** What people call what a policy knows by id; the start of the id for what is not listed any more. */
export const namesOf = ({ members, pockets }: Known): Names => ({
  member: (id) => {
    const found = members?.find((one) => one.id === id);
    return found ? `${found.name}${found.active ? "" : " (not active)"}` : `member ${id.slice(0, 8)}`;
  },
  pocket: (id) => pockets?.find((one) => one.id === id)?.name ?? `pocket ${id.slice(0, 8)}`,
  // Some names hold a comma, and they stand in lists.
  finding: (code) => `“${findingName(code)}”`,
});
