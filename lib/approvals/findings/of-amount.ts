import { formatCents, type Cents } from "@/lib/treasury/money";
import { medianOf } from "../history";
import { hourMs, refused, several, time, toPayee, type Find } from "./finder";

export const duplicate: Find = ({ request, past }, { duplicateHours }) => {
  if (request.payeeId === null || request.amount === null) return null;
  const twins = past.filter(
    (one) =>
      one.payeeId === request.payeeId &&
      one.amount === request.amount &&
      !refused.includes(one.status) &&
      Math.abs(time(one) - time(request)) <= duplicateHours * hourMs,
  );
  const text = `${several(twins.length, "other request pays", "other requests pay")} this payee the same amount within ${several(duplicateHours, "hour", "hours")}.`;
  return twins.length === 0 ? null : { code: "duplicate", level: "high", text, rows: twins.map(({ id }) => id) };
};

export const unusualAmount: Find = (sources, { amountTimes, amountHistory }) => {
  const { amount } = sources.request;
  const paid = toPayee(sources).filter((one) => one.status === "COMPLETED" && one.amount !== null);
  if (amount === null || paid.length < amountHistory) return null;
  const median = medianOf(paid.map((one) => one.amount as number));
  if (median === null || median <= 0 || amount <= median * amountTimes) return null;
  const text = `More than ${amountTimes} times the usual: the median of ${paid.length} payments to this payee is ${formatCents(median as Cents)}.`;
  return { code: "unusual_amount", level: "high", text, rows: paid.map(({ id }) => id) };
};

export const shareOfPocket: Find = ({ request, balance }, { pocketPercent }) => {
  if (request.everything || request.amount === null || balance === null || balance <= 0) return null;
  if (request.amount * 100 < balance * pocketPercent) return null;
  const percent = Math.floor((request.amount / balance) * 100);
  return { code: "share_of_pocket", level: "caution", text: `${percent} % of what is in the pocket.`, rows: [request.pocketId] };
};

export const splitPayments: Find = ({ request, past }, { splitSum, splitHours }) => {
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
    `With ${several(near.length, "other request", "other requests")} to this payee within ${several(splitHours, "hour", "hours")} ` +
    `${formatCents(total as Cents)}: each is below ${formatCents(splitSum)}, together they are not.`;
  return { code: "split_payments", level: "high", text, rows: near.map(({ id }) => id) };
};

export const billsMove: Find = ({ request }) =>
  request.billsMove ? { code: "bills_move", level: "info", text: "The bills themselves move; nothing is sold.", rows: [request.pocketId] } : null;

export const everything: Find = ({ request }) =>
  request.everything ? { code: "everything", level: "high", text: "Everything in the pocket, whatever that is when it runs.", rows: [request.pocketId] } : null;
