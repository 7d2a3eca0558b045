import type { Pocket } from "@/lib/jiko/pockets";
import type { TradingStrategy } from "@/lib/jiko/trading-strategies";
import { formatCents } from "@/lib/treasury/money";
import { nameFault } from "./line";

/** Jiko's limits (assumed). */
export const pocketNameLimit = 128;
export const closureReasonLimit = 500;

export type StrategyUse = "DEPOSIT" | "REINVESTMENT";

/** Listed by Jiko, and documented not to be usable. */
const oneWeek = /\b1W$/;

/** Why a strategy cannot be chosen for a use, or null. */
export function strategyBar({ id, applicable_to }: Pick<TradingStrategy, "id" | "applicable_to">, use: StrategyUse): string | null {
  if (oneWeek.test(id)) return "Listed by Jiko, but it cannot be used.";
  if (applicable_to.includes(use)) return null;
  return `Jiko does not offer it for ${use === "DEPOSIT" ? "new money" : "money at maturity"}.`;
}

type Named = Pick<Pocket, "id" | "pocket_name" | "status">;

/** What is wrong with a pocket's name, or null. Two pockets in use with one name would be taken for each other. */
export function pocketNameFault(typed: string, pockets: readonly Named[] = [], ownId: string | null = null): string | null {
  const fault = nameFault(typed, pocketNameLimit, "the pocket");
  if (fault) return fault;
  const same = (one: Named) => one.pocket_name.trim().toLowerCase() === typed.trim().toLowerCase();
  const taken = pockets.some((one) => one.id !== ownId && one.status !== "CLOSED" && same(one));
  return taken ? "Another pocket has this name. Choose one that nobody can take for it." : null;
}

/** A rule that must hold before a pocket can be closed. `holds` is null where what was read does not tell. */
export interface ClosingRule {
  id: "open" | "empty" | "not-last";
  rule: string;
  holds: boolean | null;
  /** What is in the way, or why it cannot be told. */
  found: string;
}

type Closable = Pick<Pocket, "id" | "status" | "portfolio">;

/**
 * The rules for closing a pocket, as far as they can be seen beforehand: it is empty and another open pocket remains (Jiko
 * documents both, and that a reason comes along). `complete`: `pockets` are all there are. Jiko has the last word.
 */
export function closingRules(
  pocket: Closable,
  pockets: readonly Pick<Pocket, "id" | "status" | "pocket_name">[],
  complete = true,
): ClosingRule[] {
  const { portfolio } = pocket;
  const closed = pocket.status === "CLOSED";
  const held = portfolio?.securities.length ?? 0;
  const empty = portfolio && held === 0 && portfolio.cash === 0 && portfolio.total_value === 0;
  const others = pockets.filter((one) => one.id !== pocket.id && one.status === "OPEN");
  return [
    ...(closed ? [{ id: "open" as const, rule: "It is not closed yet.", holds: false, found: "This pocket is closed already." }] : []),
    {
      id: "empty",
      rule: "It is empty.",
      holds: empty,
      found: !portfolio
        ? "Jiko sent no holdings for it, so this cannot be told here."
        : empty
          ? "It holds nothing."
          : `It holds ${formatCents(portfolio.total_value)}${held > 0 ? ` in ${held === 1 ? "one bill" : `${held} bills`} and cash` : ""}. Move it out first.`,
    },
    {
      id: "not-last",
      rule: "Another open pocket remains.",
      holds: others.length > 0 ? true : complete ? false : null,
      found:
        others.length > 0
          ? others.length === 1
            ? `${others[0]!.pocket_name} remains.`
            : `${others.length} open pockets remain.`
          : complete
            ? "It is the last open pocket."
            : "Not all pockets were read, so this cannot be told here.",
    },
  ];
}

/** Whether nothing that can be seen is in the way. */
export const mayClose = (rules: readonly ClosingRule[]): boolean => rules.every(({ holds }) => holds !== false);
