import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { asPayee } from "@/lib/payees/look-alike";

const { readWhole, paymentsTo, counterpartyVersions } = vi.hoisted(() => ({ readWhole: vi.fn(), paymentsTo: vi.fn(), counterpartyVersions: vi.fn() }));
vi.mock("../read", () => ({ readWhole }));
vi.mock("../mirror/payees", () => ({ paymentsTo, counterpartyVersions }));
const { payeePayments, payeeVersions } = await import("./history");

const session = { id: "s" } as Session;
const payee = "a5582861-9b9f-410c-b515-fcabd9ddc5aa";
const request = (id: string, counterparty_id: string, amount: object = { type: "REQUESTED_AMOUNT", amount_usdc: 100 }) => ({
  id, created_at: "2026-07-15T14:00:00Z", status: "COMPLETED", created_by: { name: "Initiator One" },
  transfer: { type: "WIRE", origin_pocket_id: "p", counterparty_id, amount, description: "Invoice" },
});
const copied = (id: string) => ({ kind: "transferRequests", id, at: "2025-01-01T00:00:00Z", amount: 5, status: "COMPLETED", pocketId: "p", description: null, createdBy: null });
const page = (items: unknown[], next_page: string | null) => readWhole.mockResolvedValue({ items, next_page, prev_page: null });

beforeEach(() => vi.clearAllMocks());

describe("payeePayments", () => {
  it("asks Jiko alone where one page holds every request, and takes those to this payee, whatever the case of its id", async () => {
    page([request("1", payee.toUpperCase()), request("2", "other"), request("3", payee, { type: "FULL_WITHDRAWAL" })], null);
    const { payments, complete, copyAsOf } = await payeePayments(session, payee);
    expect(payments.map(({ id, amount, createdBy }) => [id, amount, createdBy])).toEqual([["1", 100, "Initiator One"], ["3", null, "Initiator One"]]);
    expect([complete, copyAsOf]).toEqual([true, null]);
    expect(paymentsTo).not.toHaveBeenCalled();
  });

  it("adds what lies further back from the copy, each once, and says whether the copy is whole", async () => {
    page([request("1", payee)], "more");
    paymentsTo.mockResolvedValue({ payments: [copied("1"), copied("0")], state: { kinds: [{ kind: "transferRequests", filled: false, asOf: "2026-07-15T13:00:00Z" }] } });
    const found = await payeePayments(session, payee);
    expect(found.payments.map(({ id, amount }) => [id, amount])).toEqual([["1", 100], ["0", 5]]);
    expect(found).toMatchObject({ complete: false, copyAsOf: "2026-07-15T13:00:00Z" });
  });
});

describe("payeeVersions", () => {
  it("says in words what changed from one version to the next, the newest first", async () => {
    const name = { type: "business" as const, business_name: "Sample Partner Corp." };
    const version = (account_number: string, status: string) => ({ ...asPayee({ account_number, counterparty_name: name }), status, verification: { type: "name_match" } });
    counterpartyVersions.mockResolvedValue({
      versions: [
        { number: 2, seenAt: "2026-07-15T14:00:00Z", payee: version("400100200400", "UNLINKED") },
        { number: 1, seenAt: "2026-07-01T14:00:00Z", payee: version("400100200399", "VERIFIED") },
      ],
      state: { kinds: [{ kind: "counterparties", asOf: "2026-07-15T14:00:00Z" }] },
    });
    const { versions, state } = await payeeVersions(session, payee.toUpperCase());
    expect(counterpartyVersions).toHaveBeenCalledWith(session, payee);
    expect(versions.map(({ changes }) => changes.map(({ label, shown, now }) => [label, shown, now]))).toEqual([
      [
        ["Account of the payee", "400100200399", "400100200400"],
        ["Status of the payee", "VERIFIED", "UNLINKED"],
      ],
      [],
    ]);
    expect(state).toMatchObject({ kind: "counterparties" });
  });
});
