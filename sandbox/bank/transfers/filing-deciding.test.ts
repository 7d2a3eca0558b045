import { beforeEach, describe, expect, it } from "vitest";
import { transferRequestsCreate } from "@/lib/jiko/transfer-requests";
import { nextId } from "../testing";
import { decide } from "./decide";
import { file } from "./file";
import { freshBank, act, company, dollars, fileAs, jikoNet, kit, own, payee, pocket, refusal, wire } from "./testing";

beforeEach(() => freshBank());

describe("filing", () => {
  it("keeps the caller's id, waits for one approval, or for two from $1,000,000 on", () => {
    const small = wire(dollars(999_999.99));
    expect(fileAs("initiator.one", small)).toMatchObject({ id: small.id, status: "PENDING_APPROVAL", required_approvals: 1, reviewers: [] });
    expect(fileAs("admin.one", wire(dollars(1_000_000)))).toMatchObject({ required_approvals: 2 });
    expect(fileAs("admin.one", wire({ type: "FULL_WITHDRAWAL" }))).toMatchObject({ required_approvals: 2 });
  });

  it.each(["approver.one", "viewer.one"])("is not for %s", (member) => expect(() => fileAs(member, wire())).toThrow(refusal(403)));

  it("refuses an id that exists, and leaves the first as it was", () => {
    const first = wire();
    fileAs("initiator.one", first);
    expect(() => fileAs("initiator.one", { ...wire(dollars(2)), id: first.id })).toThrow(refusal(409));
    expect(company().requests.filter((one) => one.id === first.id)).toMatchObject([{ transfer: { amount: { amount_usdc: 100_000 } } }]);
  });

  it("refuses pockets that are unknown, frozen, closed or not on JikoNet", () => {
    const origin = "origin_pocket_id";
    expect(() => fileAs("initiator.one", wire(dollars(1), { origin_pocket_id: nextId() }))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", wire(dollars(1), { origin_pocket_id: pocket("Escrow").id }))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", wire(dollars(1), { origin_pocket_id: pocket("Old Operating").id }))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", jikoNet("Payroll"))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", own("Operating", "Reserve", "SECURITY_TRANSFER"))).toThrow(refusal(422, "transfer_type"));
    expect(() => fileAs("initiator.one", own("Operating", "Operating", "BANK_TRANSFER"))).toThrow(refusal(422, "destination_pocket_id"));
    expect(() => fileAs("initiator.one", own("Operating", "Escrow", "BANK_TRANSFER"))).toThrow(refusal(422, "destination_pocket_id"));
  });

  it("refuses payees that are unknown, of another kind or not payable", () => {
    const pay = (id: string, type: "WIRE" | "USDC" = "WIRE") => () =>
      fileAs("initiator.one", { id: nextId(), type, origin_pocket_id: pocket("Operating").id, counterparty_id: id, amount: dollars(1) });
    for (const bad of [nextId(), payee("ach").id, payee("on_us").id, payee("wire", "PENDING").id, payee("international_wire", "UNLINKED").id]) {
      expect(pay(bad)).toThrow(refusal(422, "counterparty_id"));
    }
    expect(pay(payee("wire").id, "USDC")).toThrow(refusal(422, "counterparty_id"));
    expect(pay(payee("crypto_wallet").id, "USDC")).not.toThrow();
    expect(pay(payee("international_wire").id)).not.toThrow();
  });

  it("refuses reviewers who are unknown, the creator, or may not review", () => {
    const unknown = transferRequestsCreate.body.parse({ transfer: wire(), reviewers: [nextId()] });
    expect(() => file(kit.bank, kit.member("initiator.one"), unknown, kit.bank.now())).toThrow(refusal(422, "reviewers"));
    expect(() => fileAs("admin.one", wire(), ["admin.one"])).toThrow(refusal(422, "reviewers"));
    expect(() => fileAs("admin.one", wire(), ["viewer.one"])).toThrow(refusal(422, "reviewers"));
  });
});

describe("deciding", () => {
  it("is for approvers and admins other than the creator", () => {
    const request = fileAs("admin.one", wire());
    for (const member of ["initiator.two", "viewer.one", "admin.one"]) {
      expect(() => act(member, request, "approve")).toThrow(refusal(403));
      expect(() => act(member, request, "reject")).toThrow(refusal(403));
    }
    expect(act("admin.two", request, "approve")).toMatchObject({ status: "APPROVED", reviewers: [{ decision: "APPROVED" }] });
  });

  it("is for the named reviewers alone, also after all of them have decided", () => {
    const request = fileAs("initiator.one", wire(dollars(2_000_000)), ["approver.one"]);
    expect(() => act("approver.two", request, "approve")).toThrow(refusal(403));
    expect(act("approver.one", request, "approve")).toMatchObject({ status: "PENDING_APPROVAL" });
    expect(() => act("approver.two", request, "approve")).toThrow(refusal(403));
  });

  it("is neither for a caller who is no member nor for one who was switched off", () => {
    const request = fileAs("initiator.one", wire());
    expect(() => decide(kit.bank, null, request.id, "approve", null, kit.bank.now())).toThrow(refusal(403));
    kit.member("approver.one").status = "INACTIVE";
    expect(() => act("approver.one", request, "approve")).toThrow(refusal(403));
    expect(() => decide(kit.bank, kit.member("approver.two"), nextId(), "approve", null, kit.bank.now())).toThrow(refusal(404));
  });

  it("happens once per reviewer, and not after the end", () => {
    const request = fileAs("initiator.one", wire(dollars(2_000_000)));
    act("approver.one", request, "approve");
    expect(() => act("approver.one", request, "reject")).toThrow(refusal(409));
    expect(act("approver.two", request, "approve").status).toBe("APPROVED");
    expect(() => act("approver.three", request, "approve")).toThrow(refusal(409));
    expect(() => act("initiator.one", request, "cancel")).toThrow(refusal(409));
  });

  it("ends with one rejection, whose reason stays", () => {
    const request = fileAs("initiator.one", wire(dollars(2_000_000)));
    expect(act("approver.one", request, "reject", "Wrong account")).toMatchObject({ status: "REJECTED", reviewers: [{ decision: "REJECTED", reason: "Wrong account" }] });
    expect(() => act("approver.two", request, "approve")).toThrow(refusal(409));
  });

  it("lets only the creator cancel, while it is pending", () => {
    const request = fileAs("initiator.one", wire());
    expect(() => act("admin.one", request, "cancel")).toThrow(refusal(403));
    expect(act("initiator.one", request, "cancel").status).toBe("CANCELED");
    expect(() => act("initiator.one", request, "cancel")).toThrow(refusal(409));
  });
});
