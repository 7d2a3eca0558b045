import { cents } from "@/lib/treasury/money";
import { snapshotAt, transactionsOf } from "./history";
import { booksOf, signed } from "./ledger";
import { bankFigures, brokerageFigures } from "./statements/figures";
import { periodsOf } from "./statements/list";
import type { CompanyState } from "./types";

const mostResidual = 10_000;

/** Everything about the books that does not add up, in words; nothing when all is well. For tests. */
export function faultsOf(state: CompanyState): string[] {
  const faults: string[] = [];
  const expect = (is: boolean, fault: string) => void (is || faults.push(fault));
  const now = new Date(state.books.booked_to);
  for (const pocket of state.pockets) {
    const books = booksOf(state, pocket.id);
    const { cash, positions } = snapshotAt(state, pocket.id, now);
    const name = pocket.pocket_name;
    const written = (list: { cusip: string; quantity: number }[]) => list.map((one) => `${one.cusip} ${one.quantity}`).join();
    expect(cash === books.cash, `${name}: cash ${books.cash} is not the sum of its movements and trades, ${cash}`);
    expect(written(books.holdings) === written(positions), `${name}: the positions are not the sum of its trades`);
    expect(
      positions.every((one) => one.quantity > 0),
      `${name}: a position is negative`,
    );
    expect(cash >= 0 && (cash < mostResidual || pocket.status === "CLOSED"), `${name}: residual cash is ${cash}`);
    expect(pocket.status !== "CLOSED" || (cash === 0 && positions.length === 0), `${name}: closed, but not empty`);
    const own = transactionsOf(state, pocket.id);
    expect(
      own.every((one) => Date.parse(one.time_booked) >= Date.parse(pocket.opened_at)),
      `${name}: a movement from before it opened`,
    );
    const flows = own.reduce((sum, one) => sum + signed(one), 0);
    expect(flows === books.net_flows, `${name}: net flows`);
  }
  const closings = new Map<string, number>();
  for (const period of periodsOf(state, now)) {
    const { type, key } = period.record;
    const where = `${period.pocket.pocket_name} ${type} ${key}`;
    if (type === "BANK") {
      const { lines, closing, deposits, withdrawals, opening } = bankFigures(state, period);
      expect(opening === 0 && closing === 0, `${where}: opens or closes with money`);
      expect(opening + deposits - withdrawals === closing, `${where}: the sums`);
      expect(
        lines.every((line, i) => line.day === lines[i + 1]?.day || line.balance === 0),
        `${where}: a day ends with money`,
      );
    } else if (type === "BROKERAGE") {
      const { opening, additions, subtractions, gain, fees, closing } = brokerageFigures(state, period);
      expect(opening + additions - subtractions + gain - fees === closing, `${where}: opening to closing`);
      expect((closings.get(period.pocket.id) ?? cents(0)) === opening, `${where}: opening is not the closing of the month before`);
      closings.set(period.pocket.id, closing);
    }
  }
  return faults;
}
