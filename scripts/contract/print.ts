import type { AnyOperation, Provenance } from "@/lib/jiko/operation";
import type { Compared } from "./compare";
import type { Described } from "./describe";

const marks: Provenance[] = ["documented", "related", "assumed"];
const about: Record<Provenance, string> = {
  documented: "Jiko's own pages on the Customer API say so",
  related: "known from a neighbouring API of Jiko's, not confirmed for this one",
  assumed: "not published: a choice made here, to be confirmed before going live",
};

/** The operations by where their method and path come from; the marks of body and answer stand behind. */
export function listByProvenance(operations: readonly AnyOperation[]): string {
  const widest = Math.max(...operations.map(({ path }) => path.length));
  const parts = marks.map((mark) => {
    const own = operations.filter(({ provenance }) => provenance.operation === mark);
    const rows = own.map(
      ({ method, path, id, provenance: { body, answer } }) =>
        `  ${method.padEnd(6)} ${path.padEnd(widest)}  ${id.padEnd(32)} ${body ? `body ${body}, ` : ""}answer ${answer}`,
    );
    return [`${mark} (${own.length}): ${about[mark]}`, ...rows].join("\n");
  });
  return `${operations.length} operations\n\n${parts.join("\n\n")}\n`;
}

const name = ({ method, path }: Described): string => `${method.padEnd(6)} ${path}`;

export interface Report {
  text: string;
  /** Operations that differ or are missing on a side. */
  unequal: number;
}

/** A line per operation: same, differs (and how), missing on either side. `notes` adds what the file says beyond the contract. */
export function report({ compared, onlyTheirs }: { compared: Compared[]; onlyTheirs: Described[] }, notes: boolean): Report {
  const lines = compared.flatMap(({ ours, verdict }) => {
    const word = !verdict ? "missing" : verdict.differences.length > 0 ? "differs" : "same   ";
    const remarks = verdict ? [...verdict.differences.map((one) => `- ${one}`), ...(notes ? verdict.notes.map((one) => `· ${one}`) : [])] : ["- not in the file"];
    return [`${word}  ${name(ours)}`, ...remarks.map((one) => `           ${one}`)];
  });
  const extra = onlyTheirs.map((one) => `only in the file  ${name(one)}`);
  const count = (some: (one: Compared) => boolean) => compared.filter(some).length;
  const same = count(({ verdict }) => verdict !== null && verdict.differences.length === 0);
  const missing = count(({ verdict }) => verdict === null);
  const remarks = compared.reduce((sum, { verdict }) => sum + (verdict?.notes.length ?? 0), 0);
  const sums = `${same} same, ${compared.length - same - missing} differ, ${missing} missing in the file, ${onlyTheirs.length} only in the file`;
  const more = remarks > 0 && !notes ? `\n${remarks} things in the file go beyond the contract without contradicting it: --notes shows them` : "";
  return { text: `${[...lines, ...extra].join("\n")}\n\n${sums}${more}\n`, unequal: compared.length - same + onlyTheirs.length };
}
