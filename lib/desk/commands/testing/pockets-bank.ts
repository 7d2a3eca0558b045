// Pockets, portals and strategies at the fake bank, with Jiko's rules as far as they matter to the commands.
import { randomUUID } from "node:crypto";
import type { Pocket } from "@/lib/jiko/pockets";
import type { Portal } from "@/lib/jiko/portals";
import type { FakeBank, Given } from "./fake-bank";

export interface PocketsBank {
  portals: Map<string, Portal>;
  addPocket(changes?: Partial<Pocket>): Pocket;
  addPortal(pocketId: string, changes?: Partial<Portal>): Portal;
}

const strategy = (id: string, applicable_to: string[]) => ({ id, description: id, yield_to_maturity: "0.0378", discount_yield: "0.0372", applicable_to });
const strategies = [strategy("UST-1W", []), strategy("UST-4W", ["DEPOSIT", "REINVESTMENT"]), strategy("UST-13W", ["DEPOSIT", "REINVESTMENT"])];

/** Two rows a page, so that every list has to be read to its end. */
function paged<Item>(items: Item[], query: Record<string, unknown> = {}) {
  const from = Number(query.cursor ?? 0);
  return { items: items.slice(from, from + 2), next_page: from + 2 < items.length ? String(from + 2) : null, prev_page: null };
}

export function teachPockets(bank: FakeBank): PocketsBank {
  const portals = new Map<string, Portal>();
  const portfolio = { securities: [], cash: 0, total_value: 0, all_time_earnings: null, pricing_timestamp: null, appreciation_per_second: null };
  const addPocket = (changes: Partial<Pocket> = {}): Pocket => {
    const plain = { id: randomUUID(), pocket_name: "Sample", status: "OPEN", attributes: [], deposit_strategy_id: "UST-4W", reinvestment_strategy_id: "UST-4W" };
    const pocket = { ...plain, portfolio, ...changes } as unknown as Pocket;
    bank.pockets.set(pocket.id, pocket);
    return pocket;
  };
  const addPortal = (pocket_id: string, changes: Partial<Portal> = {}): Portal => {
    const id = randomUUID();
    const plain = { id, pocket_id, name: "Receivables", status: "OPEN", type: "BANK_ACCOUNT", routing_number: "011000015", account_number: "900012345678" };
    const portal = { ...plain, network: null, address: null, ...changes } as Portal;
    portals.set(portal.id, portal);
    return portal;
  };
  const pocketOf = ({ params }: Given): Pocket => bank.pockets.get(params?.pocket_id ?? "") ?? bank.refuse("pockets.get", "not_found", 404);
  const taken = (pocket: Pocket, body: Record<string, unknown>) => {
    if (pocket.status === "CLOSED") bank.refuse("pockets.update", "conflict", 409);
    const change = Object.entries(body).filter(([field]) => field !== "closure_reason");
    Object.assign(pocket, Object.fromEntries(change));
    return pocket;
  };
  Object.assign(bank.also, {
    "tradingStrategies.list": () => ({ offset: 0, count: strategies.length, items: strategies }),
    "pockets.list": ({ query }: Given) => paged([...bank.pockets.values()], query),
    "pockets.get": (given: Given) => pocketOf(given),
    "pockets.create": ({ body }: Given) => addPocket(body as Partial<Pocket>),
    "pockets.update": (given: Given) => taken(pocketOf(given), given.body as Record<string, unknown>),
    "portals.list": (given: Given) => paged([...portals.values()].filter((one) => one.pocket_id === pocketOf(given).id), given.query),
    "portals.create": (given: Given) => addPortal(pocketOf(given).id, given.body as Partial<Portal>),
    "portals.update": ({ params, body }: Given) => {
      const portal = portals.get(params?.portal_id ?? "") ?? bank.refuse("portals.update", "not_found", 404);
      if (portal.status === "CLOSED") bank.refuse("portals.update", "conflict", 412);
      Object.assign(portal, body);
    },
  });
  return { portals, addPocket, addPortal };
}
