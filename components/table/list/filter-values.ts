import type { Typed } from "@/lib/lists/address";
import type { ColumnKind, ListDefinition } from "@/lib/lists/types";

const ranged: ReadonlySet<ColumnKind> = new Set(["money", "number", "instant", "day"]);

/** Whether a filter is given by two ends. */
export const isRange = (kind: ColumnKind): boolean => ranged.has(kind);

/** The names of the two fields of a range. */
export const endNames = (column: string): readonly [string, string] => [`${column}.from`, `${column}.to`];

/** What the fields of a filter form say, as the address carries it. */
export function typedOf({ columns }: ListDefinition, form: FormData): Typed {
  const all = (name: string) => form.getAll(name).map((one) => String(one).trim()).filter(Boolean);
  const typed: Record<string, string> = { q: all("q").join(" ") };
  for (const { id, kind, filterable } of columns) {
    if (!filterable) continue;
    if (isRange(kind)) {
      const [from = "", to = ""] = endNames(id).map((name) => all(name).join());
      if (from || to) typed[id] = from === to ? from : `${from}..${to}`;
    } else typed[id] = all(id).join(kind === "text" ? " " : ",");
  }
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ""));
}
