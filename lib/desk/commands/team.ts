import "server-only";
import { z } from "zod";
import { changeRoleOf, endSessionsOf } from "@/lib/auth/member-sessions";
import { AppError } from "@/lib/errors";
import { changeBar, invitationFaults, roleChoices, type MemberChange } from "@/lib/forms/team";
import { teamCreate, teamGet, teamList, teamUpdate, type Role, type TeamMember } from "@/lib/jiko/team";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { command, Unclear, type Command } from "../command";
import { allPages } from "./all-pages";
import { orAbsent } from "../sources";

export interface TeamResult {
  memberId: string;
  name: string;
}

const resultOf = ({ id, name }: TeamMember): TeamResult => ({ memberId: id, name });

const readTeam = (client: JikoClient): Promise<TeamMember[]> =>
  allPages((query) => client.call(teamList, { query }, { for: "command" }));

const unknown = (what: string) =>
  `Jiko did not answer clearly. ${what}; we are checking and will show the result here. Nothing will be sent twice.`;

const invitation = z.strictObject({
  name: z.string().trim().max(1000),
  email: z.string().trim().max(1000),
  role: z.string().max(50),
});

interface InviteIntent {
  wanted: { name: string; email: string; role: Role };
}

/** An address belongs to one member, so whoever has it afterwards is the one invited here, or somebody else's doing. */
async function invited(client: JikoClient, { wanted }: InviteIntent): Promise<{ member: TeamMember; same: boolean } | null> {
  const member = (await readTeam(client)).find(({ email }) => email.toLowerCase() === wanted.email.toLowerCase());
  return member ? { member, same: member.name === wanted.name && member.role === wanted.role } : null;
}

const otherwise = ({ name, role }: TeamMember) =>
  new AppError("conflict", { message: `Somebody else invited this address at the same time, as ${name} (${role}). Nothing was sent by you; look at the team.` });

export const inviteMember = command<z.output<typeof invitation>, InviteIntent, TeamResult>({
  name: "team.invite",
  permission: "team.manage",
  reads: "team.read",
  changes: ["team"],
  input: invitation,
  subjectId: ({ email }) => `invitation ${email.toLowerCase()}`.slice(0, 200),
  refusedDetails: ({ email, role }) => ({ email, role }),
  texts: {
    done: "Invited. Jiko sends the invitation; the member appears as active after the first sign-in.",
    unknown: unknown("The invitation may or may not have been sent"),
    notDone: "The invitation did not reach Jiko. Nobody was invited; you can send it again.",
    blocked: "You sent this invitation before, and it is not known yet whether it arrived. Wait for that first; nothing was sent now.",
  },

  async prepare({ client }, typed) {
    const first = invitationFaults(typed);
    if (first.length > 0) throw new AppError("invalid_input", { fields: first });
    const fields = invitationFaults(typed, await readTeam(client));
    if (fields.length > 0) throw new AppError("invalid_input", { fields });
    const wanted = { ...typed, role: typed.role as Role };
    return { intent: { wanted }, details: { memberName: wanted.name, email: wanted.email, role: wanted.role } };
  },

  async call(client, intent) {
    try {
      return resultOf(await client.call(teamCreate, { body: intent.wanted }));
    } catch (error) {
      if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
      // The address is taken by now: by this very call, where something on the way sent it twice.
      const found = await invited(client, intent).catch((cause: unknown) => {
        throw new Unclear("The address is taken at Jiko, and by whom could not be read", cause);
      });
      if (found?.same) return resultOf(found.member);
      throw found ? otherwise(found.member) : error;
    }
  },

  async findOut(client, intent) {
    const found = await invited(client, intent);
    if (!found) return { state: "not_done" };
    return found.same ? { state: "done", result: resultOf(found.member) } : { state: "refused", error: otherwise(found.member) };
  },
});

interface ChangeIntent {
  memberId: string;
  change: MemberChange;
}

interface ChangeKind<Input extends { memberId: string }> {
  name: string;
  input: z.ZodType<Input>;
  texts: Command["texts"];
  wanted(input: Input): MemberChange;
}

const isSo = (member: TeamMember, change: MemberChange): boolean =>
  "role" in change ? member.role === change.role : member.status === change.status;

const readMember = (client: JikoClient, memberId: string) => orAbsent(client.call(teamGet, { params: { member_id: memberId } }, { for: "command" }));

/** A change of one member. Sending it again does no harm, and reading the member tells whether it arrived. */
const change = <Input extends { memberId: string }>({ wanted, ...kind }: ChangeKind<Input>) =>
  command<Input, ChangeIntent, TeamResult>({
    ...kind,
    permission: "team.manage",
    reads: "team.read",
    changes: ["team"],
    subjectId: ({ memberId }) => memberId,
    refusedDetails: (input) => ({ memberId: input.memberId, change: wanted(input) }),

    async prepare({ client, session }, input) {
      const [member, team] = await Promise.all([readMember(client, input.memberId), readTeam(client)]);
      if (!member) throw new AppError("not_found", { message: "There is no such member on the team." });
      const sent = wanted(input);
      const why = changeBar(member, sent, team);
      if (why) throw new AppError("conflict", { message: why });
      const { role, status } = member;
      return {
        intent: { memberId: input.memberId, change: sent },
        details: { memberName: member.name, before: { role, status }, change: sent, own: session.memberId === input.memberId },
      };
    },

    async call(client, { memberId, change: body }) {
      return resultOf(await client.call(teamUpdate, { params: { member_id: memberId }, body }));
    },

    async findOut(client, intent) {
      const found = await readMember(client, intent.memberId);
      return found && isSo(found, intent.change) ? { state: "done", result: resultOf(found) } : { state: "not_done" };
    },

    // Nobody keeps rights here that they lost at Jiko, not even until their token is renewed.
    async onDone(tx, { memberId, change: done }, { customerId }) {
      const whose = { customerId, memberId };
      if ("role" in done) await changeRoleOf(tx, whose, { role: done.role, roleReason: null });
      else if (done.status === "INACTIVE") await endSessionsOf(tx, whose, "deactivated");
    },
  });

const memberId = z.guid().toLowerCase();
const notDone = "This did not reach Jiko. The member is as before; look again before you go on.";
const blocked = "What you sent about this member before is not known to have arrived yet. Wait for that first; nothing was sent now.";

export const changeMemberRole = change({
  name: "team.changeRole",
  input: z.strictObject({ memberId, role: z.enum(roleChoices.map(({ role }) => role) as [Role, ...Role[]]) }),
  texts: { done: "The role is changed.", unknown: unknown("The role may or may not have been changed"), notDone, blocked },
  wanted: ({ role }) => ({ role }),
});

export const deactivateMember = change({
  name: "team.deactivate",
  input: z.strictObject({ memberId }),
  texts: {
    done: "Deactivated. The member can no longer sign in, and is signed out of this desk.",
    unknown: unknown("The member may or may not have been deactivated"),
    notDone,
    blocked,
  },
  wanted: () => ({ status: "INACTIVE" }),
});

export const reactivateMember = change({
  name: "team.reactivate",
  input: z.strictObject({ memberId }),
  texts: {
    done: "Reactivated. The member can sign in again.",
    unknown: unknown("The member may or may not have been reactivated"),
    notDone,
    blocked,
  },
  wanted: () => ({ status: "ACTIVE" }),
});
