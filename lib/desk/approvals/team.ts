import "server-only";
import type { Member } from "@/lib/approvals/policy/types";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { roles, teamList, type Role } from "@/lib/jiko/team";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { allPages } from "../commands/all-pages";
import type { Reader } from "../sources";

export interface Team {
  /** Active members that may sign off at all. */
  signers: (Member & { name: string })[];
}

/** Roles that Jiko lets sign (assumed). */
export const signing: readonly Role[] = ["APPROVER", "ADMIN"];
const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

const asSigner = ({ id, role, email, name }: { id: string; role: string; email: string; name: string }): Team["signers"] =>
  isRole(role) && signing.includes(role) ? [{ id: id.toLowerCase(), role, email: email.toLowerCase(), name }] : [];

/** Who may sign requests off, as Jiko has it now; where its list cannot be read, those that the request and the session name. */
export async function teamOf(read: Reader, session: Session, request: TransferRequest): Promise<Team> {
  try {
    const members = await allPages((query) => read(teamList, { query }));
    return { signers: members.filter(({ status }) => status === "ACTIVE").flatMap(asSigner) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "forbidden") throw error;
    const named = request.reviewers.map(({ member_id, name, email }) => ({ id: member_id, role: "APPROVER", email, name }));
    const own = { id: session.memberId, role: session.role, email: session.email, name: session.name };
    return { signers: [own, ...named.filter(({ id }) => id.toLowerCase() !== own.id.toLowerCase())].flatMap(asSigner) };
  }
}
