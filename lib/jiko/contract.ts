import { agreementsGet } from "./agreements";
import {
  applicationDocumentsList,
  applicationsApply,
  applicationsCreate,
  applicationsGet,
  applicationsList,
  applicationsUpdate,
  relatedPartiesCreate,
  relatedPartiesDelete,
  relatedPartiesList,
  relatedPartiesUpdate,
} from "./applications";
import { counterpartiesCreate, counterpartiesGet, counterpartiesList, counterpartiesUpdate } from "./counterparties";
import { beneficialOwners, customerGet } from "./customer";
import { customerDocumentsUpload, documentsUpload } from "./documents";
import { notificationsList, notificationsUpdate } from "./notifications";
import { eventsList } from "./events";
import type { AnyOperation } from "./operation";
import { allEarnings, pocketEarnings, pocketsCreate, pocketsGet, pocketsList, pocketsUpdate } from "./pockets";
import { portalsCreate, portalsFundingInstructions, portalsList, portalsListAll, portalsUpdate } from "./portals";
import { reportsCreate, reportsGet, reportsList } from "./reports";
import { statementsList } from "./statements";
import { membershipsList, teamAuditLog, teamCreate, teamGet, teamList, teamUpdate } from "./team";
import {
  subscriptionsCreate,
  subscriptionsDelete,
  subscriptionsGet,
  subscriptionsList,
  subscriptionsUpdate,
} from "./subscriptions";
import { tradesConfirmation, tradesList } from "./trades";
import { tradingStrategiesList } from "./trading-strategies";
import { transactionsGet, transactionsList } from "./transactions";
import {
  transferRequestsApprove,
  transferRequestsCancel,
  transferRequestsCreate,
  transferRequestsGet,
  transferRequestsList,
  transferRequestsReject,
} from "./transfer-requests";
import { wiresGet, wiresList } from "./wires";

/**
 * The contract with Jiko: every operation the product uses. The client, the proxy's allow-list, the sandbox's router and
 * the contract report are all made from this one table. A path with a fixed word stands before the one that would swallow it.
 */
export const contract = [
  agreementsGet,
  applicationsList,
  applicationsCreate,
  applicationsGet,
  applicationsUpdate,
  applicationsApply,
  relatedPartiesList,
  relatedPartiesCreate,
  relatedPartiesUpdate,
  relatedPartiesDelete,
  applicationDocumentsList,
  documentsUpload,
  customerDocumentsUpload,
  notificationsList,
  notificationsUpdate,
  customerGet,
  beneficialOwners,
  membershipsList,
  teamList,
  teamCreate,
  teamAuditLog,
  teamGet,
  teamUpdate,
  allEarnings,
  pocketsList,
  pocketsGet,
  pocketEarnings,
  pocketsCreate,
  pocketsUpdate,
  portalsListAll,
  portalsList,
  portalsCreate,
  portalsUpdate,
  portalsFundingInstructions,
  tradingStrategiesList,
  transactionsList,
  transactionsGet,
  tradesList,
  tradesConfirmation,
  reportsList,
  reportsCreate,
  reportsGet,
  statementsList,
  counterpartiesList,
  counterpartiesCreate,
  counterpartiesGet,
  counterpartiesUpdate,
  eventsList,
  subscriptionsList,
  subscriptionsCreate,
  subscriptionsGet,
  subscriptionsUpdate,
  subscriptionsDelete,
  transferRequestsList,
  transferRequestsGet,
  transferRequestsCreate,
  transferRequestsApprove,
  transferRequestsReject,
  transferRequestsCancel,
  wiresList,
  wiresGet,
] as const satisfies readonly AnyOperation[];
