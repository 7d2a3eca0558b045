import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { reasonFault } from "@/lib/forms/line";
import { closingRules, closureReasonLimit, mayClose, pocketNameFault, strategyBar, type StrategyUse } from "@/lib/forms/pocket";
import type { InputOf } from "@/lib/jiko/operation";
import { pocketsCreate, pocketsGet, pocketsList, pocketsUpdate, type Pocket } from "@/lib/jiko/pockets";
import { tradingStrategiesList } from "@/lib/jiko/trading-strategies";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { command, Unclear, type Command } from "../command";
import { allPages } from "./all-pages";
import { orAbsent } from "../sources";

type Create = NonNullable<InputOf<typeof pocketsCreate>["body"]>;
type Change = NonNullable<InputOf<typeof pocketsUpdate>["body"]>;

export interface PocketResult {
  pocketId: string;
}

const pocketId = z.guid().toLowerCase();
const text = (max: number) => z.string().trim().max(max);
const strategyId = z.string().min(1, "Choose a strategy.").max(100);

const fault = (field: string, message: string | null): void => {
  if (message) throw new AppError("invalid_input", { fields: [{ field, message }] });
};

const readAll = (client: JikoClient): Promise<Pocket[]> =>
  allPages((query) => client.call(pocketsList, { query: { ...query, "omit[]": ["portfolio"] } }, { for: "command" }));
const readOne = (client: JikoClient, pocket_id: string): Promise<Pocket> => client.call(pocketsGet, { params: { pocket_id } }, { for: "command" });

/** Refuses a strategy that Jiko does not offer for this use at the moment. */
async function checkStrategies(client: JikoClient, wanted: readonly (readonly [field: string, use: StrategyUse, id: string])[]): Promise<void> {
  const { items } = await client.call(tradingStrategiesList, {}, { for: "command" });
  for (const [field, use, id] of wanted) {
    const found = items.find((one) => one.id === id);
    fault(field, found ? strategyBar(found, use) : "Jiko no longer lists this strategy. Choose another.");
  }
}

const unknown = (what: string) =>
  `Jiko did not answer clearly. ${what}; we are checking and will show the result here. Nothing will be sent twice.`;
const blocked = "What you sent about this pocket before is not known to have arrived yet. Wait for that first; nothing was sent now.";

const opening = z.strictObject({ pocketName: text(1000), depositStrategyId: strategyId, reinvestmentStrategyId: strategyId });

/** Jiko knows no key against a second pocket, so the ids that exist beforehand tell the new one from the others. */
export const openPocket = command<z.output<typeof opening>, { wanted: Create; known: string[] }, PocketResult>({
  name: "pocket.open",
  permission: "pockets.manage",
  reads: "pockets.read",
  changes: ["pockets", "portals"],
  input: opening,
  subjectId: ({ pocketName }) => `pocket ${pocketName.toLowerCase()}`,
  refusedDetails: ({ pocketName }) => ({ pocketName }),
  texts: {
    done: "The pocket is open at Jiko.",
    unknown: unknown("The pocket may or may not have been opened"),
    notDone: "The pocket was not opened: this did not reach Jiko. You can send it again.",
    blocked: "You sent this pocket before, and it is not known yet whether it was opened. Wait for that first; nothing was sent now.",
  },

  async prepare({ client }, { pocketName, depositStrategyId, reinvestmentStrategyId }) {
    fault("pocketName", pocketNameFault(pocketName));
    const [pockets] = await Promise.all([
      readAll(client),
      checkStrategies(client, [
        ["depositStrategyId", "DEPOSIT", depositStrategyId],
        ["reinvestmentStrategyId", "REINVESTMENT", reinvestmentStrategyId],
      ]),
    ]);
    fault("pocketName", pocketNameFault(pocketName, pockets));
    const wanted = { pocket_name: pocketName, deposit_strategy_id: depositStrategyId, reinvestment_strategy_id: reinvestmentStrategyId };
    return { intent: { wanted, known: pockets.map(({ id }) => id) }, details: wanted };
  },

  async call(client, { wanted }) {
    return { pocketId: (await client.call(pocketsCreate, { body: wanted })).id };
  },

  async findOut(client, { wanted, known }) {
    const fits = (one: Pocket) =>
      !known.includes(one.id) &&
      one.pocket_name === wanted.pocket_name &&
      one.deposit_strategy_id === wanted.deposit_strategy_id &&
      one.reinvestment_strategy_id === wanted.reinvestment_strategy_id;
    const found = (await readAll(client)).find(fits);
    return found ? { state: "done", result: { pocketId: found.id } } : { state: "not_done" };
  },
});

interface ChangeIntent {
  pocketId: string;
  change: Change;
}

interface ChangeKind<Input extends { pocketId: string }> {
  name: string;
  input: z.ZodType<Input>;
  changes: Command["changes"];
  texts: Command["texts"];
  /** What to send, after a look at what is there. Throws AppError to refuse. */
  decide(client: JikoClient, pocket: Pocket, input: Input): Promise<Change>;
}

/** Whether the pocket is as the change wants it. The reason of a closing cannot be read back. */
const isSo = (pocket: Pocket, { closure_reason: _, ...change }: Change): boolean =>
  Object.entries(change).every(([field, value]) => value === undefined || value === null || pocket[field as keyof Pocket] === value);

/** A change of a pocket: repeating it does no harm, and reading the pocket tells whether it arrived. */
const change = <Input extends { pocketId: string }>({ decide, ...kind }: ChangeKind<Input>) =>
  command<Input, ChangeIntent, PocketResult>({
    ...kind,
    permission: "pockets.manage",
    reads: "pockets.read",
    subjectId: (input) => input.pocketId,

    async prepare({ client }, input) {
      const pocket = await readOne(client, input.pocketId);
      if (pocket.status === "CLOSED") throw new AppError("conflict", { message: "This pocket is closed. Nothing about it can be changed any more." });
      const sent = await decide(client, pocket, input);
      return { intent: { pocketId: input.pocketId, change: sent }, details: { ...sent, pocketName: pocket.pocket_name } };
    },

    async call(client, intent) {
      const params = { pocket_id: intent.pocketId };
      try {
        await client.call(pocketsUpdate, { params, body: intent.change });
      } catch (error) {
        if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
        // Something on the way may have sent it twice: then the first one stands, and this is the answer to the second.
        const found = await client.call(pocketsGet, { params }).catch((cause: unknown) => {
          throw new Unclear("Jiko found a conflict, and how the pocket is could not be read", cause);
        });
        if (!isSo(found, intent.change)) throw error;
      }
      return { pocketId: intent.pocketId };
    },

    async findOut(client, intent) {
      const pocket = await orAbsent(client.call(pocketsGet, { params: { pocket_id: intent.pocketId } }));
      return pocket && isSo(pocket, intent.change) ? { state: "done", result: { pocketId: pocket.id } } : { state: "not_done" };
    },
  });

const notDone = "This did not reach Jiko. The pocket is as it was; look at it again before you go on.";

export const renamePocket = change({
  name: "pocket.rename",
  changes: ["pockets"],
  input: z.strictObject({ pocketId, pocketName: text(1000) }),
  texts: { done: "The pocket has its new name.", unknown: unknown("The pocket may or may not have its new name"), notDone, blocked },
  async decide(client, pocket, { pocketName }) {
    fault("pocketName", pocketNameFault(pocketName));
    if (pocketName === pocket.pocket_name) fault("pocketName", "This is its name already.");
    fault("pocketName", pocketNameFault(pocketName, await readAll(client), pocket.id));
    return { pocket_name: pocketName };
  },
});

export const changeStrategies = change({
  name: "pocket.strategies",
  changes: ["pockets"],
  input: z.strictObject({ pocketId, depositStrategyId: strategyId, reinvestmentStrategyId: strategyId }),
  texts: {
    done: "Jiko has the new strategies. They apply to the next purchase.",
    unknown: unknown("The pocket may or may not have its new strategies"),
    notDone,
    blocked,
  },
  async decide(client, pocket, { depositStrategyId, reinvestmentStrategyId }) {
    const wanted = [
      ["depositStrategyId", "DEPOSIT", depositStrategyId, pocket.deposit_strategy_id],
      ["reinvestmentStrategyId", "REINVESTMENT", reinvestmentStrategyId, pocket.reinvestment_strategy_id],
    ] as const;
    const changed = wanted.filter(([, , id, now]) => id !== now);
    if (changed.length === 0) fault("depositStrategyId", "These are its strategies already.");
    // What is kept need not be on offer any more.
    await checkStrategies(client, changed.map(([field, use, id]) => [field, use, id] as const));
    return Object.fromEntries(changed.map(([, use, id]) => [use === "DEPOSIT" ? "deposit_strategy_id" : "reinvestment_strategy_id", id]));
  },
});

export const closePocket = change({
  name: "pocket.close",
  changes: ["pockets", "portals"],
  input: z.strictObject({ pocketId, reason: text(5000) }),
  texts: { done: "The pocket is closed.", unknown: unknown("The pocket may or may not have been closed"), notDone, blocked },
  async decide(client, pocket, { reason }) {
    fault("reason", reasonFault(reason, closureReasonLimit));
    const rules = closingRules(pocket, await readAll(client));
    if (!mayClose(rules)) {
      const broken = rules.filter(({ holds }) => holds === false).map(({ found }) => found);
      throw new AppError("conflict", { message: `The pocket cannot be closed. ${broken.join(" ")}` });
    }
    return { status: "CLOSED", closure_reason: reason };
  },
});
