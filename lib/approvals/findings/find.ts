import { disguised, plainName, skeletonOf } from "@/lib/payees/look-alike";
import { codePoint, hiddenIn } from "@/lib/payees/text";
import { cents, formatCents, type Cents } from "@/lib/treasury/money";
import { medianOf } from "../history";
import type { Finding, FindingCode, FindingSources, Level, PastRequest, Thresholds } from "./types";

export const defaultThresholds: Thresholds = {
  newPayeeDays: 30,
  changedPayeeDays: 30,
  duplicateHours: 24,
  amountTimes: 3,
  amountHistory: 5,
  hourPercent: 5,
  hourHistory: 20,
  pocketPercent: 50,
  splitSum: cents(1_000_000_00),
  splitHours: 24,
};

type Find = (sources: FindingSources, thresholds: Thresholds) => Finding | null;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const time = ({ at }: { at: string }): number => Date.parse(at);
const refused = ["REJECTED", "CANCELED", "FAILED"];
const several = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** Requests to the same payee, before this one. */
const toPayee = ({ request, past }: FindingSources): PastRequest[] =>
  request.payeeId === null ? [] : past.filter((one) => one.payeeId === request.payeeId && time(one) <= time(request));

const firstPayment: Find = (sources) => {
  if (sources.request.payeeId === null) return null;
  const paid = toPayee(sources).some(({ status }) => status === "COMPLETED");
  return paid ? null : { code: "first_payment", level: "caution", text: "Nothing was paid to this payee before.", rows: [sources.request.payeeId] };
};

const ageOf = (at: string | null, { request }: FindingSources): number | null => (at === null ? null : Math.floor((time(request) - Date.parse(at)) / dayMs));
const ago = (days: number): string => (days < 1 ? "on the day of this request" : `${several(days, "day", "days")} before this request`);

const newPayee: Find = (sources, { newPayeeDays }) => {
  const days = ageOf(sources.payee?.addedAt ?? null, sources);
  if (!sources.payee || days === null || days >= newPayeeDays) return null;
  return { code: "new_payee", level: "caution", text: `The payee was added ${ago(days)}.`, rows: [sources.payee.id] };
};

const changedPayee: Find = (sources, { changedPayeeDays }) => {
  const days = ageOf(sources.payee?.changedAt ?? null, sources);
  if (!sources.payee || days === null || days >= changedPayeeDays) return null;
  const after = days < 0 ? "after this request was filed" : ago(days);
  return { code: "changed_payee", level: "high", text: `The payee's name or account changed ${after}.`, rows: [sources.payee.id] };
};

const sameName: Find = ({ payee, payees }) => {
  if (!payee) return null;
  const others = payees.filter((one) => one.id !== payee.id && one.place !== payee.place && plainName(one.name) === plainName(payee.name));
  const text = `${several(others.length, "other payee has", "other payees have")} the same name and another account.`;
  return others.length === 0 ? null : { code: "same_name", level: "high", text, rows: others.map(({ id }) => id) };
};

const similarName: Find = ({ payee, payees }) => {
  if (!payee) return null;
  const [plain, skeleton] = [plainName(payee.name), skeletonOf(payee.name)];
  const others = payees.filter((one) => one.id !== payee.id && plainName(one.name) !== plain && skeletonOf(one.name) === skeleton);
  const text = `The name reads almost like ${others.map(({ name }) => `“${name}”`).join(", ")} and is another.`;
  return others.length === 0 ? null : { code: "similar_name", level: "high", text, rows: others.map(({ id }) => id) };
};

const oddCharacters: Find = ({ texts }) => {
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

const duplicate: Find = ({ request, past }, { duplicateHours }) => {
  if (request.payeeId === null || request.amount === null) return null;
  const twins = past.filter(
    (one) =>
      one.payeeId === request.payeeId &&
      one.amount === request.amount &&
      !refused.includes(one.status) &&
      Math.abs(time(one) - time(request)) <= duplicateHours * hourMs,
  );
  const text = `${several(twins.length, "other request pays", "other requests pay")} this payee the same amount within ${duplicateHours} hours.`;
  return twins.length === 0 ? null : { code: "duplicate", level: "high", text, rows: twins.map(({ id }) => id) };
};

const unusualAmount: Find = (sources, { amountTimes, amountHistory }) => {
  const { amount } = sources.request;
  const paid = toPayee(sources).filter((one) => one.status === "COMPLETED" && one.amount !== null);
  if (amount === null || paid.length < amountHistory) return null;
  const median = medianOf(paid.map((one) => one.amount as number));
  if (median === null || median <= 0 || amount <= median * amountTimes) return null;
  const text = `More than ${amountTimes} times the usual: the median of ${paid.length} payments to this payee is ${formatCents(median as Cents)}.`;
  return { code: "unusual_amount", level: "high", text, rows: paid.map(({ id }) => id) };
};

/** Making a format takes far longer than using it, and the same requests are compared with many others. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const hours = new Map<string, number>();
const mostHours = 50_000;

/** The hour of the day, with its minutes as a fraction, where the company is. */
function hourOf(at: string, timeZone: string): number {
  const key = `${timeZone} ${at}`;
  const known = hours.get(key);
  if (known !== undefined) return known;
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  clocks.set(timeZone, clock);
  const parts = clock.formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
  if (hours.size >= mostHours) hours.clear();
  hours.set(key, part("hour") + part("minute") / 60);
  return hours.get(key)!;
}

const unusualHour: Find = ({ request, past, timeZone }, { hourPercent, hourHistory }) => {
  const own = past.filter((one) => one.initiatorId === request.initiatorId && time(one) < time(request));
  if (own.length < hourHistory) return null;
  const hour = hourOf(request.at, timeZone);
  const near = own.filter((one) => {
    const apart = Math.abs(hourOf(one.at, timeZone) - hour);
    return Math.min(apart, 24 - apart) <= 1;
  });
  if (near.length * 100 >= own.length * hourPercent) return null;
  const text = `An unusual hour for whoever filed it: ${near.length} of ${own.length} requests before were filed within an hour of this time of day.`;
  return { code: "unusual_hour", level: "caution", text, rows: near.map(({ id }) => id) };
};

const shareOfPocket: Find = ({ request, balance }, { pocketPercent }) => {
  if (request.everything || request.amount === null || balance === null || balance <= 0) return null;
  if (request.amount * 100 < balance * pocketPercent) return null;
  const percent = Math.floor((request.amount / balance) * 100);
  return { code: "share_of_pocket", level: "caution", text: `${percent} % of what is in the pocket.`, rows: [request.pocketId] };
};

const splitPayments: Find = ({ request, past }, { splitSum, splitHours }) => {
  const { amount, payeeId } = request;
  if (payeeId === null || amount === null || amount >= splitSum) return null;
  const near = past.filter(
    (one) =>
      one.payeeId === payeeId &&
      one.amount !== null &&
      one.amount < splitSum &&
      !refused.includes(one.status) &&
      Math.abs(time(one) - time(request)) <= splitHours * hourMs,
  );
  const total = near.reduce((sum, one) => sum + (one.amount as number), amount as number);
  if (near.length === 0 || total < splitSum) return null;
  const text =
    `With ${several(near.length, "other request", "other requests")} to this payee within ${splitHours} hours ` +
    `${formatCents(total as Cents)}: each is below ${formatCents(splitSum)}, together they are not.`;
  return { code: "split_payments", level: "high", text, rows: near.map(({ id }) => id) };
};

const sharedBrowser: Find = ({ sharedWith }) =>
  sharedWith.length === 0
    ? null
    : {
        code: "shared_browser",
        level: "high",
        text: `Within 24 hours ${sharedWith.map(({ name }) => name).join(", ")} signed in with the browser that filed this.`,
        rows: sharedWith.map(({ memberId }) => memberId),
      };

const outsideDesk: Find = ({ outside }) =>
  outside.length === 0
    ? null
    : {
        code: "outside_desk",
        level: "high",
        text: `${outside.map(({ what }) => what).join(", ")} outside this desk: nothing here was asked, and no rule of the policy was applied.`,
        rows: outside.map(({ memberId }) => memberId),
      };

const billsMove: Find = ({ request }) =>
  request.billsMove ? { code: "bills_move", level: "info", text: "The bills themselves move; nothing is sold.", rows: [request.pocketId] } : null;

const everything: Find = ({ request }) =>
  request.everything ? { code: "everything", level: "high", text: "Everything in the pocket, whatever that is when it runs.", rows: [request.pocketId] } : null;

const finders: Record<FindingCode, Find> = {
  ...{ changed_payee: changedPayee, same_name: sameName, similar_name: similarName, odd_characters: oddCharacters, duplicate },
  ...{ split_payments: splitPayments, outside_desk: outsideDesk, shared_browser: sharedBrowser, unusual_amount: unusualAmount, everything },
  ...{ first_payment: firstPayment, new_payee: newPayee, share_of_pocket: shareOfPocket, unusual_hour: unusualHour, bills_move: billsMove },
};
const order: readonly Level[] = ["high", "caution", "info"];

/** Of those findings that are asked for, the ones that are there, in that order. Pure: what is not known is not found. */
export const findingsAmong = (codes: readonly FindingCode[], sources: FindingSources, thresholds: Thresholds = defaultThresholds): Finding[] =>
  codes.flatMap((code) => finders[code](sources, thresholds) ?? []);

/** Everything about a request that its approver should look at, the weightiest first. */
export const findingsFor = (sources: FindingSources, thresholds: Thresholds = defaultThresholds): Finding[] =>
  findingsAmong(Object.keys(finders) as FindingCode[], sources, thresholds).sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
