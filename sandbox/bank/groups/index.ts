import type { Handlers } from "../types";
import { agreements } from "./agreements";
import { applications } from "./applications";
import { counterparties } from "./counterparties";
import { customer } from "./customer";
import { documents } from "./documents";
import { notifications } from "./notifications";
import { events } from "./events";
import { pockets } from "./pockets";
import { portals } from "./portals";
import { reports } from "./reports";
import { statements } from "./statements";
import { subscriptions } from "./subscriptions";
import { team } from "./team";
import { trades } from "./trades";
import { tradingStrategies } from "./trading-strategies";
import { transactions } from "./transactions";
import { transferRequests } from "./transfer-requests";
import { wires } from "./wires";

export const handlers: Handlers = {
  ...agreements,
  ...applications,
  ...documents,
  ...notifications,
  ...customer,
  ...team,
  ...pockets,
  ...portals,
  ...tradingStrategies,
  ...transactions,
  ...trades,
  ...reports,
  ...statements,
  ...counterparties,
  ...events,
  ...subscriptions,
  ...transferRequests,
  ...wires,
};
