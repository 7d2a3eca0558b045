// What tests of the commands start from: a database, settings, members, a company at the fake bank.
import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import type { DecisionInput } from "@/lib/approvals/types";
import { scopes } from "@/lib/auth/scopes";
import type { Session } from "@/lib/auth/session";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditEntry } from "@/lib/db/schema/audit";
import { job } from "@/lib/db/schema/job";
import { emptyTransfer, type TransferValues } from "@/lib/forms/transfer";
import type { Counterparty } from "@/lib/jiko/counterparties";
import type { Pocket } from "@/lib/jiko/pockets";
import type { Role } from "@/lib/jiko/team";
import { FakeBank, type Member } from "./fake-bank";
import { lookAt } from "../../approvals/look";
import type { Reader } from "../../sources";
import { signStatement } from "../../passkeys/testing";

/** Takes the database of a test file into use, with the settings that the commands read. Answers how to give it back. */
export async function openDesk(database: { ownerUrl: string; runtimeUrl: string; drop(): Promise<void> }): Promise<() => Promise<void>> {
  await migrate(database.ownerUrl);
  Object.assign(process.env, {
    DATABASE_URL: database.runtimeUrl,
    APP_URL: "http://localhost:3000",
    JIKO_API_URL: "http://127.0.0.1:1",
    JIKO_ISSUER_URL: "http://127.0.0.1:1",
    JIKO_CLIENT_ID: "test",
    JIKO_CLIENT_KEY_FILE: "/nowhere",
    JIKO_CUSTOMER_IDS: randomUUID(),
    VAULT_KEYS: `k1:${Buffer.alloc(32).toString("base64")}`,
    SESSION_SECRET: "x".repeat(32),
    JIKO_DEADLINE_SECONDS: "3",
    COMMAND_GRACE_SECONDS: "3",
    LOG_LEVEL: "silent",
  });
  return async () => {
    await closeDatabase();
    await database.drop();
  };
}

const emailOf = (name: string): string => `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;

export const accountNumber = "000123456789";

/** A company with two pockets, a payee, and sessions for whoever is needed. Each call is another customer. */
export function company() {
  const bank = new FakeBank();
  const customerId = randomUUID();
  const pocket = (name: string, value: number): Pocket => {
    const portfolio = {
      securities: [],
      cash: value,
      total_value: value,
      all_time_earnings: null,
      pricing_timestamp: null,
      appreciation_per_second: null,
    };
    const one = {
      id: randomUUID(),
      pocket_name: name,
      status: "OPEN",
      portfolio,
      attributes: ["JIKONET"],
      deposit_strategy_id: "s",
      reinvestment_strategy_id: null,
    };
    bank.pockets.set(one.id, one as unknown as Pocket);
    return one as unknown as Pocket;
  };
  const [operating, reserve] = [pocket("Operating", 5_000_000), pocket("Reserve", 9_000_000)];
  const payee = {
    id: randomUUID(),
    type: "wire",
    status: "VERIFIED",
    counterparty_name: { type: "business", business_name: "Sample Supplies LLC" },
    verification: { type: "name_match" },
    time_created: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    routing_number: "021000021",
    identifier: accountNumber,
    address: {
      street_address: "100 Example Avenue",
      street_address2: null,
      city: "Columbus",
      postal_code: "43004",
      state: "OH",
      country: "US",
    },
    wire_instructions: null,
    institution_name: null,
  } as unknown as Counterparty;
  bank.payees.set(payee.id, payee);

  const session = (name: string, role: Role): Session & { member: Member } => {
    const memberId = randomUUID();
    bank.team.push({ id: memberId, name, email: emailOf(name), role, status: "ACTIVE" });
    return {
      id: randomUUID(),
        subject: memberId,
        memberId,
        customerId,
        customerName: "Example Robotics Inc.",
        name,
        email: emailOf(name),
        role,
      roleReason: null, scopes: [...scopes],
      createdAt: new Date(), lastActiveAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000),
      member: { member_id: memberId, name, email: emailOf(name) },
    };
  };

  const form = (changes: Partial<TransferValues> = {}): TransferValues => ({
    ...emptyTransfer,
    originPocketId: operating.id,
    counterpartyId: payee.id,
    amount: "1,234.56",
    description: "Invoice 4711",
    ...changes,
  });

  /** A request of somebody's, straight at the bank. */
  const filed = async (by: Member, required = 1): Promise<string> => {
    const id = randomUUID();
    const transfer = {
      id,
      type: "WIRE",
      origin_pocket_id: operating.id,
      counterparty_id: payee.id,
      amount: { type: "REQUESTED_AMOUNT", amount_usdc: 123456 },
      description: null,
    };
    await bank.as(by).call({ id: "transferRequests.create" } as never, { body: { transfer, reviewers: [] } } as never);
    bank.requests.get(id)!.required_approvals = required;
    bank.calls = [];
    return id;
  };

  /** What the detail of a request would send, as it stands at the bank now; through JSON and back, as a browser has it. */
  const seen = async (transferId: string, reason?: string): Promise<DecisionInput> => {
    const anybody = session("Anybody", "VIEWER");
    const read: Reader = (op, input) => bank.as(anybody.member).call(op, input);
    const { snapshot } = await lookAt(read, anybody, transferId);
    const hashes = { subjectHash: subjectHashOf(snapshot.subject), contextHash: contextHashOf(snapshot.context) };
    return JSON.parse(JSON.stringify({ transferId, ...hashes, shown: snapshot, ...(reason ? { reason } : {}) })) as DecisionInput;
  };

  /** The same as an approver sends it: every risk ticked, and signed with a passkey of theirs. */
  const signed = async (who: Session, given: DecisionInput): Promise<DecisionInput> => {
    const { transferId, subjectHash, contextHash } = given;
    const gesture = await signStatement(who, { kind: "approve", items: [{ transferId, subjectHash, contextHash }] });
    return { acknowledged: given.shown.context.policy.acknowledge, gesture, ...given };
  };

  return {
    bank,
    customerId,
    operating,
    reserve,
    payee,
    session,
    form,
    filed,
    seen,
    signed,
    record: () => recordOf(customerId),
    jobs: () => jobsOf(customerId),
  };
}

export type Company = ReturnType<typeof company>;

/** The customer's record: kind, action, outcome and details, in order. */
async function recordOf(customerId: string) {
  const rows = await db().select().from(auditEntry).where(eq(auditEntry.customerId, customerId)).orderBy(asc(auditEntry.position));
  return rows.map(({ kind, action, outcome, canonical }) => ({
    kind,
    action,
    outcome,
    canonical,
    details: (JSON.parse(canonical) as { details: Record<string, unknown> }).details,
  }));
}

/** What waits to be found out about the customer's commands. */
const jobsOf = async (customerId: string) =>
  (await db().select().from(job)).filter(({ kind, key }) => kind.startsWith("command.") && key.startsWith(customerId));
