import "server-only";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { pocketsList } from "@/lib/jiko/pockets";
import { id } from "@/lib/jiko/schemas";
import { statementsList, statementTypes, type Statement } from "@/lib/jiko/statements";
import { archiveName, statementFileName, statementPeriod } from "../file-name";
import { readWhole } from "../read";

/** More at once would take longer than a session may. */
export const mostFiles = 300;
const mostPages = 30;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Expected a month, like 2026-06");

/** What a person chooses: every statement of these pockets and types (none: all) in these months, both included. Tax forms go by their year. */
export const archiveWanted = z
  .strictObject({
    pockets: z.array(id).max(200).default([]),
    types: z.array(z.enum(statementTypes)).max(statementTypes.length).default([]),
    from: month.nullable().default(null),
    to: month.nullable().default(null),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "The last month lies before the first." });
export type ArchiveWanted = z.output<typeof archiveWanted>;

/** A file of the plan. Plain JSON, without a link: that is fetched when its turn has come. */
export interface PlannedFile {
  id: string;
  account: string;
  type: string;
  /** `2026-06`, of a tax form `2025`. */
  period: string;
  pocket: string;
  /** Its path in the archive. */
  name: string;
}

export interface Plan {
  fileName: string;
  files: PlannedFile[];
}

const isWanted = ({ from, to }: ArchiveWanted, period: string): boolean =>
  (!from || period >= from.slice(0, period.length)) && (!to || period <= to.slice(0, period.length));

/** The year or month that a list can be narrowed to, where the wish lies within one. */
function keyOf({ from, to }: ArchiveWanted): string | undefined {
  if (!from || !to || from.slice(0, 4) !== to.slice(0, 4)) return undefined;
  // A month alone would lose the tax forms of its year.
  return from.slice(0, 4);
}

/** Everything that Jiko lists of what is wanted. */
async function listed(session: Session, wanted: ArchiveWanted): Promise<Statement[]> {
  const out: Statement[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = {
      limit: 100,
      ...(wanted.pockets.length > 0 ? { "account[]": wanted.pockets } : {}),
      ...(wanted.types.length > 0 ? { "type[]": wanted.types } : {}),
      key: keyOf(wanted),
      cursor,
    };
    const list = await readWhole(statementsList, session, { query });
    out.push(...list.items);
    if (!list.next_page) return out;
    cursor = list.next_page;
  }
  throw new AppError("invalid_input", { fields: [{ field: "from", message: "There are too many statements. Choose fewer months, pockets or types." }] });
}

/** Pages may shift while they are read: every statement once. Unknown types have no file name and stay out. */
const known = (list: readonly Statement[]): Statement[] => [
  ...new Map(list.filter(({ type }) => (statementTypes as readonly string[]).includes(type)).map((one) => [one.id, one])).values(),
];

/** Which files the archive will hold, by period, pocket and type. Throws `invalid_input` where there is none, or too many. */
export async function planArchive(session: Session, wanted: ArchiveWanted): Promise<Plan> {
  const [statements, pockets] = await Promise.all([listed(session, wanted), readWhole(pocketsList, session, { query: { limit: 100 } })]);
  const names = new Map(pockets.items.map((one) => [one.id, one.pocket_name]));
  const files = known(statements)
    .map((one) => ({ statement: one, period: statementPeriod(one), pocket: names.get(one.account_id) ?? `pocket-${one.account_id.slice(0, 8)}` }))
    .filter(({ period }) => isWanted(wanted, period))
    .sort((a, b) => a.period.localeCompare(b.period) || a.pocket.localeCompare(b.pocket, "en-US") || a.statement.type.localeCompare(b.statement.type));
  if (files.length === 0) throw new AppError("invalid_input", { fields: [{ field: "from", message: "There is no statement that fits." }] });
  if (files.length > mostFiles) {
    const message = `These are ${files.length} files; at most ${mostFiles} go into one ZIP. Choose fewer months, pockets or types.`;
    throw new AppError("invalid_input", { fields: [{ field: "from", message }] });
  }
  const taken = new Set<string>();
  const planned = files.map(({ statement, period, pocket }): PlannedFile => {
    const { id, account_id: account, type } = statement;
    let name = `${period}/${statementFileName(session.customerName, pocket, statement)}`;
    // Two pockets may bear one name.
    if (taken.has(name)) name = name.replace(/\.pdf$/, `_${id.slice(0, 8)}.pdf`);
    taken.add(name);
    return { id, account, type, period, pocket, name };
  });
  const months = planned.map(({ period }) => period);
  return { fileName: archiveName(session.customerName, months[0]!, months.at(-1)!), files: planned };
}
