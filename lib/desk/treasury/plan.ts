import "server-only";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { bankingNow, dayOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { pocketsList, type Pocket } from "@/lib/jiko/pockets";
import { addDays, type Day } from "@/lib/treasury/business-days";
import { isDay } from "@/lib/treasury/day";
import { liquidate } from "@/lib/treasury/liquidation";
import { openLots } from "@/lib/treasury/lots";
import { lastSaleDay, soonestSettlement } from "@/lib/treasury/market-days";
import { cents, parseAmount, sum, type Cents } from "@/lib/treasury/money";
import { faceValue } from "@/lib/treasury/t-bill";
import { allPages } from "../commands/all-pages";
import { mayReadMirror } from "../mirror/gate";
import { readWhole } from "../read";
import { tradesOfBillsSince, type PastTrade } from "./past";
import type { FundingWay, PlanView } from "./types";

const amountText = z.string().transform((typed, context): Cents => {
  const parsed = parseAmount(typed);
  if (parsed.ok) return parsed.cents;
  context.addIssue({ code: "custom", message: parsed.message });
  return z.NEVER;
});

/** What the address of a plan says. */
export const planWanted = z.strictObject({
  pocket: z.guid("Choose a pocket.").toLowerCase(),
  amount: amountText,
  day: z.string().refine(isDay, "Enter a day as year, month and day."),
});
type Wanted = z.output<typeof planWanted>;

/** Farther ahead nobody plans by what is held today. */
const mostDaysAhead = 400;

type Held = Pocket & { portfolio: NonNullable<Pocket["portfolio"]> };

/**
 * Which pockets and bills could bring an amount into a pocket by a day, and what each way costs against holding bills to
 * maturity. At today's marks; what is pending, and what Jiko lets go at a moment, is for Jiko to decide. Throws `invalid_input`,
 * `not_found`, and what the reads throw.
 */
export async function planView(session: Session, { pocket: pocketId, amount, day }: Wanted): Promise<PlanView> {
  const bank = await bankingNow();
  const today = dayOf(bank);
  if (day < today) throw new AppError("invalid_input", { fields: [{ field: "day", message: "This day has passed." }] });
  if (day > addDays(today, mostDaysAhead)) throw new AppError("invalid_input", { fields: [{ field: "day", message: "This is too far ahead." }] });
  const [all, mayLots] = await Promise.all([allPages((query) => readWhole(pocketsList, session, { query })), mayReadMirror(session, "trades")]);
  const trades = mayLots ? await tradesOfBillsSince(session.customerId, today) : new Map<string, PastTrade[]>();
  const open = all.filter((one): one is Held => one.status === "OPEN" && one.portfolio !== null);
  const target = open.find(({ id }) => id.toLowerCase() === pocketId);
  if (!target) throw new AppError("not_found", { message: "There is no open pocket of this name with a balance." });
  const asked = { amount, today, day, trades };
  const own = ownWay(target, asked);
  const others = open.filter((one) => one !== target).flatMap((one) => [
    movesCash(one, asked),
    ...(onJikoNet(target) && onJikoNet(one) ? [movesBills(one, asked)] : []),
  ]);
  const useful = [own, ...others].filter((way) => way.brings > 0 || way === own);
  return { pocketId, amount, day, ways: useful.sort(better), asOf: bank.toISOString() };
}

interface Asked {
  amount: Cents;
  today: Day;
  day: Day;
  trades: ReadonlyMap<string, PastTrade[]>;
}

/** What suffices comes first, then what costs less, then what keeps bills where they are. */
const better = (a: FundingWay, b: FundingWay): number => a.shortfall - b.shortfall || a.cost - b.cost || a.arrives.localeCompare(b.arrives);

/** Bills themselves move between two of these alone (documented). */
const onJikoNet = ({ attributes }: Held): boolean => attributes.includes("JIKONET");

/** Bills that pay out by a day all by themselves. They are new bills again where the pocket reinvests, and can be sold as such. */
const maturingBy = ({ portfolio }: Held, day: Day) =>
  portfolio.securities.flatMap(({ cusip, quantity, maturity_date }) =>
    maturity_date !== null && maturity_date <= day ? [{ cusip, maturity_date, face: faceValue(quantity) }] : [],
  );

/** Sells from a pocket what its cash and its maturing bills do not bring. */
function sellFrom(pocket: Held, { amount, today, trades }: Asked, by: Day) {
  const maturing = maturingBy(pocket, by);
  const matured = sum(maturing.map(({ face }) => face));
  const left = pocket.portfolio.securities.filter(({ cusip, maturity_date }) => !maturing.some((one) => one.cusip === cusip && one.maturity_date === maturity_date));
  const { lots } = openLots(trades.get(pocket.id.toLowerCase()) ?? []);
  const securities = left.map(({ cusip, quantity, jiko_mark_price, maturity_date }) => ({ cusip, quantity, price: jiko_mark_price, maturity_date }));
  const sale = liquidate({ securities, cash: cents(pocket.portfolio.cash + matured), amount, today, lots });
  return { ...sale, maturing };
}

type Sold = ReturnType<typeof sellFrom>;

const wayOf = (pocketId: string, amount: Cents, how: FundingWay["how"], { sales, shortfall, cost, maturing }: Sold) => ({
  pocketId, how, shortfall, cost, maturing, brings: cents(amount - shortfall),
  sales: sales.map(({ cusip, maturity_date, quantity, price, proceeds, cost: given }) => ({ cusip, maturity_date, quantity, price, proceeds, cost: given })),
});

/** The pocket pays by itself. A payment sells what it needs at once (documented), so it can be filed for the day itself. */
function ownWay(pocket: Held, asked: Asked): FundingWay {
  const sold = sellFrom(pocket, asked, asked.day);
  return { ...wayOf(pocket.id, asked.amount, sold.sales.length > 0 ? "sells" : "cash", sold), arrives: asked.day, fileBy: null };
}

/** Another pocket sells and moves the money: it is there when the sale settles. */
function movesCash(pocket: Held, asked: Asked): FundingWay {
  const by = lastSaleDay(asked.day);
  const inTime = by >= asked.today;
  const sold = sellFrom(pocket, asked, inTime ? by : asked.today);
  const arrives = inTime ? asked.day : soonestSettlement(asked.today);
  return { ...wayOf(pocket.id, asked.amount, "moves-cash", sold), arrives, fileBy: inTime ? by : null };
}

/** Another pocket moves bills of that worth, at once; they are sold where they come to. The cost is the same, the day is not. */
function movesBills(pocket: Held, asked: Asked): FundingWay {
  const sold = sellFrom(pocket, asked, asked.today);
  return { ...wayOf(pocket.id, asked.amount, "moves-bills", sold), arrives: asked.day, fileBy: asked.day };
}
