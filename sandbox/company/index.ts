import { advanceApplications } from "./applications";
import {
  chargeWireFee,
  moveCash,
  moveSecurities,
  payIn,
  payOut,
  requiredApprovals,
  reverse,
  settleTransaction,
  withdrawable,
} from "./movements";
import { appreciationOf, earningsOf, portfolioOf } from "./portfolio";
import { pricingTime } from "./prices";
import { createCompany } from "./seed/create";
import { settle } from "./settle";
import { tradeConfirmation } from "./statements/confirmation";
import { statementsOf } from "./statements/list";
import { statementPdf } from "./statements/pdf";
import type { Company } from "./types";
import { emit, mintId } from "./wire";

/** The company's books as the bank uses them; see `Company` for what each function does. */
export const company: Company = {
  createCompany,
  settle(state, now) {
    settle(state, now);
    advanceApplications(state, now);
  },
  portfolioOf,
  earningsOf,
  appreciationOf,
  pricingTime,
  withdrawable,
  payIn,
  payOut,
  moveCash,
  moveSecurities,
  settleTransaction,
  reverse,
  chargeWireFee,
  emit,
  mintId,
  requiredApprovals,
  statementsOf,
  statementPdf,
  tradeConfirmation,
};
