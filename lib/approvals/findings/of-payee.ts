import { disguised, plainName, skeletonOf } from "@/lib/payees/look-alike";
import { codePoint, hiddenIn } from "@/lib/payees/text";
import { dayMs, several, time, toPayee, type Find } from "./finder";
import type { FindingSources } from "./types";

export const firstPayment: Find = (sources) => {
  if (sources.request.payeeId === null) return null;
  const paid = toPayee(sources).some(({ status }) => status === "COMPLETED");
  return paid ? null : { code: "first_payment", level: "caution", text: "Nothing was paid to this payee before.", rows: [sources.request.payeeId] };
};

const ageOf = (at: string | null, { request }: FindingSources): number | null => (at === null ? null : Math.floor((time(request) - Date.parse(at)) / dayMs));
const ago = (days: number): string => (days < 1 ? "on the day of this request" : `${several(days, "day", "days")} before this request`);

export const newPayee: Find = (sources, { newPayeeDays }) => {
  const days = ageOf(sources.payee?.addedAt ?? null, sources);
  if (!sources.payee || days === null || days >= newPayeeDays) return null;
  return { code: "new_payee", level: "caution", text: `The payee was added ${ago(days)}.`, rows: [sources.payee.id] };
};

const when = (days: number): string => (days < 0 ? "after this request was filed" : ago(days));

export const changedPayee: Find = (sources, { changedPayeeDays }) => {
  const { payee } = sources;
  const days = payee?.change.known === "seen" ? ageOf(payee.change.at, sources) : null;
  if (!payee || days === null || days >= changedPayeeDays) return null;
  return { code: "changed_payee", level: "high", text: `The payee's name or account changed ${when(days)}.`, rows: [payee.id] };
};

/** Said because rules then count the payee as changed (`applies`): whoever reads why they ask must be able to tell. */
export const changeUnknown: Find = (sources, { changedPayeeDays }) => {
  const { payee } = sources;
  if (payee?.change.known !== "no") return null;
  const days = ageOf(payee.change.at, sources);
  if (days !== null && days >= changedPayeeDays) return null;
  const why =
    days === null
      ? "It is not known when the payee's name or account last changed: the desk has no earlier look at this payee to compare with."
      : `It is not known whether the payee's name or account changed ${when(days)}: Jiko changed something of it then, before the desk saw it first.`;
  return { code: "change_unknown", level: "caution", text: `${why} Rules about changed payees count it as changed.`, rows: [payee.id] };
};

export const sameName: Find = ({ payee, payees }) => {
  if (!payee) return null;
  const others = payees.filter((one) => one.id !== payee.id && one.place !== payee.place && plainName(one.name) === plainName(payee.name));
  const text = `${several(others.length, "other payee has", "other payees have")} the same name and another account.`;
  return others.length === 0 ? null : { code: "same_name", level: "high", text, rows: others.map(({ id }) => id) };
};

export const sameAccount: Find = ({ payee, payees }) => {
  if (!payee || payee.place === null) return null;
  const plain = plainName(payee.name);
  const others = payees.filter((one) => one.id !== payee.id && one.place === payee.place && plainName(one.name) !== plain);
  const names = [...new Set(others.map(({ name }) => `“${name}”`))];
  const text = `The same account stands under ${names.length === 1 ? "another name" : "other names"}: ${names.join(", ")}.`;
  return others.length === 0 ? null : { code: "same_account", level: "high", text, rows: others.map(({ id }) => id) };
};

export const similarName: Find = ({ payee, payees }) => {
  if (!payee) return null;
  const [plain, skeleton] = [plainName(payee.name), skeletonOf(payee.name)];
  const others = payees.filter((one) => one.id !== payee.id && plainName(one.name) !== plain && skeletonOf(one.name) === skeleton);
  const text = `The name reads almost like ${others.map(({ name }) => `“${name}”`).join(", ")} and is another.`;
  return others.length === 0 ? null : { code: "similar_name", level: "high", text, rows: others.map(({ id }) => id) };
};

export const oddCharacters: Find = ({ texts }) => {
  const found = texts.flatMap(({ what, text }) => {
    const invisible = hiddenIn(text);
    const others = disguised(text);
    if (invisible.length === 0 && others.length === 0) return [];
    const parts = [
      ...(invisible.length > 0 ? [`holds characters that do not show: ${invisible.map(codePoint).join(", ")}`] : []),
      ...(others.length > 0 ? [`mixes alphabets: ${others.map((one) => `“${one}” ${codePoint(one)}`).join(", ")}`] : []),
    ];
    return [`${what} ${parts.join(" and ")}.`];
  });
  return found.length === 0 ? null : { code: "odd_characters", level: "high", text: found.join(" "), rows: [] };
};
