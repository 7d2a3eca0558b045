import type { Find } from "./finder";
import { billsMove, duplicate, everything, shareOfPocket, splitPayments, unusualAmount } from "./of-amount";
import { changedPayee, changeUnknown, firstPayment, newPayee, oddCharacters, sameAccount, sameName, similarName } from "./of-payee";
import { outsideDesk, sharedBrowser, unusualHour } from "./of-people";
import type { Finding, FindingCode, FindingSources, Level, Thresholds } from "./types";

const finders: Record<FindingCode, Find> = {
  changed_payee: changedPayee, same_name: sameName, same_account: sameAccount, similar_name: similarName, odd_characters: oddCharacters,
  duplicate, split_payments: splitPayments, outside_desk: outsideDesk, shared_browser: sharedBrowser, unusual_amount: unusualAmount, everything,
  first_payment: firstPayment, new_payee: newPayee, change_unknown: changeUnknown, share_of_pocket: shareOfPocket, unusual_hour: unusualHour, bills_move: billsMove,
};
const order: readonly Level[] = ["high", "caution", "info"];

/** Of those findings that are asked for, the ones that are there, in that order. Pure: what is not known is not found. */
export const findingsAmong = (codes: readonly FindingCode[], sources: FindingSources, thresholds: Thresholds): Finding[] =>
  codes.flatMap((code) => finders[code](sources, thresholds) ?? []);

/** Everything about a request that its approver should look at, the weightiest first. */
export const findingsFor = (sources: FindingSources, thresholds: Thresholds): Finding[] =>
  findingsAmong(Object.keys(finders) as FindingCode[], sources, thresholds).sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
