import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { AnyOperation } from "@/lib/jiko/operation";
import type { MirrorSearch } from "../mirror/types";

const { readWhole, searchMirror } = vi.hoisted(() => ({ readWhole: vi.fn(), searchMirror: vi.fn() }));
vi.mock("../read", () => ({ readWhole }));
vi.mock("../mirror/search", () => ({ searchMirror }));
const { searchDesk } = await import("./search");

const account = "000123456789";
const pocket = { id: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7", pocket_name: "Operating", status: "OPEN" };
const payee = {
  id: "a5582861-9b9f-410c-b515-fcabd9ddc5aa",
  type: "wire",
  status: "VERIFIED",
  counterparty_name: { type: "business", business_name: "Sample Supplies LLC" },
  routing_number: "021000021",
  identifier: account,
};
const request = {
  id: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd",
  status: "PENDING_APPROVAL",
  transfer: { type: "WIRE", counterparty_name: "Sample Supplies LLC", description: "Invoice 4711", amount: { type: "REQUESTED_AMOUNT", amount_usdc: 250_000 } },
  created_by: { name: "Initiator One" },
  created_at: "2026-07-15T14:02:10Z",
};
const hit = { kind: "transferRequests", id: request.id, title: "Sample Supplies LLC", detail: "WIRE", at: request.created_at, amount: -250_000, status: "COMPLETED", pocketId: null };
const movement = { ...hit, kind: "transactions", id: "0b0e52cc-44b2-4f2b-a8c5-3d8d4c3f1a10" };

const answers: Record<string, unknown> = { "pockets.list": [pocket], "counterparties.list": [payee], "transferRequests.list": [request] };
let count = 0;
/** Another session each time, because what one has read is remembered. */
const session = (scopes = ["pockets.read", "transfers.read"]): Session => ({ id: `s${count++}`, scopes }) as unknown as Session;
const copy = (hits: unknown[] = []) => searchMirror.mockResolvedValue({ hits, state: { kinds: [] } } as unknown as MirrorSearch);
const find = async (text: string, who = session()) => (await searchDesk(who, text)).found.map(({ kind, id }) => [kind, id]);

beforeEach(() => {
  readWhole.mockReset().mockImplementation(async (op: AnyOperation) => ({ items: answers[op.id] }));
  searchMirror.mockReset();
  copy();
});

describe("a search", () => {
  it("finds pockets, payees and open requests that Jiko lists", async () => {
    expect(await find("oper")).toEqual([["pocket", pocket.id]]);
    expect(await find("sample")).toEqual([["payee", payee.id], ["request", request.id]]);
    expect(await find("4711")).toEqual([["request", request.id]]);
  });

  it("finds a payee by account number or its end, and does not answer it", async () => {
    const { found } = await searchDesk(session(), "0001 2345 6789");
    expect(found).toMatchObject([{ kind: "payee", detail: "wire · ends in 6789" }]);
    expect(JSON.stringify(found)).not.toContain(account);
    expect(await find("6789")).toEqual([["payee", payee.id]]);
  });

  it("adds what the desk's own copy holds, each thing once", async () => {
    copy([hit, movement]);
    expect(await find("sample")).toEqual([["payee", payee.id], ["request", request.id], ["transaction", movement.id]]);
  });

  it("reads nothing that the sign-in was not granted", async () => {
    expect(await find("sample", session(["pockets.read"]))).toEqual([]);
    expect(readWhole.mock.calls.map(([op]) => (op as AnyOperation).id)).toEqual(["pockets.list"]);
  });

  it("asks Jiko once for all the letters of a word, and again after a failure", async () => {
    const who = session();
    readWhole.mockRejectedValueOnce(new AppError("upstream_timeout"));
    expect((await searchDesk(who, "op")).missing).toEqual(["pockets"]);
    for (const text of ["ope", "oper"]) expect(await find(text, who)).toEqual([["pocket", pocket.id]]);
    expect(readWhole).toHaveBeenCalledTimes(4);
  });

  it("says what it could not search, and finds the rest", async () => {
    searchMirror.mockRejectedValue(new AppError("upstream_unavailable"));
    expect(await searchDesk(session(), "oper")).toMatchObject({ found: [{ id: pocket.id }], mirror: null, missing: ["the desk's own copy"] });
  });

  it("of a single letter is none", async () => {
    expect(await find("o")).toEqual([]);
    expect(readWhole).not.toHaveBeenCalled();
  });
});
