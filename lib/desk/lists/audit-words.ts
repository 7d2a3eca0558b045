import "server-only";
import { and, eq, inArray, isNull, like, or, sql, type SQL } from "drizzle-orm";
import { actionGroups, knownActions, sentenceOf, type ActionGroup } from "@/lib/audit/words";
import { auditEntry } from "@/lib/db/schema/audit";
import { auditOutcomes } from "@/lib/lists/definitions/audit";
import { wordsOf } from "../mirror/words";
import { knownMembers } from "../record/list";
import { matches } from "../search/match";

const { action, kind, outcome, memberId, subjectId, correlationId } = auditEntry;
const nothing = sql`false`;

/** What the record calls whoever is nobody. */
export const theDesk = "The desk";

const outcomes = Object.keys(auditOutcomes);
/** Every kind of entry with every outcome that it can have. */
const endings = [
  ...(["intent", "event", "correction"] as const).map((one) => ({ kind: one, outcome: null })),
  ...outcomes.map((one) => ({ kind: "outcome" as const, outcome: one })),
];

/** Entries of members whose name has these words, as the record knows them by now. */
async function byWho(customerId: string, words: readonly string[]): Promise<SQL> {
  const members = (await knownMembers(customerId)).filter(({ name }) => matches(words, [name])).map(({ id }) => id);
  const desk = matches(words, [theDesk]) ? isNull(memberId) : undefined;
  return or(members.length > 0 ? inArray(memberId, members) : undefined, desk) ?? nothing;
}

/** Entries whose sentence has these words. A sentence is made of action, kind and outcome, which indexes have. */
function byWhat(words: readonly string[]): SQL {
  const fitting = endings.flatMap(({ kind: kindOf, outcome: outcomeOf }) => {
    const fits = (name: string) => matches(words, [sentenceOf({ kind: kindOf, action: name, outcome: outcomeOf, details: {} })]);
    const actions = knownActions.filter(fits);
    if (actions.length === 0) return [];
    return and(eq(kind, kindOf), outcomeOf ? eq(outcome, outcomeOf) : isNull(outcome), inArray(action, actions))!;
  });
  return or(...fitting) ?? nothing;
}

export const whoFits = (customerId: string, text: string): Promise<SQL> => byWho(customerId, wordsOf(text));
export const whatFits = (text: string): SQL => byWhat(wordsOf(text));

/** Every word belongs to who, what, or an id of what it is about. */
export async function entryFits(customerId: string, text: string): Promise<SQL> {
  const words = wordsOf(text);
  if (words.length === 0) return nothing;
  const each = words.map(async (word) => or(await byWho(customerId, [word]), byWhat([word]), eq(subjectId, word), eq(correlationId, word)));
  return and(...(await Promise.all(each)))!;
}

export const groupsFit = (groups: readonly string[]): SQL => {
  const beginnings = groups.flatMap((group) => (group in actionGroups ? [...actionGroups[group as ActionGroup][1]] : []));
  return or(...beginnings.map((beginning) => like(action, `${beginning}%`))) ?? nothing;
};

/** The first group that an action is in. */
export const groupOf = (name: string): string | null =>
  Object.entries(actionGroups).find(([, [, beginnings]]) => beginnings.some((beginning) => name.startsWith(beginning)))?.[0] ?? null;
