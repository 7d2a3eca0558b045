import { contract } from "@/lib/jiko/contract";
import type { AnyOperation, Provenance } from "@/lib/jiko/operation";
import { elsewhere } from "./elsewhere";
import { everyOperation, exists, type Evidence } from "./evidence";
import { pages, reasons } from "./pages";

export const coverageFile = "docs/api-coverage.md";

export interface Row {
  id: string;
  method: string;
  path: string;
  provenance: { operation: Provenance; body: Provenance | null; answer: Provenance };
  client: string;
  sandbox: string;
  page: string;
  tests: string;
  journey: string;
}

/** How many are named before the rest is counted. */
const named = 3;
const some = (all: readonly string[], write: (one: string) => string): string =>
  all.slice(0, named).map(write).join("<br>") + (all.length > named ? `<br>and ${all.length - named} more` : "");
const code = (text: string): string => `\`${text}\``;

/** An address as the app's folder has it: groups in brackets are no part of it. */
const candidates = (address: string): string[] => ["(desk)", "(auth)"].flatMap((group) => ["", "/(list)", "/(start)"].map((inner) => `app/${group}${address === "/" ? "" : address}${inner}/page.tsx`));
const pageExists = (address: string): boolean => candidates(address).some(exists);

function pageOf(id: string): string | null {
  const fitting = Object.keys(pages).filter((start) => id === start || (start.endsWith(".") && id.startsWith(start)));
  const best = fitting.sort((a, b) => b.length - a.length)[0];
  return best ? pages[best]! : null;
}

const missing = "**none yet**";

function rowOf(op: AnyOperation, evidence: Evidence): Row {
  const reason = reasons[op.id] ?? {};
  const page = pageOf(op.id);
  const tests = [...evidence.tests(op.id), everyOperation];
  const journeys = evidence.journeys(op.id);
  return {
    id: op.id,
    method: op.method,
    path: op.path,
    provenance: op.provenance,
    client: evidence.client(op.id) ?? reason.client ?? missing,
    sandbox: evidence.sandbox(op.id) ?? missing,
    page: page && pageExists(page) ? code(page) : (reason.page ?? missing),
    tests: some(tests, (one) => one),
    journey: journeys.length > 0 ? some(journeys, (one) => one) : (reason.journey ?? missing),
  };
}

function elsewhereRow({ id, tests, client, sandbox, page, ...one }: (typeof elsewhere)[number], evidence: Evidence): Row {
  const reason = reasons[id] ?? {};
  const file = (name: string) => (exists(name) ? name : missing);
  const journeys = evidence.journeys(id);
  return {
    id,
    ...one,
    client: client ? file(client) : (reason.client ?? missing),
    sandbox: file(sandbox),
    page: page && pageExists(page) ? code(page) : (reason.page ?? missing),
    tests: some(tests.filter(exists), (name) => name) || missing,
    journey: journeys.length > 0 ? some(journeys, (name) => name) : (reason.journey ?? missing),
  };
}

/** A row for every operation of Jiko's API that is known: the contract's, then what belongs to it elsewhere. */
export const coverageRows = (evidence: Evidence): Row[] => [
  ...(contract as readonly AnyOperation[]).map((op) => rowOf(op, evidence)).sort((a, b) => (a.id < b.id ? -1 : 1)),
  ...elsewhere.map((one) => elsewhereRow(one, evidence)),
];

const cell = (text: string): string => text.replaceAll("|", "\\|");

const head = `# Coverage of Jiko's Customer API

Made by \`npm run coverage-table\`; a unit test fails when it is not current. One row for every operation that is known:
what it is called here, where it comes from, who calls it, and what tries it. \`documented\`: Jiko's own pages say so.
\`related\`: known from a neighbouring API of Jiko's. \`assumed\`: a choice made here, to be confirmed. The marks are those of
the operation itself, of its body, and of its answer. Every operation of the contract is also called over HTTP, with a real sign-in, by
\`${everyOperation}\`.
`;

export function coverageTable(rows: readonly Row[]): string {
  const columns = ["operation", "id", "operation / body / answer", "client function", "sandbox", "page", "unit and integration tests", "end-to-end journeys"];
  const lines = rows.map(({ method, path, id, provenance, client, sandbox, page, tests, journey }) =>
    [`${method} ${code(path)}`, code(id), `${provenance.operation} / ${provenance.body ?? "-"} / ${provenance.answer}`, client, sandbox, page, tests, journey].map(cell).join(" | "),
  );
  const table = [columns.join(" | "), columns.map(() => "---").join(" | "), ...lines].map((line) => `| ${line} |`).join("\n");
  const count = (mark: Provenance) => rows.filter(({ provenance }) => provenance.operation === mark).length;
  const sums = `${rows.length} operations: ${count("documented")} documented, ${count("related")} related, ${count("assumed")} assumed.`;
  return `${head}\n${sums}\n\n${table}\n`;
}
