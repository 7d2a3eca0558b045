import { fewestLeft, progressOf } from "./progress";
import { together } from "./require";
import type { Member, PolicyContent, Rule } from "./types";

/** Roles that Jiko lets sign, and file (assumed). */
const signing = ["APPROVER", "ADMIN"];
const filing = ["INITIATOR", "ADMIN"];

const always = ({ when }: Rule): boolean => Object.values(when).every((one) => one === undefined);

/** Positions of the rules that nobody's request could ever meet with this team, together with the rules that apply to every request. */
export function unmeetable({ rules }: PolicyContent, team: readonly Member[]): number[] {
  const signers = team.filter(({ role }) => signing.includes(role));
  const common = rules.filter(always);
  const met = (rule: Rule): boolean => {
    const requirement = together(always(rule) ? common : [...common, rule], []);
    const { initiators } = rule.when;
    const filers = team.filter(({ id, role }) => filing.includes(role) && (initiators?.includes(id) ?? true));
    const others = (filer: Member) => signers.filter((one) => one.id !== filer.id && one.email !== filer.email);
    // With nobody to file there is no request that it could hold up.
    return filers.length === 0 || filers.some((filer) => fewestLeft(progressOf(requirement, []), others(filer)) !== null);
  };
  return rules.flatMap((rule, i) => (met(rule) ? [] : [i]));
}
