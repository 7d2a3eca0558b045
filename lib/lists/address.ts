import { isDay } from "@/lib/treasury/day";
import { cents, parseAmount, plainCents } from "@/lib/treasury/money";
import type { ListColumn, ListDefinition, ListFilter, ListQuery, Sort } from "./types";

/** The filters as people typed them and as the address carries them, by column; `q` is what is searched for in every row. */
export type Typed = Readonly<Record<string, string>>;

export interface ListAddress {
  typed: Typed;
  /** A sentence for each filter that cannot be used, by column. */
  faults: Readonly<Record<string, string>>;
  sort: Sort;
  /** Columns in their order, where the address says so. */
  columns: readonly string[] | null;
  /** Null while a filter is at fault: better no list than one that ignores a filter. */
  query: ListQuery | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const longest = 200;
const mostChoices = 50;

/** `a..b`, `a..`, `..b`; a value without dots is both ends. */
export const endsOf = (text: string): [string, string] => {
  const at = text.indexOf("..");
  return at < 0 ? [text.trim(), text.trim()] : [text.slice(0, at).trim(), text.slice(at + 2).trim()];
};

type Read = { filter: ListFilter } | { fault: string };

function readRange(column: string, text: string, read: (end: string) => number | string): Read {
  const ends = endsOf(text).map((end) => (end === "" ? null : read(end)));
  const fault = ends.find((end): end is string => typeof end === "string");
  if (fault) return { fault };
  const [from, to] = ends as [number | null, number | null];
  if (from !== null && to !== null && from > to) return { fault: "The largest is below the smallest." };
  return { filter: { column, from, to } };
}

function readDays(column: string, text: string): Read {
  const [first, last] = endsOf(text);
  if ([first, last].some((day) => day !== "" && !isDay(day))) return { fault: "Enter a day as year, month and day." };
  if (first && last && first > last) return { fault: "The last day lies before the first." };
  return { filter: { column, firstDay: first || null, lastDay: last || null } };
}

function readFilter({ id, kind, choices }: ListColumn, text: string): Read {
  switch (kind) {
    case "text":
      return { filter: { column: id, words: text } };
    case "money":
      return readRange(id, text, (end) => {
        const parsed = end === "0" ? { ok: true as const, cents: cents(0) } : parseAmount(end);
        return parsed.ok ? parsed.cents : parsed.message;
      });
    case "number":
      return readRange(id, text, (end) => (/^\d{1,15}(\.\d{1,10})?$/.test(end) ? Number(end) : "Enter a number, like 1234.5."));
    case "instant":
    case "day":
      return readDays(id, text);
    case "choice": {
      const anyOf = text.split(",").filter(Boolean);
      // What is not known here may be newer than the desk: it finds what Jiko calls so, or nothing.
      const sound = anyOf.length <= mostChoices && anyOf.every((one) => (choices && one in choices) || /^[\w.-]{1,64}$/.test(one));
      return sound ? { filter: { column: id, anyOf } } : { fault: "Choose from the list." };
    }
    case "pocket":
    case "id": {
      const anyOf = text.split(",").filter(Boolean);
      const sound = anyOf.length <= mostChoices && anyOf.every((one) => uuid.test(one));
      return sound ? { filter: { column: id, anyOf: anyOf.map((one) => one.toLowerCase()) } } : { fault: "The address names nothing that Jiko has." };
    }
  }
}

/** `-amount`: the largest first. What is not sortable falls back to the usual order. */
function readSort({ columns, sort }: ListDefinition, text: string): Sort {
  const descending = text.startsWith("-");
  const column = columns.find(({ id, sortable }) => sortable && id === text.slice(descending ? 1 : 0));
  return column ? { column: column.id, descending } : sort;
}

/** Reads what the address of a list says. Names that are not columns of the list are left alone. */
export function readListAddress(list: ListDefinition, search: Record<string, string | string[] | undefined> | URLSearchParams): ListAddress {
  const one = (name: string): string => {
    const value = search instanceof URLSearchParams ? search.get(name) : search[name];
    return typeof value === "string" ? value.trim().slice(0, longest) : "";
  };
  const typed: Record<string, string> = {};
  const faults: Record<string, string> = {};
  const filters: ListFilter[] = [];
  for (const column of list.columns) {
    const text = column.filterable ? one(column.id) : "";
    if (text === "" || text === "..") continue;
    typed[column.id] = text;
    const read = readFilter(column, text);
    if ("fault" in read) faults[column.id] = read.fault;
    else filters.push(read.filter);
  }
  const words = one("q");
  if (words) typed.q = words;
  const chosen = one("columns").split(",").filter((id) => list.columns.some((column) => column.id === id));
  const sort = readSort(list, one("sort"));
  return {
    typed, faults, sort, columns: chosen.length > 0 ? [...new Set(chosen)] : null,
    query: Object.keys(faults).length > 0 ? null : { filters, search: words || null, sort },
  };
}

export interface AddressParts {
  typed?: Typed;
  sort?: Sort;
  columns?: readonly string[] | null;
}

/** The same as text, for an address: the usual order and columns are left out. */
export function listSearch(list: ListDefinition, { typed = {}, sort = list.sort, columns = null }: AddressParts): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of [...list.columns.map(({ id }) => id), "q"]) {
    const text = typed[name]?.trim();
    if (text && text !== "..") search.set(name, text);
  }
  const usual = sort.column === list.sort.column && sort.descending === list.sort.descending;
  if (!usual) search.set("sort", `${sort.descending ? "-" : ""}${sort.column}`);
  if (columns) search.set("columns", columns.join(","));
  return search;
}

/** A range of cents as the address carries it: `100.00..250.00`. */
export const moneyRange = (from: number | null, to: number | null): string =>
  `${from === null ? "" : plainCents(cents(from))}..${to === null ? "" : plainCents(cents(to))}`;
