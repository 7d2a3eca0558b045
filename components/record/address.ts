import { endsOf, type Typed } from "@/lib/lists/address";

/** Filters that the file of the record knows under the same names; `at` are its days. */
const same = ["member", "group", "subject", "outcome"] as const;

/**
 * Where the entries themselves are downloaded, each with the text that was hashed. The file has its own, few filters: null
 * where the list has others, because a file that is not what is shown would mislead.
 */
export function entriesHref({ at, ...others }: Typed): string | null {
  const search = new URLSearchParams();
  for (const [name, text] of Object.entries(others)) {
    if (!same.some((one) => one === name) || text.includes(",")) return null;
    search.set(name, text);
  }
  const [from = "", to = ""] = at ? endsOf(at) : [];
  if (from) search.set("from", from);
  if (to) search.set("to", to);
  search.set("format", "jsonl");
  return `/api/downloads/record?${search}`;
}
