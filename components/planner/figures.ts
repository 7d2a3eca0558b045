import { emptyTransfer, type TransferValues } from "@/lib/forms/transfer";
import type { FundingWay, PlanView } from "@/lib/desk/treasury/types";
import { cents, plainCents, sum, type Cents } from "@/lib/treasury/money";

/**
 * What all pockets could bring together: of the ways of each pocket, which exclude each other, the one that brings the most; its cost
 * decides between equals.
 */
export function together(ways: readonly FundingWay[]): { brings: Cents; cost: Cents } {
  const best = new Map<string, FundingWay>();
  for (const way of ways) {
    const known = best.get(way.pocketId);
    if (!known || way.brings > known.brings || (way.brings === known.brings && way.cost < known.cost)) best.set(way.pocketId, way);
  }
  const chosen = [...best.values()];
  return { brings: sum(chosen.map(({ brings }) => brings)), cost: sum(chosen.map(({ cost }) => cost)) };
}

export const suffices = ({ shortfall }: FundingWay): boolean => shortfall === 0;

/** The form of the transfer that a way needs; null where the pocket pays by itself and nothing has to be filed. */
export function draftOf(way: FundingWay, { pocketId, day }: Pick<PlanView, "pocketId" | "day">): TransferValues | null {
  if (way.how === "cash" || way.how === "sells") return null;
  return {
    ...emptyTransfer,
    kind: "own", originPocketId: way.pocketId, destinationPocketId: pocketId, amount: plainCents(cents(way.brings)),
    transferType: way.how === "moves-bills" ? "SECURITY_TRANSFER" : "BANK_TRANSFER",
    description: `Liquidity for ${day}`,
  };
}
