import { places } from "./places";

/** A page or an action that can be found by its name. */
export interface FoundPlace {
  href: string;
  title: string;
  detail: string;
}

interface Action extends FoundPlace {
  /** Of lib/auth/permissions: who may not do it does not find it. */
  permission: string;
}

const actions: readonly Action[] = [
  { href: "/transfers/new", title: "New transfer", detail: "File a wire, a JikoNet payment or a move between pockets", permission: "transfers.file" },
  { href: "/counterparties/new", title: "New payee", detail: "Add somebody who can be paid", permission: "payees.manage" },
  { href: "/webhooks/new", title: "New webhook", detail: "Tell a system of yours, or this desk, what happens at Jiko", permission: "webhooks.manage" },
  { href: "/pockets/new", title: "Open a pocket", detail: "With a strategy of its own", permission: "pockets.manage" },
  { href: "/policy/new", title: "Propose a policy", detail: "Rules and limits of the company's own, for a second person to sign", permission: "policy.propose" },
  { href: "/reports/new", title: "Order a report", detail: "camt.053 statement or list of trades", permission: "reports.order" },
];

const pages: readonly FoundPlace[] = [
  ...places.flatMap(({ group, places: some }) => some.map(({ href, label }) => ({ href, title: label, detail: group }))),
  { href: "/approvals?tab=mine", title: "Requests that you filed", detail: "Approvals" },
  { href: "/approvals?tab=done", title: "Requests that were decided", detail: "Approvals" },
  { href: "/planner", title: "Plan liquidity", detail: "What it costs to have an amount in a pocket by a day" },
  { href: "/forecast", title: "Cash in thirteen weeks", detail: "What is expected, and what it rests on" },
  { href: "/about", title: "About", detail: "Version, rights, and what is assumed of Jiko" },
];

const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const monthName = (month: string): string => `${month[0]!.toUpperCase()}${month.slice(1)}`;

/** The month that is meant by `june 2026`, `jun 26`, `2026-06` or `06/2026`, as `[year, month]`; null where none is. */
export function monthIn(text: string): [year: string, month: string] | null {
  const plain = text.toLowerCase().trim();
  const [, year, month] = /\b(20\d{2})-(0[1-9]|1[0-2])\b/.exec(plain) ?? [];
  if (year && month) return [year, month];
  const [, number, after] = /\b(0?[1-9]|1[0-2])\/(20\d{2})\b/.exec(plain) ?? [];
  if (number && after) return [after, number.padStart(2, "0")];
  const [, word, of] = /\b([a-z]{3,9})\.? +(20\d{2}|\d{2})\b/.exec(plain) ?? [];
  const index = word ? months.findIndex((one) => one.startsWith(word)) : -1;
  return index >= 0 && of ? [of.length === 2 ? `20${of}` : of, String(index + 1).padStart(2, "0")] : null;
}

/** Statements are found by their month: `statements june 2026`, `2026-06`. */
function statementsIn(text: string): FoundPlace[] {
  const month = monthIn(text);
  if (!month) return [];
  const [year, number] = month;
  return [{ href: `/statements?year=${year}&month=${number}`, title: `Statements of ${monthName(months[Number(number) - 1]!)} ${year}`, detail: "Statements" }];
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Pages and actions in which every word of the text begins a word. Without a text: what there is to do. */
export function searchPlaces(text: string, permissions: readonly string[]): FoundPlace[] {
  const allowed = actions.filter(({ permission }) => permissions.includes(permission)).map(({ href, title, detail }) => ({ href, title, detail }));
  const wanted = wordsOf(text);
  if (wanted.length === 0) return allowed;
  const fits = (words: readonly string[]) => wanted.every((one) => words.some((word) => word.startsWith(one)));
  const all = [...allowed, ...pages];
  // What is called so stands before what is only described so.
  const named = all.filter(({ title }) => fits(wordsOf(title)));
  const described = all.filter(({ title, detail }) => fits(wordsOf(`${title} ${detail}`)));
  const found = [...statementsIn(text), ...named, ...described];
  return found.filter(({ href, title }, i) => found.findIndex((one) => one.href === href && one.title === title) === i).slice(0, 8);
}
