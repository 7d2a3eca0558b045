import { Pool } from "pg";
import { verifyLinks, type Verdict } from "../../lib/audit/verify";
import type { ChainLink } from "../../lib/audit/entry";
import { stack } from "./stack";

export const customerId = "e5fe84a1-124e-4b76-bbec-fe231ec833e1";

/** What the audit record and the jobs hold, read from PostgreSQL itself. */
export interface Record {
  /** The entries of a command, or of several, in order, as `intent transfer.file`, `outcome transfer.file done`. */
  of(...commandIds: string[]): Promise<string[]>;
  /** The entries about a transfer, in the same form. */
  about(transferId: string): Promise<string[]>;
  /** Whether the whole chain holds. */
  verdict(): Promise<Verdict>;
  /** Kinds of the jobs that wait for a command. */
  jobs(commandId: string): Promise<string[]>;
  close(): Promise<void>;
}

export function openRecord(): Record {
  const pool = new Pool({ connectionString: stack().env.DATABASE_URL, max: 4 });
  const entries = async (column: "correlation_id" | "subject_id", ...values: string[]): Promise<string[]> => {
    const { rows } = await pool.query<{ line: string }>(
      `select concat_ws(' ', kind, action, outcome) as line from audit_entry where customer_id = $1 and ${column} = any($2) order by position`,
      [customerId, values],
    );
    return rows.map(({ line }) => line);
  };
  return {
    of: (...commandIds) => entries("correlation_id", ...commandIds),
    about: (transferId) => entries("subject_id", transferId),
    async verdict() {
      const { rows } = await pool.query<ChainLink>(
        `select canonical, content_hash as "contentHash", prev_hash as "prevHash", entry_hash as "entryHash"
         from audit_entry where customer_id = $1 order by position`,
        [customerId],
      );
      return verifyLinks(customerId, rows);
    },
    async jobs(commandId) {
      const key = `${customerId}:${commandId}`;
      const { rows } = await pool.query<{ kind: string }>("select kind from job where key = $1 and kind like 'command.%' order by kind", [key]);
      return rows.map(({ kind }) => kind);
    },
    close: () => pool.end(),
  };
}
