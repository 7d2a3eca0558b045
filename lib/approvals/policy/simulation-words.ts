import { effectOf, type Simulated } from "./simulate";
import { assuranceWords, either, type Names } from "./words";

const approvers = (count: number): string => (count === 1 ? "one approver" : `${count} approvers`);
const requests = (count: number): string => (count === 1 ? "1 request" : `${count} requests`);
const expiry = (hours: number | null): string => (hours === null ? "never" : `${hours} hours after filing`);

/** What would have been otherwise for one request, in sentences without their full stop. */
export function changeWords({ before, after, signOffs }: Pick<Simulated, "before" | "after" | "signOffs">, { finding }: Pick<Names, "finding">): string[] {
  const people =
    signOffs.after === null
      ? "Nobody could have signed it off with today's team"
      : signOffs.before === null
        ? `${approvers(signOffs.after)}; nobody could have signed it off before`
        : signOffs.after !== signOffs.before
          ? `${approvers(signOffs.after)} instead of ${approvers(signOffs.before)}`
          : JSON.stringify(before.demands) === JSON.stringify(after.demands)
            ? null
            : "As many approvers, but other people or other steps";
  const ticks = (of: Simulated["before"], but: Simulated["before"]) => of.acknowledge.filter((code) => !but.acknowledge.includes(code)).map(finding);
  const [added, gone] = [ticks(after, before), ticks(before, after)];
  const words = [
    people,
    before.assurance === after.assurance ? null : `signed ${assuranceWords[after.assurance]} instead of ${assuranceWords[before.assurance]}`,
    added.length > 0 ? `a tick for ${either(added)}` : null,
    gone.length > 0 ? `no tick for ${either(gone)}` : null,
    before.callBack === after.callBack ? null : after.callBack ? "a call-back first" : "no call-back",
    before.expiresAfterHours === after.expiresAfterHours ? null : `expires ${expiry(after.expiresAfterHours)} instead of ${expiry(before.expiresAfterHours)}`,
  ].filter((one) => one !== null);
  return words.map((one) => one[0]!.toUpperCase() + one.slice(1));
}

/** The result of a simulation in sentences, what hinders most first; empty where every request would have been as it was. */
export function summaryWords(simulated: readonly Pick<Simulated, "signOffs">[]): string[] {
  const of = (effect: ReturnType<typeof effectOf>) => simulated.filter((one) => effectOf(one) === effect);
  // How many requests, by the difference in approvers.
  const counted = (some: typeof simulated, difference: (one: Simulated["signOffs"]) => number): [number, number][] => {
    const counts = new Map<number, number>();
    for (const { signOffs } of some) counts.set(difference(signOffs), (counts.get(difference(signOffs)) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => b - a);
  };
  const [nobody, fewer, otherwise] = [of("nobody"), of("fewer"), of("otherwise")];
  const possible = fewer.filter(({ signOffs }) => signOffs.before === null);
  const more = counted(of("more"), ({ before, after }) => after! - before!);
  const less = counted(fewer.filter(({ signOffs }) => signOffs.before !== null), ({ before, after }) => before! - after!);
  const by = (count: number, word: string) => (count === 1 ? `one ${word} approver` : `${count} ${word} approvers`);
  return [
    nobody.length > 0 ? `${requests(nobody.length)} could have been signed off by nobody.` : null,
    ...more.map(([step, count]) => `${requests(count)} would have needed ${by(step, "more")}.`),
    ...less.map(([step, count]) => `${requests(count)} would have needed ${by(step, "fewer")}.`),
    possible.length > 0 ? `${requests(possible.length)} could have been signed off that could not before.` : null,
    otherwise.length > 0 ? `${requests(otherwise.length)} would have needed as many approvers, but something else of them.` : null,
  ].filter((one) => one !== null);
}
