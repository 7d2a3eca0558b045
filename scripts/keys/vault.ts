import { sql } from "drizzle-orm";
import { parseVaultKeys } from "@/lib/auth/seal";
import type { Database } from "@/lib/db/connection";
import { keyIdIn, type SealedTable } from "@/lib/db/key-ids";
import { vaultKey } from "../keys";

const entries = (value: string): string[] => value.split(",").map((one) => one.trim()).filter(Boolean);
const idOf = (entry: string): string => entry.slice(0, entry.indexOf(":"));

/** `VAULT_KEYS` with a key more: in front, where it seals from then on, or behind, where it only opens. */
export function withNewKey(value: string, wanted: string, where: "front" | "behind"): { value: string; id: string } {
  const { keys } = parseVaultKeys(value);
  let id = wanted;
  for (let n = 2; keys.has(id); n += 1) id = `${wanted}-${n}`;
  const made = vaultKey(id);
  return { id, value: (where === "front" ? [made, ...entries(value)] : [...entries(value), made]).join(",") };
}

/** `VAULT_KEYS` with this key in front. */
export function withCurrent(value: string, id: string): string {
  if (!parseVaultKeys(value).keys.has(id)) throw new Error(`VAULT_KEYS has no key ${id}.`);
  const isIt = (entry: string) => idOf(entry) === id;
  return [...entries(value).filter(isIt), ...entries(value).filter((entry) => !isIt(entry))].join(",");
}

/** Rows of each table by the key that they were sealed with. */
export type Uses = Map<string, Map<SealedTable, number>>;

export async function usesOfKeys(database: Pick<Database, "execute">): Promise<Uses> {
  const uses: Uses = new Map();
  for (const [table, where] of Object.entries(keyIdIn) as [SealedTable, string][]) {
    const { rows } = await database.execute<{ id: string | null; rows: number }>(
      sql`select ${sql.raw(where)} as id, count(*)::int as rows from ${sql.identifier(table)} group by 1`,
    );
    for (const { id, rows: count } of rows) {
      if (id !== null) uses.set(id, (uses.get(id) ?? new Map<SealedTable, number>()).set(table, count));
    }
  }
  return uses;
}

const words: Partial<Record<SealedTable, string>> = {
  vault: "live sessions",
  draft: "drafts",
  call_back: "call-backs",
  job: "commands whose outcome is not known yet",
};
const again = "What is sealed is sealed anew in the background, within minutes.";

/** What the keys are still needed for. `done`: every key but the current one can go. */
export function report(value: string, uses: Uses): { text: string; done: boolean } {
  const { current, keys } = parseVaultKeys(value);
  const used = (id: string) => [...(uses.get(id) ?? [])].map(([table, rows]) => `${rows} in ${words[table] ?? table}`).join(", ");
  const lines = [`${current}: seals now; ${used(current) || "no row yet"}`];
  const older = [...keys.keys()].filter((id) => id !== current);
  const needed = (id: string) => [...(uses.get(id)?.keys() ?? [])].some((table) => table !== "call_back");
  for (const id of older) {
    const marks = uses.get(id)?.get("call_back");
    const without = `with it ${marks} call-backs stop to count, and those payees must be called again. Else keep it behind.`;
    if (needed(id)) lines.push(`${id}: still needed, ${used(id)}. ${again}`);
    else if (marks) lines.push(`${id}: can go, but ${without}`);
    else lines.push(`${id}: no row needs it, it can go.`);
  }
  const lost = [...uses.keys()].filter((id) => !keys.has(id));
  for (const id of lost) {
    lines.push(`${id}: not among VAULT_KEYS, and without it ${used(id)} cannot be opened. Put it back behind the others.`);
  }
  const done = lost.length === 0 && !older.some(needed);
  if (done && older.length > 0) {
    lines.push("", "Take what can go out of VAULT_KEYS and restart. Keep it for as long as you keep backups that were made before today.");
  }
  return { text: lines.join("\n"), done };
}
