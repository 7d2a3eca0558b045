import { addDays, type Day } from "@/lib/treasury/business-days";
import { addMonths, dayOf, endOf, firstOfMonth, instantAt, iso } from "../clock";
import type { CompanyState, PocketRecord, StatementRecord, StatementType } from "../types";
import { idFrom } from "../wire";

/** A statement with the time that it speaks of: after `from`, up to `until`. */
export interface Period {
  record: StatementRecord;
  pocket: PocketRecord;
  first: Day;
  last: Day;
  from: Date;
  until: Date;
}

function period(pocket: PocketRecord, type: StatementType, first: Day, next: Day, created: Date): Period {
  const last = addDays(next, -1);
  return {
    record: {
      id: idFrom(`statement ${pocket.id} ${type} ${first}`),
      account_id: pocket.id,
      type,
      key: first,
      time_created: iso(created),
      object_type: "Statement",
    },
    pocket,
    first,
    last,
    from: endOf(addDays(first, -1)),
    until: endOf(last),
  };
}

/**
 * Every statement there is by `now`: BANK and BROKERAGE for each month of a pocket's life, on the 10th of the next month, and
 * the tax forms of a year on 15 February of the next. Months of New York.
 */
export function periodsOf(state: CompanyState, now: Date): Period[] {
  const out: Period[] = [];
  for (const pocket of state.pockets) {
    const opened = dayOf(new Date(pocket.opened_at));
    const closed = pocket.closed_at && dayOf(new Date(pocket.closed_at));
    for (let month = firstOfMonth(opened); !closed || month <= closed; month = addMonths(month, 1)) {
      const next = addMonths(month, 1);
      const created = instantAt(addDays(next, 9), "01:30");
      if (created > now) break;
      out.push(period(pocket, "BANK", month, next, created), period(pocket, "BROKERAGE", month, next, created));
    }
    for (let year = Number(opened.slice(0, 4)); !closed || year <= Number(closed.slice(0, 4)); year++) {
      const created = instantAt(`${year + 1}-02-15`, "01:30");
      if (created > now) break;
      for (const type of ["1099INT", "1099B"] as const) out.push(period(pocket, type, `${year}-01-01`, `${year + 1}-01-01`, created));
    }
  }
  return out.sort((a, b) => (a.record.key === b.record.key ? 0 : a.record.key < b.record.key ? -1 : 1));
}

export const statementsOf = (state: CompanyState, now: Date): StatementRecord[] => periodsOf(state, now).map(({ record }) => record);
