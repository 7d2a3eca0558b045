import { earningsCode, movementCode } from "@/lib/bai2/codes";
import type { Entry } from "@/lib/bai2/write";
import type { Transaction } from "@/lib/jiko/transactions";
import { cents, type Cents } from "@/lib/treasury/money";

const short = (id: string): string => id.replaceAll("-", "");

/** What the payer or the bank calls it, where Jiko hands that on. */
function referenceOf(one: Transaction): string {
  if (!("details" in one)) return "";
  if (one.type === "WIRE" || one.type === "FEE") return one.details.reference_number ?? "";
  if (one.type === "ACH") return one.details.individual_identification_number ?? one.details.trace_number ?? "";
  return "";
}

const textOf = ({ title, description }: Transaction): string => (description.startsWith(title) ? description : `${title} ${description}`);

/**
 * A bank movement as a line of a BAI2 file. The bank's reference is the movement's id without hyphens, as Jiko's camt.053 has it,
 * so that both pockets of an internal move share it. Null where its direction is not known.
 */
export function movementEntry(one: Transaction): Entry | null {
  if (one.direction !== "CREDIT" && one.direction !== "DEBIT") return null;
  const ach = "details" in one && one.type === "ACH" ? one.details.ach_direction : undefined;
  return {
    code: movementCode(one.type, one.direction === "CREDIT", ach),
    amount: cents(Math.abs(one.amount)),
    bankReference: short(one.transaction_id),
    customerReference: referenceOf(one),
    text: textOf(one),
  };
}

/** What the bills of a pocket gained or lost in a day, as a line; none where that is nothing. */
export function earningsEntries(day: string, amount: Cents): Entry[] {
  if (amount === 0) return [];
  const text = amount > 0 ? "Gain in value of US Treasury bills" : "Loss in value of US Treasury bills";
  const reference = `EARNINGS-${day}`;
  return [{ code: earningsCode(amount > 0), amount: cents(Math.abs(amount)), bankReference: reference, customerReference: "", text }];
}
