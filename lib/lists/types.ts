/** Lists that the one table shows. */
export const listNames = ["transactions", "trades", "transfers", "wires", "counterparties", "events", "audit"] as const;
export type ListName = (typeof listNames)[number];

/**
 * What the cells of a column hold, and with that how they are written, filtered and exported.
 * `money`: signed US cents. `number`: a number or a decimal string. `instant`: ISO instant. `day`: YYYY-MM-DD. `choice`: one of
 * `choices`, or something newer that Jiko sent. `pocket`: the id of a pocket. `id`: an id that is shown whole or not at all.
 */
export type ColumnKind = "text" | "money" | "number" | "instant" | "day" | "choice" | "pocket" | "id";

export interface ListColumn {
  /** Also the name of its filter in the address. */
  id: string;
  header: string;
  kind: ColumnKind;
  /** Of `choice`: what each value is called. */
  choices?: Readonly<Record<string, string>>;
  /** Whose words and hues `components/ui/status` has: a choice that is a status. */
  statusOf?: "transfer" | "movement" | "wire" | "counterparty";
  /** Stands in the table unless a person leaves it out. */
  shown: boolean;
  sortable: boolean;
  filterable: boolean;
  /** Its sum over all that is filtered is told: of `money` what came in, what went out and both together. */
  totaled?: true;
  /** Names the row and carries its link. Exactly one of a list. */
  rowHeader?: true;
}

export interface Sort {
  column: string;
  descending: boolean;
}

export interface ListDefinition {
  name: ListName;
  title: string;
  /** `transaction`, `transactions`. */
  nouns: readonly [one: string, many: string];
  columns: readonly ListColumn[];
  /** Of a list in its usual order: newest first. Rows that are alike in it are ordered by their id. */
  sort: Sort;
}

/** One filter, as the server reads it. Several hold together. */
export type ListFilter =
  /** Every word begins some word of the column. */
  | { column: string; words: string }
  | { column: string; anyOf: readonly string[] }
  /** Both ends included; of money: of the amount without its sign, in cents. */
  | { column: string; from: number | null; to: number | null }
  /** Days of the company's time zone, both included. */
  | { column: string; firstDay: string | null; lastDay: string | null };

/** What a list is asked for. */
export interface ListQuery {
  filters: readonly ListFilter[];
  /** Every word begins some word that the row is found by. Null: everything. */
  search: string | null;
  sort: Sort;
}

export type Cell = string | number | null;

/** `cells`: by column, of every column of the list. `href`: the row's own page. */
export interface ListRow {
  id: string;
  href: string | null;
  cells: Readonly<Record<string, Cell>>;
}

/** So many rows can be scrolled through; all can be summed and exported. */
export const mostScrolled = 100_000;
export const rowsPerBlock = 100;

/** What `GET /api/lists/[name]?offset=…` answers: one block of rows. */
export interface ListBlock {
  offset: number;
  rows: readonly ListRow[];
  /** There are rows after these. */
  more: boolean;
  source: ListSource;
}

/**
 * Where rows come from. `copy`: the desk's copy of what Jiko lists, as of an instant. `jiko`: Jiko's own list, newest first, while
 * the copy is not filled (so far it reaches back to `reachedBack`: how much is left nobody knows, because Jiko gives no counts); it
 * cannot be filtered or sorted then, and asking for that is a `conflict`. `desk`: what the desk itself keeps.
 */
export type ListSource = { from: "copy"; asOf: string } | { from: "jiko"; asOf: string; reachedBack: string | null } | { from: "desk"; asOf: string };

/**
 * What `GET /api/lists/[name]/totals` answers, over all that is filtered; null while the list comes from Jiko, which sums nothing.
 * Sums in cents; `in` and `out` without signs.
 */
export interface ListTotals {
  count: number;
  sums: Readonly<Record<string, { in: number; out: number; net: number }>>;
  /** Rows without an amount, which no sum has: by column. */
  without: Readonly<Record<string, number>>;
}
