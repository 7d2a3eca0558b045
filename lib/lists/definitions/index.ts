import type { ListDefinition, ListName } from "../types";
import { audit } from "./audit";
import { counterparties } from "./counterparties";
import { events } from "./events";
import { trades } from "./trades";
import { transactions } from "./transactions";
import { transfers } from "./transfers";
import { wires } from "./wires";

/** Every list of the desk, by its name. */
export const definitions: Readonly<Record<ListName, ListDefinition>> = { transactions, trades, transfers, wires, counterparties, events, audit };
