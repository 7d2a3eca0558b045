import { addDays } from "@/lib/treasury/business-days";
import { cents } from "@/lib/treasury/money";
import { addMonths, dayOf, instantAt, iso } from "../clock";
import { pricingDay } from "../prices";
import { settle } from "../settle";
import { agreements } from "../agreements";
import type { CompanyState } from "../types";
import { applications } from "./applications";
import { auditLog } from "./audit-log";
import { Business } from "./business";
import { counterparties } from "./counterparties";
import { milestones } from "./milestones";
import { notifications } from "./notifications";
import { openRequests } from "./open-requests";
import { Payments } from "./payments";
import { beneficialOwners, customer, customerId, team } from "./people";
import { pocketKeys, pockets, pocketId, strategies } from "./pockets";
import { portals } from "./portals";
import { Random } from "./random";
import { reports } from "./reports";
import { webhooks } from "./webhooks";

/** Months of history before the month of the anchor. */
const months = 24;
const day = 86_400_000;
const minute = 60_000;

function simulate(now: Date, seed: number): CompanyState {
  const today = dayOf(now);
  const start = addMonths(today, -months);
  const opening = instantAt(start, "00:00");
  const state: CompanyState = {
    version: 2,
    seed,
    anchor: iso(now),
    customer_id: customerId,
    customer,
    ...team(today),
    beneficial_owners: beneficialOwners,
    agreements: agreements(),
    audit_log: [],
    pockets: pockets(start),
    portals: portals(),
    counterparties: counterparties(today),
    strategies: strategies(pricingDay(now)),
    requests: [],
    wires: [],
    transactions: [],
    trades: [],
    reports: [],
    events: [],
    applications: applications(now),
    uploads: [],
    notifications: [],
    subscriptions: [],
    deliveries: [],
    books: {
      booked_to: iso(opening),
      serial: 0,
      pockets: Object.fromEntries(pocketKeys.map((key) => [pocketId(key), { cash: 0, net_flows: 0, holdings: [] }])),
      unsettled: [],
    },
  };
  const random = new Random(seed);
  const eventsFrom = new Date(now.getTime() - 30 * day);
  const payments = new Payments(state, random, new Date(now.getTime() - 180 * day), eventsFrom);
  const business = new Business(state, random, payments, start, eventsFrom);
  const special = milestones(state, business, payments, start, today);
  // The last moments belong to the requests that are under way.
  const end = new Date(now.getTime() - 30 * minute);
  for (let at = start; at <= today; at = addDays(at, 1)) {
    const happenings = [...(special.get(at) ?? []), ...business.on(at)].sort((a, b) => (a.time < b.time ? -1 : 1));
    for (const { time, act } of happenings) {
      const moment = instantAt(at, time);
      if (moment <= end) act(moment);
    }
  }
  const running = payments.wireOut("operating", "supplies", cents(22_175_000), "Invoice 4705", new Date(now.getTime() - 12 * minute), true);
  settle(state, now);
  openRequests(state, now, running);
  reports(state, now);
  state.audit_log = auditLog(state, now);
  state.notifications = notifications(state, now);
  webhooks(state);
  return state;
}

let made: { key: string; state: CompanyState } | null = null;

/**
 * A plainly fictitious company with two years of history up to `now`, the same for the same moment and seed. Asked again for
 * the same one, it answers with a copy of the first, because end-to-end tests reset to it all the time.
 */
export function createCompany({ now, seed = 1 }: { now: Date; seed?: number }): CompanyState {
  const key = `${seed} ${now.toISOString()}`;
  if (made?.key !== key) made = { key, state: simulate(now, seed) };
  return structuredClone(made.state);
}
