import type { Cents } from "@/lib/treasury/money";
import { iso } from "../clock";
import { moveCash, moveSecurities, payOut, requiredApprovals, chargeWireFee, reverse, withdrawable } from "../movements";
import type { CompanyState, TransferRequest, Wire } from "../types";
import { amountOf, emit, mintId } from "../wire";
import { payeeId, payeeName, type PayeeKey } from "./counterparties";
import { internal, jikoNet, wireMovement } from "./movements";
import type { PersonKey } from "./people";
import { pocketId, pocketName, type PocketKey } from "./pockets";
import type { Random } from "./random";
import { internalTransfer, jikoNetTransfer, request, reviewer, wireTransfer } from "./requests";

const minute = 60_000;
const initiators: PersonKey[] = ["initiatorOne", "initiatorTwo", "adminTwo"];
const approvers: PersonKey[] = ["approverOne", "approverTwo", "approverThree", "adminOne"];

/** Payments of the past: each leaves its movement, and since `recordsFrom` also its request, wire and events. */
export class Payments {
  constructor(
    private readonly state: CompanyState,
    private readonly random: Random,
    private readonly recordsFrom: Date,
    private readonly eventsFrom: Date,
  ) {}

  private canPay = (from: PocketKey, amount: Cents, now: Date): boolean =>
    withdrawable(this.state, pocketId(from), now) >= amount + 100_000;

  /** Files the request that led to a payment at `now`: made some hours before, approved on time. */
  private file(transfer: TransferRequest["transfer"], amount: Cents, now: Date, done: Date): void {
    if (now < this.recordsFrom) return;
    const needed = requiredApprovals(amount);
    const first = this.random.integer(0, approvers.length - 1);
    const at = (minutes: number) => new Date(now.getTime() - minutes * minute);
    const created = at(this.random.integer(90, 240));
    const reviewers = [1, 2].slice(0, needed).map((n) => reviewer(approvers[(first + n) % approvers.length]!, "APPROVED", at(60 / n)));
    this.state.requests.push(request(transfer, "COMPLETED", this.random.pick(initiators), needed, reviewers, created, done));
  }

  reference = (now: Date): string => `${iso(now).slice(0, 10).replaceAll("-", "")}MMQFMP0A${this.random.digits(6)}`;

  wire(
    pocket: PocketKey,
    direction: "INCOMING" | "OUTGOING",
    name: string,
    payee: PayeeKey | null,
    amount: Cents,
    description: string | null,
    now: Date,
    done: Date | null,
  ): Wire {
    const wire: Wire = {
      id: mintId(this.state),
      pocket_id: pocketId(pocket),
      direction,
      status: done ? "SUCCESS" : "PROCESSING",
      amount: amountOf(amount),
      counterparty_id: payee && payeeId(payee),
      counterparty_name: name,
      reference_number: this.reference(now),
      description,
      created_at: iso(now),
      updated_at: iso(done ?? now),
      object_type: "Wire",
    };
    if (now >= this.recordsFrom) this.state.wires.push(wire);
    if (now >= this.eventsFrom) {
      const payload = { wire_id: wire.id, pocket_id: wire.pocket_id };
      if (direction === "OUTGOING") emit(this.state, "transfers.wire.out.processing", payload, now);
      if (done) emit(this.state, direction === "OUTGOING" ? "transfers.wire.out.success" : "transfers.wire.in.success", payload, done);
    }
    return wire;
  }

  /** A wire to a payee. `open`: its rail has not answered yet. Null when the pocket cannot pay it. */
  wireOut(from: PocketKey, payee: PayeeKey, amount: Cents, description: string, now: Date, open = false): Wire | null {
    if (!this.canPay(from, amount, now)) return null;
    const done = open ? null : new Date(now.getTime() + this.random.integer(8, 25) * minute);
    const wire = this.wire(from, "OUTGOING", payeeName(payee), payee, amount, description, now, done);
    const movement = wireMovement("out", payeeName(payee), wire.reference_number!, wire.id, done ? { at: iso(done) } : "open");
    payOut(this.state, wire.pocket_id, amount, movement, now);
    chargeWireFee(this.state, wire, now);
    if (done) this.file(wireTransfer(wire.id, from, payee, amount, description), amount, now, done);
    return wire;
  }

  /** A wire that its rail sent back: the money left and has returned, the fee has not. */
  wireReturned(from: PocketKey, payee: PayeeKey, amount: Cents, description: string, reference: string, now: Date): void {
    if (!this.canPay(from, amount, now)) return;
    const done = new Date(now.getTime() + 12 * minute);
    const at = (minutes: number) => new Date(now.getTime() - minutes * minute);
    const name = payeeName(payee);
    const wire: Wire = {
      id: mintId(this.state), pocket_id: pocketId(from), direction: "OUTGOING", status: "REJECTED", amount: amountOf(amount),
      counterparty_id: payeeId(payee), counterparty_name: name, reference_number: reference, description,
      created_at: iso(now), updated_at: iso(done), object_type: "Wire",
    };
    this.state.wires.push(wire);
    const { transaction } = payOut(this.state, wire.pocket_id, amount, wireMovement("out", name, reference, wire.id, "open"), now);
    chargeWireFee(this.state, wire, now);
    reverse(this.state, transaction.id, "The payment came back", done);
    const transfer = wireTransfer(wire.id, from, payee, amount, description);
    const signed = [reviewer("approverTwo", "APPROVED", at(5))];
    this.state.requests.push(request(transfer, "FAILED", "initiatorOne", 1, signed, at(70), done, "INVALID_TRANSFER"));
    const payload = { wire_id: wire.id, pocket_id: wire.pocket_id };
    emit(this.state, "transfers.wire.out.processing", payload, now);
    emit(this.state, "transfers.wire.out.rejected", payload, done);
  }

  /** A wire to us that could not be credited and went back to its sender: it never touched the books. */
  wireRefused(pocket: PocketKey, from: string, amount: Cents, description: string, reference: string, now: Date): void {
    const done = new Date(now.getTime() + 4 * minute);
    const wire: Wire = {
      id: mintId(this.state), pocket_id: pocketId(pocket), direction: "INCOMING", status: "REJECTED", amount: amountOf(amount),
      counterparty_id: null, counterparty_name: from, reference_number: reference, description,
      created_at: iso(now), updated_at: iso(done), object_type: "Wire",
    };
    this.state.wires.push(wire);
    emit(this.state, "transfers.wire.in.rejected", { wire_id: wire.id, pocket_id: wire.pocket_id }, done);
  }

  jikoNetOut(from: PocketKey, payee: PayeeKey, amount: Cents, description: string, now: Date): void {
    if (!this.canPay(from, amount, now)) return;
    const id = mintId(this.state);
    payOut(this.state, pocketId(from), amount, jikoNet(payeeName(payee), description, id, pocketName(from), payeeName(payee)), now);
    this.file(jikoNetTransfer(id, from, payee, amount, description, null), amount, now, now);
    if (now < this.eventsFrom) return;
    const payload = { on_us_id: id, origin_pocket_id: pocketId(from), destination_pocket_id: null };
    for (const phase of ["processing", "success"]) emit(this.state, `transfers.on-us.${phase}`, payload, now);
  }

  move(
    from: PocketKey,
    to: PocketKey,
    amount: Cents,
    description: string,
    now: Date,
    how: "BANK_TRANSFER" | "SECURITY_TRANSFER" = "BANK_TRANSFER",
  ): void {
    if (!this.canPay(from, amount, now)) return;
    this.moveSurely(from, to, amount, description, now, how);
  }

  /** As `move`, down to the last cent. */
  moveSurely(
    from: PocketKey,
    to: PocketKey,
    amount: Cents,
    description: string,
    now: Date,
    how: "BANK_TRANSFER" | "SECURITY_TRANSFER" = "BANK_TRANSFER",
  ): void {
    const id = mintId(this.state);
    const act = how === "BANK_TRANSFER" ? moveCash : moveSecurities;
    act(this.state, pocketId(from), pocketId(to), amount, internal(description, id, pocketName(from), pocketName(to)), now);
    this.file(internalTransfer(id, from, to, amount, how, description), amount, now, now);
    if (now < this.eventsFrom) return;
    const payload = { on_us_id: id, origin_pocket_id: pocketId(from), destination_pocket_id: pocketId(to) };
    for (const phase of ["processing", "success"]) emit(this.state, `transfers.on-us.${phase}`, payload, now);
  }
}
