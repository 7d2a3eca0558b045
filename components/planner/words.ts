import type { FundingWay } from "@/lib/desk/treasury/types";

const words: Record<FundingWay["how"], string> = {
  cash: "Pays from its own cash",
  sells: "Sells bills and pays",
  "moves-cash": "Moves cash here",
  "moves-bills": "Moves bills here, sold here",
};

/** How a way works, in a few words. */
export const howWords = ({ how }: Pick<FundingWay, "how">): string => words[how];
