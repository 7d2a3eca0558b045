import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { rowsPerPage, untilNextCheck } from "../lib/desk/mirror/rounds";
import type { PocketFigures } from "../lib/db/schema/mirror";
import { pocketId } from "../sandbox/company/seed/pockets";
import type { Control } from "../sandbox/control/client";

interface Hour {
  owner: Pool;
  control: Control;
  /** Spread over the hour. Of each the desk is told by an event, as a webhook would. */
  movements: number;
}

const passes = [
  "update mirror_round set due_at = due_at - interval '1 minute'",
  "update mirror_item set read_at = read_at - interval '1 minute' where open",
  "update job set due_at = due_at - interval '1 minute' where kind = 'mirror.follow'",
];
const told = "update mirror_kind set wanted_at = clock_timestamp() where kind <> 'counterparties'";
const busy = "select 1 from job where kind = 'mirror.follow' and (due_at <= clock_timestamp() or lease_until > clock_timestamp()) limit 1";

const pocket = pocketId("operating");

/** Sixty minutes pass for the copy and at the bank, and after each one it does what is due by then. */
export async function simulatedHour({ owner, control, movements }: Hour): Promise<void> {
  for (let minute = 0; minute < 60; minute++) {
    await control.advance("PT1M");
    const due = Math.floor(((minute + 1) * movements) / 60) - Math.floor((minute * movements) / 60);
    for (let i = 0; i < due; i++) await control.bookLate({ pocket, amount: 100_00, booked: (await control.now()).toISOString() });
    if (due > 0) await owner.query(told);
    for (const one of passes) await owner.query(one);
    while ((await owner.query(busy)).rowCount) await pause(100);
  }
}

/** Calls an hour that comparing months which are over takes on average, by their rows and `untilNextCheck`. */
export async function checksAnHour(owner: Pool, bank: Date): Promise<number> {
  const { rows } = await owner.query<{ until: Date | null; figures: PocketFigures[] | null }>(
    "select until, figures from mirror_round where kind = 'transactions' and stretch like 'check:%' and until < $1",
    [bank],
  );
  return rows
    .map(({ until, figures }) => {
      const count = (figures ?? []).reduce((sum, one) => sum + one.count, 0);
      const pages = Math.max(1, Math.ceil(count / rowsPerPage));
      return pages / (untilNextCheck({ until, startedBank: bank }, count) / 3_600_000);
    })
    .reduce((sum, one) => sum + one, 0);
}
