import { cents, sum, type Cents } from "@/lib/treasury/money";

/** One line of an account. Its code says whether it is a credit or a debit, so the amount has no sign. */
export interface Entry {
  code: string;
  amount: Cents;
  bankReference: string;
  customerReference: string;
  text: string;
}

export interface Account {
  number: string;
  opening: Cents;
  closing: Cents;
  entries: Entry[];
}

export interface PriorDayFile {
  sender: string;
  receiver: string;
  /** Who holds the accounts. */
  originator: string;
  /** `YYYY-MM-DD` and `HHMM`, of the making. */
  created: { day: string; time: string };
  /** Tells files of one sender and day apart. */
  number: number;
  /** The day that the file is of, `YYYY-MM-DD`. */
  asOf: string;
  accounts: Account[];
}

/** No line is longer: readers of the format count on it. */
const longest = 80;

export const isCredit = ({ code }: Pick<Entry, "code">): boolean => Number(code) < 400;

const date = (day: string): string => day.slice(2).replaceAll("-", "");

/** A field may hold neither of the two signs that part fields and records, nor anything that is not plain ASCII. */
const field = (text: string): string =>
  plain(text)
    .replace(/[^A-Za-z0-9.-]/g, "")
    .slice(0, 40);
/** Text stands at the end of a record, where commas would be allowed; readers that part at every comma are spared them all the same. */
const words = (text: string): string => plain(text).replace(/[,/]/g, " ").replace(/ +/g, " ").trim();
const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, " ");

/** A record as lines: what does not fit goes on in 88 records, parted between its groups of fields. */
function record(head: string, groups: readonly string[] = []): string[] {
  const lines: string[] = [];
  let line = head;
  for (const group of groups) {
    if (line.length + group.length + 2 > longest) {
      lines.push(`${line}/`);
      line = "88";
    }
    line += `,${group}`;
  }
  return [...lines, `${line}/`];
}

/** Text in lines of its own. A word that is longer than a line is parted. */
function continued(text: string): string[] {
  const lines: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const room = longest - 3;
    const blank = rest.length > room ? rest.lastIndexOf(" ", room) : -1;
    const cut = blank > 0 ? blank : room;
    lines.push(`88,${rest.slice(0, cut)}`);
    rest = rest.slice(cut).trimStart();
  }
  return lines;
}

function detail({ code, amount, bankReference, customerReference, text }: Entry): string[] {
  if (amount < 0) throw new Error("An amount of a BAI2 record has no sign");
  const said = continued(words(text));
  const lines = record(`16,${code},${amount}`, ["", field(bankReference), field(customerReference), ...(said.length > 0 ? [] : [""])]);
  return [...lines, ...said];
}

/** An account, and its control total: the sum of all its amounts as they are written, those of balances and totals included. */
function account({ number, opening, closing, entries }: Account): { lines: string[]; control: Cents } {
  const [credits, debits] = [entries.filter(isCredit), entries.filter((one) => !isCredit(one))];
  const [paidIn, paidOut] = [credits, debits].map((some) => sum(some.map(({ amount }) => amount))) as [Cents, Cents];
  if (opening + paidIn - paidOut !== closing) throw new Error("An account of a BAI2 file does not add up");
  // Opening and closing, ledger and available: all that a pocket is worth can be paid out.
  const balances = [["010", opening], ["015", closing], ["040", opening], ["045", closing]] as const;
  const header = record(`03,${field(number)},USD`, [
    ...balances.map(([code, amount]) => `${code},${amount},,`),
    `100,${paidIn},${credits.length},`,
    `400,${paidOut},${debits.length},`,
  ]);
  const lines = [...header, ...entries.flatMap(detail)];
  const control = cents(2 * (opening + closing + paidIn + paidOut));
  return { lines: [...lines, `49,${control},${lines.length + 1}/`], control };
}

/**
 * A prior-day file in the BAI2 format: one group, an account for each of `accounts`, balances and lines in US cents, lines parted
 * by LF. Throws where an account does not add up. Source: BAI, "Cash Management Balance Reporting Specifications", version 2.
 */
export function writeBai2({ sender, receiver, originator, created, number, asOf, accounts }: PriorDayFile): string {
  const written = accounts.map(account);
  const control = sum(written.map((one) => one.control));
  const inside = written.flatMap(({ lines }) => lines);
  const lines = [
    `01,${field(sender)},${field(receiver)},${date(created.day)},${created.time},${number},,,2/`,
    // 1: an update. 2400: the end of the day. The last 2: final, of a previous day.
    `02,${field(receiver)},${field(originator)},1,${date(asOf)},2400,USD,2/`,
    ...inside,
    `98,${control},${accounts.length},${inside.length + 2}/`,
    `99,${control},1,${inside.length + 4}/`,
  ];
  return `${lines.join("\n")}\n`;
}
