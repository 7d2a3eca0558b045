export * from "./types";
export { appreciationOf, earningsOf, portfolioOf } from "./portfolio";
export { chargeWireFee, moveCash, moveSecurities, payIn, payOut, requiredApprovals, reverse, settleTransaction, withdrawable } from "./movements";
export { pricingTime } from "./prices";
export { createCompany } from "./seed/create";
export { settle } from "./settle";
export { statementsOf } from "./statements/list";
export { statementPdf } from "./statements/pdf";
export { amountOf, emit, mintId } from "./wire";
