import { sql } from "drizzle-orm";
import { bigint, boolean, customType, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, words } from "./columns";

/** Ordered by its bytes, whatever the database's own order is: it is in lower case and without accents already. */
const ordered = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** What a trade has beside what every row has, as lists of trades filter and order by it. */
export const tradeFigures = {
  cusip: "((data ->> 'cusip') collate \"C\")",
  maturity: "((data ->> 'maturity_date') collate \"C\")",
  quantity: "((data ->> 'quantity')::numeric)",
  price: "((data ->> 'price')::numeric)",
  yield: "((data ->> 'yield_to_maturity')::numeric)",
  notional: "((data ->> 'notional')::bigint)",
  booked: "((data ->> 'book_date') collate \"C\")",
  settled: "((data ->> 'settled_date') collate \"C\")",
} as const;

/** An amount without its sign, as its index has it. */
export const amountSize = "abs(amount)";

/**
 * The desk's copy of what Jiko lists: one row for each thing, as Jiko last sent it. It is a cache: it can be dropped and is
 * read again. Times are the bank's where nothing else is said.
 */
export const mirrorItem = pgTable(
  "mirror_item",
  {
    customerId: uuid("customer_id").notNull(),
    kind: text("kind").notNull(),
    id: uuid("id").notNull(),
    pocketId: uuid("pocket_id"),
    /** The payee of a transfer request or wire. */
    counterpartyId: uuid("counterparty_id"),
    /** What its list is ordered by: booked, traded, created. */
    at: instant("at").notNull(),
    /** Signed US cents, from the pocket's side; null where there is none or its sign is not known. */
    amount: bigint("amount", { mode: "number" }),
    status: text("status").notNull(),
    /** May still change at Jiko: it is read again until it no longer may. */
    open: boolean("open").notNull(),
    /** The words of what it is called, of what type it is and which way it went: what lists are filtered and ordered by. */
    name: ordered("name"),
    type: text("type"),
    direction: text("direction"),
    /** Its later time: settled, or last changed. */
    laterAt: instant("later_at"),
    /** Words that a search finds it by, in lower case, parted by blanks; `=title=rent` is one of a column (lib/desk/mirror/words.ts). */
    search: text("search").notNull(),
    words: words("words")
      .notNull()
      .generatedAlwaysAs(sql.raw("array_to_tsvector(array_remove(string_to_array(search, ' '), ''))")),
    /** What Jiko sent, read through the contract. Of a payee: without the account it is paid at. */
    data: jsonb("data").notNull(),
    /** SHA-256 of `data`. */
    digest: text("digest").notNull(),
    /** When the call began that last saw it at Jiko (the database's clock); an answer that is older changes nothing. */
    readAt: instant("read_at").notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    /** A check did not find it at Jiko; a second one that does not removes it. */
    missingSince: instant("missing_since"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.kind, table.id] }),
    // What a list is filtered by and sums stands in the index itself: a filter that fits seldom and a total read no rows.
    index("mirror_item_time").on(
      ...[table.customerId, table.kind, table.at, table.id] as const,
      ...[table.pocketId, table.amount, table.status, table.type, table.direction],
    ),
    index("mirror_item_pocket").on(
      ...[table.customerId, table.kind, table.pocketId, table.at, table.id] as const,
      ...[table.amount, table.status, table.type, table.direction],
    ),
    // Amounts are filtered without their sign. The signed one stands beside it: an index whose column is read is read alone.
    index("mirror_item_size").on(table.customerId, table.kind, sql.raw(amountSize), table.at, table.id, table.amount),
    // Orders of lists. What is empty is less than everything: last where the largest is first.
    // The largest of a pocket, type or week: what does not fit is passed over in the index.
    index("mirror_item_amount").on(
      ...[table.customerId, table.kind, table.amount.nullsFirst(), table.id] as const,
      ...[table.at, table.pocketId, table.status, table.type, table.direction],
    ),
    index("mirror_item_name").on(table.customerId, table.kind, table.name.nullsFirst(), table.id),
    index("mirror_item_type").on(table.customerId, table.kind, table.type.nullsFirst(), table.id),
    index("mirror_item_status").on(table.customerId, table.kind, table.status, table.id),
    index("mirror_item_direction").on(table.customerId, table.kind, table.direction.nullsFirst(), table.id),
    index("mirror_item_later").on(table.customerId, table.kind, table.laterAt.nullsFirst(), table.id),
    ...Object.entries(tradeFigures).map(([name, figure]) =>
      index(`mirror_trade_${name}`)
        .on(table.customerId, sql.raw(`${figure} nulls first`), table.id)
        .where(sql`kind = 'trades'`),
    ),
    index("mirror_item_payee").on(table.customerId, table.counterpartyId, table.at).where(sql`counterparty_id is not null`),
    index("mirror_item_initiator").on(table.customerId, sql`(data -> 'created_by' ->> 'member_id')`, table.at).where(sql`kind = 'transferRequests'`),
    // Not by when it was read: that moves with every check, and a row whose indexed columns stay is written in no index again.
    index("mirror_item_open").on(table.customerId, table.kind).where(sql`open`),
    index("mirror_item_words").using("gin", table.words),
  ],
);

/**
 * How many rows of the copy are alike in what most totals are asked of, and what their amounts come to. A trigger keeps it with every
 * statement that changes rows (migration 0008), so it is right to the cent in every transaction, and a total over a million rows
 * reads some hundreds. The days that a row could also be counted by differ in nearly every row: they are summed from the index by time.
 */
export const mirrorTally = pgTable(
  "mirror_tally",
  {
    customerId: uuid("customer_id").notNull(),
    kind: text("kind").notNull(),
    pocketId: uuid("pocket_id"),
    type: text("type"),
    status: text("status").notNull(),
    direction: text("direction"),
    count: bigint("count", { mode: "number" }).notNull(),
    /** Of these rows, how many have no amount. */
    without: bigint("without", { mode: "number" }).notNull(),
    /** Cents, without signs. */
    paidIn: bigint("paid_in", { mode: "number" }).notNull(),
    paidOut: bigint("paid_out", { mode: "number" }).notNull(),
  },
  (table) => [
    unique("mirror_tally_key")
      .on(table.customerId, table.kind, table.pocketId, table.type, table.status, table.direction)
      .nullsNotDistinct(),
  ],
);

/**
 * Every version of a payee that was seen. Jiko keeps no history of a payee, so this is not a cache: rebuilding the mirror
 * leaves it. Sealed, because it holds account numbers in full.
 */
export const payeeVersion = pgTable(
  "payee_version",
  {
    customerId: uuid("customer_id").notNull(),
    counterpartyId: uuid("counterparty_id").notNull(),
    /** Counts from 1. */
    number: integer("number").notNull(),
    seenAt: instant("seen_at").notNull(),
    keyId: text("key_id").notNull(),
    sealed: bytes("sealed").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.counterpartyId, table.number] })],
);

/** How far the copy of one kind is. */
export const mirrorKind = pgTable(
  "mirror_kind",
  {
    customerId: uuid("customer_id").notNull(),
    kind: text("kind").notNull(),
    /** The first filling has come to the oldest row. */
    filledAt: instant("filled_at"),
    /** What Jiko had listed by then is here, as far back as the filling has come. */
    asOf: instant("as_of"),
    /** Oldest row that the filling has come to. */
    reachedBack: instant("reached_back"),
    /** Since when nobody is signed in through whom it could be read. Real time. */
    waitingSince: instant("waiting_since"),
    /** Why the last attempt ended (an error code); null when it did not fail. */
    problem: text("problem"),
    /** Something has happened at Jiko that is not here yet. Real time. */
    wantedAt: instant("wanted_at"),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.kind] })],
);

/** Figures of one pocket as a check found them at Jiko: number of rows, and the sum of their signed amounts in cents. */
export interface PocketFigures {
  pocketId: string | null;
  count: number;
  sum: number;
}

/**
 * One stretch of a list that is read page by page: `fill` (everything, once), `recent` (what is new), `check:2026-07` (a
 * month) or `check:all` (lists without a filter by time). The cursor moves in the transaction that stores the page.
 */
export const mirrorRound = pgTable(
  "mirror_round",
  {
    customerId: uuid("customer_id").notNull(),
    kind: text("kind").notNull(),
    stretch: text("stretch").notNull(),
    /** Bounds of the stretch; null: open. Inclusive, exclusive. */
    from: instant("from"),
    until: instant("until"),
    /** Counts the rounds from 1. */
    number: integer("number").notNull(),
    reading: boolean("reading").notNull(),
    cursor: text("cursor"),
    /** Time of the last row of the last page; the list has been newest first so far. */
    reached: instant("reached"),
    ordered: boolean("ordered").notNull().default(true),
    /** Rows of this round that the copy should have had, and had not, or had otherwise. */
    surprises: integer("surprises").notNull().default(0),
    /** Rounds in a row that ended with a difference. */
    misses: integer("misses").notNull().default(0),
    /** When this round began, by the database's clock and by the bank's. */
    startedAt: instant("started_at"),
    startedBank: instant("started_bank"),
    /** When a check last ended, and when one last found no difference. */
    checkedAt: instant("checked_at"),
    agreedAt: instant("agreed_at"),
    figures: jsonb("figures").$type<PocketFigures[]>(),
    /** When the next round is due; null: never again. Real time. */
    dueAt: instant("due_at"),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.kind, table.stretch] })],
);

/** What a pocket earned in a month that is over, as Jiko told it: past months do not change every day. */
export const mirrorEarning = pgTable(
  "mirror_earning",
  {
    customerId: uuid("customer_id").notNull(),
    pocketId: uuid("pocket_id").notNull(),
    /** `2026-07` */
    month: text("month").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    readAt: instant("read_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.pocketId, table.month] })],
);
