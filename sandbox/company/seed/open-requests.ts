import { businessDayUntil, previousBusinessDay, type Day } from "@/lib/treasury/business-days";
import { cents } from "@/lib/treasury/money";
import { dayOf, instantAt } from "../clock";
import type { CompanyState, TransferRequest, Wire } from "../types";
import { idFrom } from "../wire";
import { internalTransfer, jikoNetTransfer, request, reviewer, usdcTransfer, wireTransfer } from "./requests";

const minute = 60_000;
const dollars = (amount: number) => cents(Math.round(amount * 100));

/** Requests that show every state: what waits, what runs, and how things have gone wrong lately. */
export function openRequests(state: CompanyState, anchor: Date, running: Wire | null): void {
  const id = (name: string) => idFrom(`request ${name}`);
  const dayBefore = (count: number): Day => {
    let day = businessDayUntil(dayOf(anchor));
    for (let i = 0; i < count; i++) day = previousBusinessDay(day);
    return day;
  };
  const at = (count: number, time: string) => instantAt(dayBefore(count), time);
  const ago = (minutes: number) => new Date(anchor.getTime() - minutes * minute);
  const invoice = wireTransfer("b76611b6-69a3-4fba-86e9-65e53ea1fbcd", "operating", "supplies", dollars(2_500_000), "Invoice 4711");
  const parts = wireTransfer(id("parts"), "operating", "components", dollars(184_250.75), "Servo parts, order 2208");
  const share = jikoNetTransfer(id("share"), "settlement", "partner", dollars(96_400), "Revenue share June", "RS-2026-06");
  const bills = internalTransfer(
    id("bills"),
    "operating",
    "settlement",
    dollars(750_000),
    "SECURITY_TRANSFER",
    "Bills for JikoNet payouts",
  );
  const topUp = internalTransfer(id("top-up"), "reserve", "operating", dollars(1_200_000), "BANK_TRANSFER", "Top up Operating");
  const coins = usdcTransfer(id("coins"), "operating", "wallet", dollars(25_000));
  const gears = wireTransfer(id("gears"), "operating", "drives", dollars(312_000), "Gear units, order 512");
  const sensors = wireTransfer(id("sensors"), "operating", "sensors", dollars(58_700), "Sensors, last delivery");
  const sweep = internalTransfer(
    id("sweep"),
    "payroll",
    "operating",
    "everything",
    "BANK_TRANSFER",
    "Empty Payroll after the provider changed",
  );
  const approved = wireTransfer(id("approved"), "operating", "supplies", dollars(48_900), "Invoice 4702");
  const rejected = wireTransfer(id("rejected"), "operating", "components", dollars(640_000), "Prepayment 2027");
  const canceled = jikoNetTransfer(id("canceled"), "settlement", "distribution", dollars(12_000), "Entered twice", null);
  const short = wireTransfer(id("short"), "payroll", "components", dollars(5_400_000), "Machine hall, second instalment");
  const frozen = internalTransfer(id("frozen"), "escrow", "operating", dollars(400_000), "BANK_TRANSFER", "Release of escrow");

  const list: TransferRequest[] = [
    request(
      short,
      "FAILED",
      "initiatorTwo",
      2,
      [reviewer("approverOne", "APPROVED", at(9, "13:05")), reviewer("approverThree", "APPROVED", at(9, "13:40"))],
      at(9, "11:20"),
      at(9, "13:41"),
      "INSUFFICIENT_FUNDS",
    ),
    request(
      frozen,
      "FAILED",
      "adminOne",
      1,
      [reviewer("approverTwo", "APPROVED", at(7, "15:02"))],
      at(7, "14:11"),
      at(7, "15:03"),
      "ACCOUNT_UNAVAILABLE",
    ),
    request(
      rejected,
      "REJECTED",
      "initiatorOne",
      1,
      [reviewer("approverTwo", "REJECTED", at(5, "12:30"), "No contract for 2027 is signed yet.")],
      at(5, "10:40"),
      at(5, "12:30"),
    ),
    request(canceled, "CANCELED", "initiatorTwo", 1, [], at(4, "15:20"), at(4, "15:26")),
    request(sensors, "PENDING_APPROVAL", "initiatorOne", 1, [], at(3, "15:45")),
    request(sweep, "PENDING_APPROVAL", "initiatorTwo", 1, [], at(2, "11:10")),
    request(gears, "PENDING_APPROVAL", "adminOne", 1, [], at(2, "16:05")),
    request(coins, "PENDING_APPROVAL", "initiatorTwo", 1, [reviewer("approverThree")], at(1, "10:02")),
    request(topUp, "PENDING_APPROVAL", "initiatorOne", 2, [], at(1, "11:31")),
    request(bills, "PENDING_APPROVAL", "initiatorTwo", 1, [], at(1, "13:48")),
    request(
      invoice,
      "PENDING_APPROVAL",
      "initiatorOne",
      2,
      [reviewer("approverOne", "APPROVED", at(1, "16:31")), reviewer("approverTwo")],
      at(1, "14:02:10"),
      at(1, "16:31"),
    ),
    request(share, "PENDING_APPROVAL", "initiatorOne", 1, [], ago(52)),
    request(approved, "APPROVED", "initiatorTwo", 1, [reviewer("approverOne", "APPROVED", ago(2))], ago(44), ago(2)),
    request(parts, "PENDING_APPROVAL", "initiatorTwo", 1, [], ago(31)),
  ];
  if (running) {
    const transfer = wireTransfer(running.id, "operating", "supplies", cents(running.amount.value), running.description!);
    list.push(request(transfer, "PROCESSING", "initiatorOne", 1, [reviewer("approverThree", "APPROVED", ago(14))], ago(75), ago(12)));
  }
  state.requests.push(...list);
  state.requests.sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
}
