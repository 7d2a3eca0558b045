import type { Cents } from "@/lib/treasury/money";
import type { MirrorState } from "../mirror/types";

export type FoundKind = "pocket" | "payee" | "request" | "transaction" | "trade" | "wire";

/** One thing that a search found; `title` and `detail` are texts to show. */
export interface Found {
  kind: FoundKind;
  id: string;
  title: string;
  detail: string;
  href: string;
  at: string | null;
  amount: Cents | null;
}

export interface SearchAnswer {
  found: Found[];
  /** How fresh the desk's own copy is that most of this comes from; null where it could not be asked. */
  mirror: MirrorState | null;
  /** What could not be searched just now, in words. */
  missing: string[];
}
