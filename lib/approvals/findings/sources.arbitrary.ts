import fc from "fast-check";
import { cents } from "@/lib/treasury/money";
import { thresholdNames, thresholds } from "./thresholds";
import type { FindingSources, KnownPayee, LastChange, PaidPayee, PastRequest, Thresholds } from "./types";

/** Few of everything, so that much coincides. */
const id = fc.constantFrom("a", "b", "c");
const when = fc.date({ min: new Date("2026-06-01"), max: new Date("2026-06-30"), noInvalidDate: true }).map((date) => date.toISOString());
const amount = fc.option(fc.oneof(fc.integer({ min: 0, max: 10 ** 9 }), fc.constantFrom(100_00, 300_00, 700_00)).map(cents));
const request: fc.Arbitrary<PastRequest> = fc.record({
  id: fc.uuid(), at: when, payeeId: fc.option(id), pocketId: id, amount, initiatorId: id,
  status: fc.constantFrom("COMPLETED", "COMPLETED", "REJECTED", "NEW"),
});
const names = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("Sample Supplies LLC", "SAMPLE SUPPLIES", "5ample Suppiies LLC"));
const known: fc.Arbitrary<KnownPayee> = fc.record({ id, name: names, place: fc.option(id), addedAt: fc.option(when) });
const change: fc.Arbitrary<LastChange> = fc.oneof(
  fc.constant({ known: "never" as const }),
  fc.record({ known: fc.constant("seen" as const), at: when }),
  fc.record({ known: fc.constant("no" as const), at: fc.option(when) }),
);
const paid: fc.Arbitrary<PaidPayee> = fc.tuple(known, change).map(([one, last]) => ({ ...one, change: last }));
const member = fc.record({ memberId: id, name: fc.constant("Approver One") });

export const anySources: fc.Arbitrary<FindingSources> = fc.record({
  request: fc.tuple(request, fc.boolean(), fc.boolean()).map(([one, everything, billsMove]) => ({ ...one, everything, billsMove })),
  texts: fc.array(fc.record({ what: fc.constant("The description"), text: fc.string({ maxLength: 12 }) }), { maxLength: 1 }),
  past: fc.array(request, { maxLength: 40 }),
  payee: fc.option(paid),
  payees: fc.array(known, { maxLength: 6 }),
  balance: amount,
  sharedWith: fc.array(member, { maxLength: 1 }),
  outside: fc.array(fc.record({ memberId: id, what: fc.constant("Filed") }), { maxLength: 1 }),
  timeZone: fc.constant("America/New_York"),
});

/** Within their bounds, mostly near the default. */
const value = (name: keyof Thresholds): fc.Arbitrary<number> => {
  const { least, most, default: usual } = thresholds[name];
  return fc.oneof(fc.integer({ min: least, max: Math.min(most, usual * 2) }), fc.integer({ min: least, max: most }));
};
export const anyThreshold = (name: keyof Thresholds) => value(name).map((set) => ({ [name]: set }) as Partial<Thresholds>);
export const anyThresholds = fc.record(Object.fromEntries(thresholdNames.map((name) => [name, value(name)])), { requiredKeys: [] }) as fc.Arbitrary<Partial<Thresholds>>;
