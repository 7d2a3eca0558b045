import "server-only";
import { auditList } from "./audit";
import { counterpartiesList } from "./counterparties";
import { eventsList } from "./events";
import { tradesList } from "./trades";
import { transactionsList } from "./transactions";
import { transfersList } from "./transfers";
import type { DeskList } from "./types";
import { wiresList } from "./wires";

const ofTheCopy = [transactionsList, tradesList, transfersList, wiresList, counterpartiesList] as readonly DeskList<never>[];
const ofOurOwn = [eventsList, auditList] as readonly DeskList<never>[];

/** Every list of the desk, by its name. */
export const lists: ReadonlyMap<string, DeskList<never>> = new Map(
  [...ofTheCopy, ...ofOurOwn].map((one) => [one.definition.name, one] as const),
);
