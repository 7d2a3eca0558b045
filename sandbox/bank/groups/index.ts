import type { Handlers } from "../types";
import { agreements } from "./agreements";
import { counterparties } from "./counterparties";
import { customer } from "./customer";
import { pockets } from "./pockets";
import { portals } from "./portals";
import { reports } from "./reports";
import { statements } from "./statements";
import { team } from "./team";
import { trades } from "./trades";
import { tradingStrategies } from "./trading-strategies";
import { transactions } from "./transactions";
import { transferRequests } from "./transfer-requests";
import { wires } from "./wires";

export const handlers: Handlers = {
  ...agreements,
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
  ...transferRequests,
  ...wires,
};
