// Random transfer requests and viewers, for property tests alone.
import fc from "fast-check";
import type { Counterparty } from "@/lib/jiko/counterparties";
import { transferStatuses, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { roles } from "@/lib/jiko/team";
import type { Decider } from "./types";

/** Few members, so that the same one often stands in several places. */
export const members = [1, 2, 3, 4].map((n) => ({
  member_id: `00000000-0000-4000-8000-00000000000${n}`,
  name: `Member ${n}`,
  email: `member.${n}@example.com`,
}));

/** What a role may do once Jiko granted writing, as Jiko's reference has it; lib/auth/permissions.ts says it for the product. */
const granted: Record<string, string[]> = {
  ADMIN: ["transfers.file", "transfers.decide", "transfers.cancel"],
  INITIATOR: ["transfers.file", "transfers.cancel"],
  APPROVER: ["transfers.decide"],
  VIEWER: [],
};

export const viewer: fc.Arbitrary<Decider> = fc
  .record({ member: fc.constantFrom(...members), role: fc.constantFrom(...roles), mayWrite: fc.constantFrom(true, true, true, false) })
  .map(({ member, role, mayWrite }) => ({
    memberId: member.member_id,
    role,
    permissions: ["transfers.read", ...(mayWrite ? granted[role]! : [])],
  }));

const amount = fc.oneof(
  fc.record({ type: fc.constant("REQUESTED_AMOUNT"), amount_usdc: fc.integer({ min: 1, max: 10 ** 12 }) }),
  fc.constant({ type: "FULL_WITHDRAWAL" }),
  fc.constant({ type: "UNKNOWN", sent_type: "PERCENTAGE" }),
);
const text = fc.option(fc.string({ maxLength: 20 }));
const base = { id: fc.uuid({ version: 4 }), origin_pocket_id: fc.uuid({ version: 4 }), amount, description: text, counterparty_name: text };
const details = fc.oneof(
  fc.record({ type: fc.constant("PEER_TO_PEER"), destination_counterparty_id: fc.uuid({ version: 4 }) }),
  fc.record({
    type: fc.constant("INTERNAL_REALLOCATION"),
    destination_pocket_id: fc.uuid({ version: 4 }),
    transfer_type: fc.constantFrom("BANK_TRANSFER", "SECURITY_TRANSFER", null, "SOMETHING_NEW"),
  }),
  fc.constant({ type: "UNKNOWN", sent_type: "SOMETHING_NEW" }),
);
const transfer = fc.oneof(
  fc.record({ ...base, type: fc.constant("WIRE"), counterparty_id: fc.uuid({ version: 4 }) }),
  fc.record({ ...base, type: fc.constant("USDC"), counterparty_id: fc.uuid({ version: 4 }) }),
  fc.record({ ...base, type: fc.constant("ON_US"), details, end_to_end_identification: text }),
  fc.record({ ...base, type: fc.constant("UNKNOWN"), sent_type: fc.constant("CHECK") }),
);

const instant = fc
  .date({ min: new Date("2025-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());

const reviewers = fc.subarray(members).chain((some) =>
  fc.tuple(
    ...some.map((member) =>
      fc.record({
        member_id: fc.constant(member.member_id),
        name: fc.constant(member.name),
        email: fc.constant(member.email),
        decision: fc.constantFrom("PENDING", "APPROVED", "REJECTED", "ABSTAINED"),
        decided_at: fc.option(instant),
        reason: text,
      }),
    ),
  ),
);

export const request = fc.record({
  id: fc.uuid({ version: 4 }),
  transfer,
  status: fc.constantFrom("PENDING_APPROVAL", "PENDING_APPROVAL", "PENDING_APPROVAL", ...transferStatuses, "ON_HOLD"),
  created_by: fc.constantFrom(...members),
  required_approvals: fc.integer({ min: 1, max: 3 }),
  reviewers,
  failure_reason: fc.constant(null),
  fees: fc.constant([]),
  created_at: instant,
  updated_at: instant,
}) as unknown as fc.Arbitrary<TransferRequest>;

const address = fc.record({
  street_address: fc.string(),
  street_address2: text,
  city: fc.string(),
  postal_code: fc.string(),
  state: text,
  country: fc.constantFrom("US", "DE"),
});
const common = {
  id: fc.uuid({ version: 4 }),
  status: fc.constantFrom("VERIFIED", "LINKED", "UNLINKED"),
  counterparty_name: fc.oneof(
    fc.record({ type: fc.constant("business"), business_name: fc.string() }),
    fc.record({ type: fc.constant("individual"), first_name: fc.string(), middle_name: text, last_name: fc.string() }),
  ),
  verification: fc.constant({ type: "name_match" }),
  time_created: instant,
  updated_at: instant,
};

export const payee = fc.oneof(
  fc.record({
    ...common,
    type: fc.constant("wire"),
    routing_number: fc.string(),
    identifier: fc.string(),
    address,
    wire_instructions: text,
    institution_name: text,
  }),
  fc.record({
    ...common,
    type: fc.constant("international_wire"),
    bic: fc.string(),
    identifier: fc.string(),
    identifier_type: fc.constantFrom("IBAN", "ACCOUNT_NUMBER"),
    address,
    institution_name: fc.string(),
    institution_address: address,
    wire_instructions: text,
  }),
  fc.record({
    ...common,
    type: fc.constant("ach"),
    routing_number: fc.string(),
    account_number: fc.string(),
    account_type: fc.constantFrom("CHECKING", "SAVINGS"),
    institution_name: text,
    address: fc.option(address),
  }),
  fc.record({ ...common, type: fc.constant("on_us"), account_number: fc.string(), institution_name: text, address: fc.option(address) }),
  fc.record({ ...common, type: fc.constant("crypto_wallet"), network: fc.string(), address: fc.string(), institution_name: text }),
  fc.record({ ...common, type: fc.constant("UNKNOWN"), sent_type: fc.constant("card") }),
) as unknown as fc.Arbitrary<Counterparty>;
