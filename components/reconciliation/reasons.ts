import { activityWord } from "@/components/table/trade-columns";
import { writeMonth } from "@/components/ui/dates";
import { formatCents } from "@/lib/treasury/money";
import type { Reason } from "@/lib/treasury/reconcile";

const several = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

const copies = {
  incomplete: "The desk's copy is still being filled, so these figures can change.",
  unchecked: "The desk's copy has not been compared with Jiko's list yet.",
  differs: "The desk's copy differs from Jiko's list and is being read again.",
};

/** A sentence for what may explain a difference, or for why there is no figure. */
export function sentenceOf(reason: Reason): string {
  switch (reason.code) {
    case "copy":
      return copies[reason.copy];
    case "unsigned":
      return `${several(reason.count, "transaction is", "transactions are")} neither money in nor money out as far as the desk knows, and in no sum.`;
    case "unsettled":
      return `${several(reason.count, "row is", "rows are")} booked and not settled yet.`;
    case "late":
      return `${several(reason.count, "row was", "rows were")} listed by Jiko more than two days after its date.`;
    case "others": {
      const what = `${several(reason.count, "trade", "trades")} (${reason.activities.map(activityWord).join(", ")}) over ${formatCents(reason.amount)}`;
      const taken = reason.fits ? "the one with which the month adds up" : "the one that leaves the smallest difference";
      return `${what}: their effect on cash is not published; it is taken as ${taken}.`;
    }
    case "earnings":
      return "Jiko gave no earnings for this month, so its closing value cannot be worked out.";
    case "pricing":
      return "Jiko's value and Jiko's earnings come from prices of different times.";
    case "opposite":
      return `${writeMonth(reason.period)} is off by as much the other way: booked in one month, traded in the other.`;
  }
}
