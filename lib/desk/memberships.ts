import "server-only";
import type { Session } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { membershipsList, type Membership } from "@/lib/jiko/team";
import { allPages } from "./commands/all-pages";
import { readWhole } from "./read";

/** A membership as its own person sees it. */
export interface MembershipView {
  customerName: string;
  role: string;
  status: string;
  /** What it is to this desk: the one of this session, one that this desk is set up for too, or one of another desk. */
  place: "session" | "desk" | "elsewhere";
}

/** All companies that the signed-in user belongs to at Jiko, the one of this session first. */
export async function memberships(session: Session): Promise<MembershipView[]> {
  const served = env().JIKO_CUSTOMER_IDS.map((id) => id.toLowerCase());
  const placeOf = ({ customer_id, member_id }: Membership): MembershipView["place"] => {
    if (member_id === session.memberId && customer_id === session.customerId) return "session";
    return served.includes(customer_id.toLowerCase()) ? "desk" : "elsewhere";
  };
  const found = await allPages((query) => readWhole(membershipsList, session, { query }));
  return found
    .map((one) => ({ customerName: one.customer_name, role: one.role, status: one.status, place: placeOf(one) }))
    .sort((a, b) => Number(b.place === "session") - Number(a.place === "session") || a.customerName.localeCompare(b.customerName, "en-US"));
}
