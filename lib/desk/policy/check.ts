import "server-only";
import { unmeetable } from "@/lib/approvals/policy/feasible";
import type { PolicyContent, Signers } from "@/lib/approvals/policy/types";
import { AppError, type FieldFault } from "@/lib/errors";
import type { Reader } from "../sources";
import { activeAmong, pocketsNow, teamNow } from "./company";

/** What a policy refers to by id, with the place where it does. */
function referred({ rules, limits }: PolicyContent) {
  const of = ({ members = [] }: Signers, field: string) => members.map((id) => ({ id, field: `${field}.members` }));
  return {
    members: [
      ...rules.flatMap(({ when, then }, i) => [
        ...(when.initiators ?? []).map((id) => ({ id, field: `rules.${i}.when.initiators` })),
        ...then.demands.flatMap(({ from }, k) => of(from, `rules.${i}.then.demands.${k}.from`)),
      ]),
      ...limits.flatMap((one, i) => of(one.for, `limits.${i}.for`)),
    ],
    pockets: rules.flatMap(({ when }, i) => (when.pockets ?? []).map((id) => ({ id, field: `rules.${i}.when.pockets` }))),
  };
}

/** What is wrong with a policy for this company as it is now, by place. Throws what the reads throw. */
async function faultsOf(content: PolicyContent, read: Reader): Promise<FieldFault[]> {
  const { members, pockets } = referred(content);
  const [team, known] = await Promise.all([teamNow(read), pockets.length > 0 ? pocketsNow(read) : []]);
  const active = activeAmong(team);
  const memberFaults = members.flatMap(({ id, field }): FieldFault[] => {
    const found = team.find((one) => one.id.toLowerCase() === id);
    if (!found) return [{ field, message: `Nobody on the team has the id ${id}.` }];
    return active.some((one) => one.id === id) ? [] : [{ field, message: `${found.name} is not active on the team.` }];
  });
  const pocketFaults = pockets
    .filter(({ id }) => !known.some((one) => one.id.toLowerCase() === id))
    .map(({ id, field }): FieldFault => ({ field, message: `No pocket has the id ${id}.` }));
  const impossible = unmeetable(content, active).map((i): FieldFault => ({
    field: `rules.${i}.then.demands`,
    message: "Nobody's request could ever get these sign-offs: with the rules for every request they take more people, or others, than today's team has.",
  }));
  return [...memberFaults, ...pocketFaults, ...impossible];
}

/** Throws `invalid_input` with a fault per place, each under `policy.`, where the company could not live by a policy. */
export async function checkForCompany(content: PolicyContent, read: Reader): Promise<void> {
  const fields = (await faultsOf(content, read)).map(({ field, message }) => ({ field: `policy.${field}`, message }));
  if (fields.length > 0) throw new AppError("invalid_input", { message: "The policy does not fit the company as it is today.", fields });
}
