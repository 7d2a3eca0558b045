import { stringify } from "csv-stringify/sync";
import type { PlannedFile } from "./plan";
import type { PartResult } from "./zip";

const columns = ["file", "result", "type", "period", "pocket", "pocket_id", "statement_id", "bytes", "sha256", "reason"] as const;

/** A line for every file that was wanted, in the archive or not. Cells that a spreadsheet would take for a formula are quoted. */
export function writeManifest(files: readonly PlannedFile[], results: readonly PartResult[]): string {
  const rows = files.map(({ name, type, period, pocket, account, id }, i) => {
    const { result, bytes, sha256, reason } = results[i]!;
    const line: Record<(typeof columns)[number], string | number | null> = {
      file: name,
      result,
      type,
      period,
      pocket,
      pocket_id: account,
      statement_id: id,
      bytes,
      sha256,
      reason,
    };
    return line;
  });
  return stringify(rows, { header: true, columns: [...columns], escape_formulas: true, record_delimiter: "windows" });
}
